package filters

import "slices"

// maxNotes is how many notes one hook call may make; more are dropped.
const maxNotes = 100

// maxRemembered is how many notes a session remembers for Noted; the oldest go first.
const maxRemembered = 1000

// note is a finding of a filter.
type note struct {
	key, value  string
	transaction int // 0: outside any
	shadow      bool
}

// Note records a finding. The key is "filter.word"; control and bidi characters of the value are replaced and it is
// cut at [MaxNote] bytes. A hook makes at most 100 notes a call; more are dropped.
func (s *Session) Note(key, value string) {
	n := note{key: cut(Clean(key), 100), value: cut(Clean(value), MaxNote)}
	s.a.mu.Lock()
	defer s.a.mu.Unlock()
	if s.a.run != nil && len(s.a.notes) < maxNotes {
		n.transaction, n.shadow = s.a.run.transaction(), s.a.shadow
		s.a.notes = append(s.a.notes, n)
	}
}

// Noted is the last note of that key by any filter, made in this transaction or outside of any, or "". What filters in
// shadow note is seen by filters in shadow only.
func (s *Session) Noted(key string) string {
	s.a.mu.Lock()
	defer s.a.mu.Unlock()
	if s.a.run == nil {
		return ""
	}
	for _, n := range slices.Backward(s.a.notes) {
		if n.key == key {
			return n.value
		}
	}
	return s.a.run.noted(key, s.a.shadow)
}

// transaction is the number that a note of now belongs to.
func (r *Run) transaction() int {
	if r.moment == AtSender || r.moment == AtHeader || r.moment == AtMessage || r.host.Sender().p.set {
		return r.host.Transaction()
	}
	return 0
}

func (r *Run) noted(key string, shadow bool) string {
	now := r.transaction()
	for _, n := range slices.Backward(r.notes) {
		if n.key == key && (n.transaction == 0 || n.transaction == now) && (shadow || !n.shadow) {
			return n.value
		}
	}
	return ""
}

// remember reports a hook's notes and keeps them for Noted.
func (r *Run) remember(w *member, at Moment, notes []note) {
	for _, n := range notes {
		r.host.Report(Report{Kind: Findings, Filter: w.Label, Hook: at.String(), Shadow: w.Shadow, Key: n.key, Value: n.value})
	}
	r.notes = append(r.notes, notes...)
	if over := len(r.notes) - maxRemembered; over > 0 {
		r.notes = slices.Delete(r.notes, 0, over)
	}
}
