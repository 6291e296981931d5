package filters

import (
	"errors"
	"slices"
)

// Run is a chain at work in one session. Its methods are called by the session's own goroutine, one at a time.
type Run struct {
	host    Host
	members []*member
	by      [moments][]*member // who has a hook, in the order in which they are asked
	moment  Moment             // the last asked
	notes   []note
	putBy   []viewing // content that filters in shadow are still to see
	seen    *snapshot // the session as it was when content began that streams past filters in shadow
}

// Begin opens the chain for a session: Open hooks run, and each moment's list is made.
func (c *Chain) Begin(h Host) *Run {
	r := &Run{host: h}
	if c == nil {
		return r
	}
	for i := range c.entries {
		w := r.open(&c.entries[i])
		if w == nil {
			continue
		}
		r.members = append(r.members, w)
		for _, m := range w.hooks.moments() {
			r.by[m] = append(r.by[m], w)
		}
		if w.openErr != nil {
			r.by[AtConnect] = append(r.by[AtConnect], w)
		}
	}
	slices.Reverse(r.by[AtReply]) // the first filter is the one nearest the client
	return r
}

// open makes the entry's member of this session; nil if the filter has no interest in it.
func (r *Run) open(e *Entry) *member {
	w := &member{Entry: e, hooks: e.Filter, access: &access{part: e.part(), shadow: e.Shadow}}
	if e.Filter.Open == nil {
		return w
	}
	opened := make(chan *Filter, 1) // a late answer of a call that was left behind goes nowhere
	_, err := w.call(r, AtOpen, func(s *Session) Verdict {
		opened <- e.Filter.Open(s)
		return Pass()
	})
	if w.hooks = (&Filter{}); err != nil {
		w.openErr = err
		return w
	}
	switch hooks := <-opened; {
	case hooks == nil:
		return nil
	case hooks.Open != nil:
		w.openErr = errOpenTwice
	default:
		w.hooks = hooks
	}
	return w
}

// Has tells whether any filter has a hook for the moment and is in force.
func (r *Run) Has(m Moment) bool {
	return slices.ContainsFunc(r.by[m], func(w *member) bool { return !w.Shadow })
}

// Asks tells whether any filter has a hook for the moment, in force or in shadow.
func (r *Run) Asks(m Moment) bool { return len(r.by[m]) > 0 }

// Asked are the labels of the filters that have a hook for any of the moments, in force or in shadow, in the order of the configuration.
func (r *Run) Asked(any ...Moment) (labels []string) {
	for _, w := range r.members {
		if slices.ContainsFunc(any, func(m Moment) bool { return slices.Contains(r.by[m], w) }) {
			labels = append(labels, w.Label)
		}
	}
	return labels
}

// Close tells every filter that the session is over, but one whose Connect was not asked because another had decided.
func (r *Run) Close() {
	closing := r.by[AtClose]
	r.by[AtClose] = nil
	for _, w := range closing {
		if w.hooks.Connect != nil && !w.began {
			continue
		}
		_, err := w.call(r, AtClose, func(s *Session) Verdict {
			w.hooks.Close(s)
			return Pass()
		})
		if err != nil {
			r.host.Report(Report{Kind: Failures, Filter: w.Label, Hook: AtClose.String(), Shadow: w.Shadow, Err: err, Took: w.took})
		}
	}
}

var errOpenTwice = errors.New("its Open returned a Filter that has Open")
