package filters

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// grace is what a hook gets beyond its context's deadline to say that it was too late itself.
const grace = 200 * time.Millisecond

// member is an entry in one session.
type member struct {
	*Entry
	hooks   *Filter
	openErr error
	session *Session
	took    time.Duration  // by the last call
	stray   <-chan outcome // a call that outlived its deadline
}

type outcome struct {
	verdict Verdict
	err     error
}

var errStray = errors.New("an earlier call of this session has not come back")

// call runs one hook, with its deadline, in a goroutine that can be left behind: what it does after that has no
// effect, and until it is back the filter counts as failed for this session.
func (w *member) call(r *Run, at Moment, hook func(*Session) Verdict) (Verdict, error) {
	if w.astray() {
		return Verdict{}, errStray
	}
	if w.session == nil {
		w.session = &Session{part: w.part()}
	}
	s, start := w.session, time.Now()
	deadline := w.within(r.host)
	s.begin(r, deadline)
	done := make(chan outcome, 1)
	go guarded(s, hook, done)
	timer := time.NewTimer(deadline + grace)
	defer timer.Stop()
	var o outcome
	select {
	case o = <-done:
	case <-timer.C:
		o.err = fmt.Errorf("took longer than its deadline of %v", deadline)
		w.stray, w.session = done, nil
	}
	w.took = time.Since(start)
	r.remember(w, at, s.end())
	return o.verdict, o.err
}

// within is how long a call may take: the entry's deadline, or what is left of the host's time.
func (w *member) within(h Host) time.Duration {
	if until, bounded := h.Context().Deadline(); bounded {
		return min(w.Deadline, max(time.Until(until), 0))
	}
	return w.Deadline
}

// astray tells whether a call is still out.
func (w *member) astray() bool {
	if w.stray == nil {
		return false
	}
	select {
	case <-w.stray:
		// State in Open's closures may be half changed by a call that counted as failed: it isn't trusted again.
		if w.Filter.Open != nil {
			return true
		}
		w.stray = nil
		return false
	default:
		return true
	}
}

// part is the filter's own in the store; in shadow it is another one.
func (w *member) part() string {
	if w.Shadow {
		return w.Label + " (shadow)"
	}
	return w.Label
}

// guarded turns a panic of the hook into a failure that says where.
func guarded(s *Session, hook func(*Session) Verdict, done chan<- outcome) {
	o := outcome{err: errors.New("ended its goroutine")}
	defer func() {
		if p := recover(); p != nil {
			o = outcome{err: fmt.Errorf("panic: %v, at %s", p, panicPlace())}
		}
		done <- o
	}()
	o = outcome{verdict: hook(s)}
}

// panicPlace is the file and line of the statement that panicked.
func panicPlace() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
