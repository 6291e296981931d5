package filters

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// grace is what a hook gets beyond the end of its context to say that it was too late itself.
const grace = time.Second

// member is an entry in one session.
type member struct {
	*Entry
	hooks   *Filter
	openErr error
	access  *access
	began   bool           // Open or Connect ran
	took    time.Duration  // by the last call
	stray   <-chan outcome // a call that outlived its deadline
}

type outcome struct {
	verdict Verdict
	err     error
}

var (
	errStray = errors.New("an earlier call of this session outlived its deadline")
	errExit  = errors.New("ended its goroutine")
)

// call runs one hook, with its deadline, in a goroutine that can be left behind: what it does after that has no
// effect, and until it is back the filter counts as failed for this session.
func (w *member) call(r *Run, at Moment, hook func(*Session) Verdict) (Verdict, error) {
	if w.took = 0; w.openErr != nil {
		return Verdict{}, w.openErr
	}
	if w.astray() {
		return Verdict{}, errStray
	}
	r.moment = at
	w.began = w.began || at == AtOpen || at == AtConnect
	base, d := w.within(r.host, at)
	start, ctx := time.Now(), w.access.begin(r, base, d, w.late(d))
	o := w.run(ctx, &Session{w.access}, hook)
	w.took = time.Since(start)
	r.remember(w, at, w.access.end())
	return o.verdict, o.err
}

// within is how long a call may take, and under which context: the entry's deadline, or what is left of the host's time. Close has its
// full time, because it is what tidies up behind a session that was torn down.
func (w *member) within(h Host, at Moment) (context.Context, time.Duration) {
	ctx := h.Context()
	if at == AtClose {
		ctx = context.WithoutCancel(ctx)
	}
	if until, bounded := ctx.Deadline(); bounded {
		return ctx, min(w.Deadline, max(time.Until(until), 0))
	}
	return ctx, w.Deadline
}

// late is why a call has failed that is not back after d; what it may take is the configuration's word, or the host's.
func (w *member) late(d time.Duration) error {
	if d < w.Deadline {
		return lateError(0)
	}
	return lateError(d)
}

// lateError is a deadline that is over, 0 for that of the host. A hook finds it as the cause of its context's end.
type lateError time.Duration

func (d lateError) Error() string {
	if d == 0 {
		return "took longer than the time that was left"
	}
	return fmt.Sprintf("took longer than its deadline of %s (\"deadline\" in its block of the configuration sets it)", FormatDuration(time.Duration(d)))
}

// Unwrap lets it be found as what it is to those who know contexts only.
func (lateError) Unwrap() error { return context.DeadlineExceeded }

// run waits for the hook, but not for ever.
func (w *member) run(ctx context.Context, s *Session, hook func(*Session) Verdict) outcome {
	done := make(chan outcome, 1)
	go guarded(s, hook, done)
	select {
	case o := <-done:
		return o
	case <-ctx.Done():
	}
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case o := <-done:
		return o
	case <-timer.C:
	}
	w.stray = done
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return outcome{err: context.Cause(ctx)}
	}
	return outcome{err: errors.New("went on though the session was torn down")}
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
func (e *Entry) part() string {
	part := cmp.Or(e.Part, e.Label)
	if e.Shadow {
		part += shadowed
	}
	return part
}

// guarded turns a panic of the hook into a failure that says where.
func guarded(s *Session, hook func(*Session) Verdict, done chan<- outcome) {
	o := outcome{err: errExit}
	defer func() {
		if p := recover(); p != nil {
			o = outcome{err: panicError(p)}
		}
		done <- o
	}()
	o = outcome{verdict: hook(s)}
}

// hookError is a panic that stands for an error: an engine that runs hooks which have no verdict, Open and Close, has no other way to
// say that one has failed.
type hookError interface{ HookError() error }

// panicError is called while p is recovered.
func panicError(p any) error {
	if e, is := p.(hookError); is {
		err := e.HookError()
		return &reason{cut(Clean(err.Error()), MaxNote), err}
	}
	return fmt.Errorf("panic: %s, at %s", cut(Clean(fmt.Sprint(p)), MaxNote), panicPlace())
}

// panicPlace is the file and line of the statement that panicked: the filter's own, where the standard library panicked on its
// behalf.
func panicPlace() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs[:])])
	deepest := ""
	for f, more := frames.Next(); more; f, more = frames.Next() {
		place := fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		switch {
		case strings.HasPrefix(f.Function, "runtime."):
			continue
		case strings.HasSuffix(f.Function, "/filters.guarded"):
			return deepest
		case !standard(f.Function):
			return place
		}
		deepest = cmp.Or(deepest, place)
	}
	return cmp.Or(deepest, "an unknown place")
}

// standard tells whether a function may be the standard library's: the first element of its import path has no dot.
func standard(function string) bool {
	if first, _, deep := strings.Cut(function, "/"); deep {
		return !strings.Contains(first, ".")
	}
	return !strings.HasPrefix(function, "main.")
}
