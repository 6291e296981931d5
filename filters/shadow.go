package filters

import (
	"slices"

	"github.com/gatepost-mail/gatepost/filters/message"
)

// viewing is content as it was when a filter in shadow would have been asked, and what was known then.
type viewing struct {
	member  *member
	moment  Moment
	message *Message
	seen    *snapshot
}

// snapshot is a host in whose session the transaction goes on as it was.
type snapshot struct {
	Host
	sender      Path
	recipients  []Path
	transaction int
}

func (s *snapshot) Sender() Path       { return s.sender }
func (s *snapshot) Recipients() []Path { return slices.Clone(s.recipients) }
func (s *snapshot) Transaction() int   { return s.transaction }

func (r *Run) snapshot() *snapshot {
	return &snapshot{r.host, r.host.Sender(), r.host.Recipients(), r.host.Transaction()}
}

// Watches tells whether any filter in shadow wants to see content that begins now. It keeps what is known of the transaction, which
// is over when Shadow lets them see it.
func (r *Run) Watches() bool {
	shadow := func(w *member) bool { return w.Shadow }
	if !slices.ContainsFunc(r.by[AtHeader], shadow) && !slices.ContainsFunc(r.by[AtMessage], shadow) {
		return false
	}
	r.seen = r.snapshot()
	return true
}

// keep puts content by as it is now for a filter in shadow.
func (r *Run) keep(w *member, at Moment, m *Message) {
	r.putBy = append(r.putBy, viewing{w, at, message.Clone(m), r.snapshot()})
}

// Shadow lets the filters in shadow see content, after the client has its reply. It uses what Header and Message have put by for
// them; content that was not held, or not to its end, is given as m, else m is nil.
func (r *Run) Shadow(m *Message) {
	views, seen := r.putBy, r.seen
	r.putBy, r.seen = nil, nil
	if seen == nil {
		seen = r.snapshot()
	}
	for _, at := range []Moment{AtHeader, AtMessage} {
		asked := slices.ContainsFunc(views, func(v viewing) bool { return v.moment == at })
		for _, w := range r.by[at] {
			if m != nil && w.Shadow && !asked {
				views = append(views, viewing{w, at, m, seen})
			}
		}
	}
	for _, v := range views {
		r.show(v)
	}
}

// show asks a filter in shadow.
func (r *Run) show(v viewing) {
	defer func(h Host) { r.host = h }(r.host)
	r.host = v.seen
	about := aboutMessage()
	if v.moment == AtHeader {
		about = aboutHeader()
	}
	_, a := consult(r, v.member, v.moment, v.message, about)
	r.judge(v.member, v.moment, a)
}
