package filters

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters/message"
)

// question is how one moment's argument is put, copied and taken back.
type question[T any] struct {
	put    func(*member, *Session, *T) Verdict
	clone  func(*T) *T                         // nil: a plain copy
	settle func(old, new *T) ([]change, error) // what a valid verdict changes, or why it can't; nil: nothing can change
}

// change is one edit, for the record.
type change struct{ what, old, new string }

// ask puts a question to the filters of a moment, in order, until one decides. Each works on a copy of what the
// one before left; the copy becomes *arg together with a valid verdict of a filter in force.
func ask[T any](r *Run, at Moment, arg *T, q question[T]) (d Decision) {
	r.moment = at
	delay := time.Duration(0)
	for _, w := range r.by[at] {
		if w.Shadow && (at == AtHeader || at == AtMessage) {
			r.putBy(w, at, any(arg).(*Message))
			continue
		}
		trial := q.copyOf(arg)
		v, err := w.call(r, at, func(s *Session) Verdict { return q.put(w, s, trial) })
		var changes []change
		if err == nil {
			if err = v.check(at, r.host.Protocol()); err == nil && q.settle != nil {
				changes, err = q.settle(arg, trial)
			}
		}
		d = r.judge(w, at, v, err)
		if w.Shadow {
			d = Decision{}
			continue
		}
		if err == nil {
			*arg = *trial
			r.reportChanges(w, at, changes)
			delay = min(delay+v.v.delay, MaxDelay)
		}
		if d.Action != Go {
			break
		}
		d = Decision{}
		if err == nil && v.v.kind == accept {
			break
		}
	}
	d.Delay = delay
	return d
}

func (q question[T]) copyOf(arg *T) *T {
	if q.clone != nil {
		return q.clone(arg)
	}
	trial := *arg
	return &trial
}

// judge reports a filter's answer, or its failure, and says what it means.
func (r *Run) judge(w *member, at Moment, v Verdict, err error) Decision {
	p := r.host.Protocol()
	if err == nil {
		err = v.check(at, p)
	}
	report := Report{Kind: Verdicts, Filter: w.Label, Hook: at.String(), Shadow: w.Shadow, Verdict: v.String(), Took: w.took}
	d := v.decide(at, p, w.Label)
	if err != nil {
		d = w.failed(at, p, err)
		report.Kind, report.Err, report.Verdict = Failures, err, "on_error "+string(w.onError(at))
	}
	r.host.Report(report)
	return d
}

func (w *member) onError(at Moment) OnError {
	if at == AtReply || w.OnError == "" {
		return map[bool]OnError{true: OnErrorPass, false: OnErrorDefer}[at == AtReply]
	}
	return w.OnError
}

func (r *Run) reportChanges(w *member, at Moment, changes []change) {
	for _, c := range changes {
		r.host.Report(Report{Kind: Changes, Filter: w.Label, Hook: at.String(), Key: c.what, Old: c.old, Value: c.new})
	}
}

// putBy keeps content as it is now for a filter in shadow, which says what it thinks when the client has its reply.
func (r *Run) putBy(w *member, at Moment, m *Message) {
	now := message.Clone(m)
	r.later = append(r.later, func() { r.watch(w, at, now) })
}

var errOpenTwice = errors.New("Open returned a Filter that has Open")
