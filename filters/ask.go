package filters

// answer is what came of asking one filter.
type answer struct {
	verdict Verdict
	changes []change
	err     error // why the verdict doesn't count
}

// change is one edit, for the record; or a finding about edits, with its value in new.
type change struct {
	kind           ReportKind
	what, old, new string
}

// ask puts a question to the filters of a moment, in order, until one decides. Each works on a copy of what the
// one before left; the copy becomes *arg together with a valid verdict of a filter in force.
func ask[T any](r *Run, at Moment, arg *T, q question[T]) (d Decision) {
	for _, w := range r.by[at] {
		if w.Shadow && q.later != nil {
			q.later(r, w, arg)
			continue
		}
		trial, a := consult(r, w, at, arg, q)
		decided := r.judge(w, at, a)
		if w.Shadow {
			continue
		}
		if a.err == nil {
			*arg = *trial
			r.reportChanges(w, at, a.changes)
			d.Delay = min(d.Delay+a.verdict.v.delay, MaxDelay)
		}
		if decided.Action != Go {
			decided.Delay = d.Delay
			return decided
		}
		if a.err == nil && a.verdict.v.kind == accept {
			break
		}
	}
	return d
}

// consult asks one filter with a copy of arg, and sees whether its answer and what it has done to the copy can stand.
func consult[T any](r *Run, w *member, at Moment, arg *T, q question[T]) (trial *T, a answer) {
	trial = q.copyOf(arg)
	a.verdict, a.err = w.call(r, at, func(s *Session) Verdict { return q.put(w, s, trial) })
	if a.err == nil {
		a.err = a.verdict.check(at, r.host.Protocol())
	}
	if a.err == nil && q.settle != nil {
		a.changes, a.err = q.settle(arg, trial)
	}
	return trial, a
}

// judge reports a filter's answer, or its failure, and says what it means.
func (r *Run) judge(w *member, at Moment, a answer) Decision {
	p := r.host.Protocol()
	report := Report{Kind: Verdicts, Filter: w.Label, Hook: at.String(), Shadow: w.Shadow, Took: w.took}
	if a.err != nil {
		report.Kind, report.Err, report.Verdict = Failures, a.err, "on_error "+string(w.onError(at))
		r.host.Report(report)
		return w.failed(at, p, a.err)
	}
	report.Verdict = a.verdict.String()
	r.host.Report(report)
	return a.verdict.decide(at, p, w.Label)
}

func (r *Run) reportChanges(w *member, at Moment, changes []change) {
	for _, c := range changes {
		r.host.Report(Report{Kind: c.kind, Filter: w.Label, Hook: at.String(), Key: c.what, Old: c.old, Value: c.new})
	}
}
