package filters_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// A panic is a failure that names the line of the filter, also where the standard library panicked on its behalf.
func TestPanicsSayWhere(t *testing.T) {
	var none *filters.Message
	var nothing map[string]int
	for wanted, do := range map[string]func(){
		`panic: boom, at call_test.go:\d+`:                             func() { panic("boom") },
		`panic: a\?\?b, at call_test.go:\d+`:                           func() { panic("a\r\nb") },
		`panic: no table, at call_test.go:\d+`:                         func() { panic(errors.New("no table")) },
		`panic: panic called with nil argument.*, at call_test.go:\d+`: func() { panic(nil) },
		`panic: runtime error: invalid memory .*, at call_test.go:\d+`: func() { none.Header = nil },
		`panic: assignment to entry in nil map, at call_test.go:\d+`:   func() { nothing["a"]++ },
		`panic: regexp: Compile.*, at call_test.go:\d+`:                func() { regexp.MustCompile(strings.Repeat("(", 1)) },
		`panic: strings: negative Repeat count, at call_test.go:\d+`:   func() { _ = strings.Repeat("a", -len(mail)) },
		`panic: compare, at call_test.go:\d+`:                          func() { slices.SortFunc([]int{2, 1}, func(a, b int) int { panic("compare") }) },
		`panic: x{1000}, at call_test.go:\d+`:                          func() { panic(strings.Repeat("x", 5000)) },
		`ended its goroutine`:                                          runtime.Goexit,
	} {
		h := newHost()
		c := chainOf(t, entry("a", filters.AtConnect, func(*filters.Session) filters.Verdict {
			do()
			return filters.Pass()
		}))
		want(t, words(c.Begin(h).Connect()), "answer 421 4.3.0 temporary trouble with a local policy, please try again later by a")
		if err := h.reports[0].Err.Error(); !regexp.MustCompile("^" + wanted + "$").MatchString(err) {
			t.Errorf("have %q\nwant %q", err, wanted)
		}
	}
}

// The line is that of the statement that panicked, however deep it is.
func TestPanicPlaceIsExact(t *testing.T) {
	h := newHost()
	line := 0
	deep := func() {
		_, _, line, _ = runtime.Caller(0)
		panic("here") // the line behind the one above
	}
	c := chainOf(t, entry("a", filters.AtHello, func(*filters.Session) filters.Verdict {
		func() { deep() }()
		return filters.Pass()
	}))
	put(t, c.Begin(h), filters.AtHello)
	want(t, h.said(), fmt.Sprintf("a Hello: panic: here, at call_test.go:%d; on_error defer", line+1))
}

// waiting is a hook that ends with its context and no sooner.
func waiting(s *filters.Session) filters.Verdict {
	<-s.Context().Done()
	return filters.Fail(context.Cause(s.Context()))
}

func TestDeadlineEndsTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, start := newHost(), time.Now()
		e := entry("a", filters.AtHello, waiting)
		e.Deadline = 3 * time.Second
		want(t, words(put(t, chainOf(t, e).Begin(h), filters.AtHello)), failed)
		if took := time.Since(start); took != 3*time.Second || h.reports[0].Took != took {
			t.Errorf("it took %v, the report says %v", took, h.reports[0].Took)
		}
		want(t, h.said(), "a Hello: took longer than its deadline of 3s (\"deadline\" in its block of the configuration sets it); on_error defer")
	})
}

// A session that is torn down waits for no hook, be its deadline ever so far away.
func TestTornDownSessionDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, let := newHost(), make(chan struct{})
		ctx, tearDown := context.WithCancel(context.Background())
		h.ctx = ctx
		e := entry("a", filters.AtHello, func(*filters.Session) filters.Verdict {
			tearDown()
			<-let
			return filters.Pass()
		})
		e.Deadline = time.Hour
		start := time.Now()
		want(t, words(put(t, chainOf(t, e).Begin(h), filters.AtHello)), failed)
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v", took)
		}
		want(t, h.said(), "a Hello: went on though the session was torn down; on_error defer")
		close(let)
	})
}

// What is left of the host's time bounds a hook too; of no time at all only the grace is left.
func TestHostsTimeBoundsHooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHost()
		e := entry("a", filters.AtHello, waiting)
		e.Deadline = time.Minute
		run := chainOf(t, e).Begin(h)
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		h.ctx = ctx
		for _, took := range []time.Duration{time.Second, 0} {
			start := time.Now()
			put(t, run, filters.AtHello)
			if have := time.Since(start); have != took {
				t.Errorf("it took %v, want %v", have, took)
			}
		}
	})
}

// stuck is a filter whose first Hello hears nothing until it is let go.
type stuck struct {
	freed atomic.Bool
	let   chan struct{}
	late  func(*filters.Session, *filters.Hello)
}

func (f *stuck) hello(s *filters.Session, h *filters.Hello) filters.Verdict {
	if !f.freed.Swap(true) {
		<-f.let
		f.late(s, h)
	}
	return filters.Pass()
}

func TestStrayCallHasNoEffect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHost()
		f := &stuck{let: make(chan struct{})}
		zero := ""
		f.late = func(s *filters.Session, hello *filters.Hello) {
			hello.Name = "late.example"
			s.Note("test.late", "late")
			_, dns := s.Resolver().MX("example.org")
			_, store := s.Store().Get("key")
			zero = fmt.Sprint(s.ID(), s.Client().Addr.IsValid(), s.Noted("test.late"), s.Context().Err(), dns != nil, store != nil, s.Now().IsZero())
		}
		c := chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{Hello: f.hello}, Deadline: time.Second})
		run, start := c.Begin(h), time.Now()

		hello := filters.Hello{Name: "client.example"}
		want(t, words(run.Hello(&hello)), failed)
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("it took %v", took)
		}
		want(t, h.said(), "a Hello: took longer than its deadline of 1s (\"deadline\" in its block of the configuration sets it); on_error defer")

		// While it is out the filter has failed for this session, at once.
		want(t, words(run.Hello(&hello)), failed)
		want(t, h.said(), "a Hello: an earlier call of this session outlived its deadline; on_error defer")

		// Another session of the chain has nothing to do with it.
		want(t, words(c.Begin(newHost()).Hello(&hello)), "go")

		// Late as it is, nothing that it does counts; from then on the filter is asked again.
		close(f.let)
		synctest.Wait()
		want(t, zero, "false"+"context canceled true true true")
		want(t, hello.Name, "client.example")
		want(t, words(run.Hello(&hello)), "go")
		want(t, h.said(), "a Hello: pass")
	})
}

func TestNotesOfAStrayCallBeforeItsDeadlineCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, let := newHost(), make(chan struct{})
		e := entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
			s.Note("test.early", "early")
			<-let
			return filters.Pass()
		})
		put(t, chainOf(t, e).Begin(h), filters.AtHello)
		close(let)
		want(t, h.said(), "a Hello: test.early=early\na Hello: took longer than its deadline of 5s (\"deadline\" in its block of the configuration sets it); on_error defer")
	})
}

// A failed hook of one filter is none of another.
func TestStrayCallIsOfOneFilter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, let := newHost(), make(chan struct{})
		e := entry("a", filters.AtHello, func(*filters.Session) filters.Verdict {
			<-let
			return filters.Pass()
		})
		e.OnError = filters.OnErrorPass
		run := chainOf(t, e, entry("b", filters.AtHello, says(filters.Refuse("5.7.1", "no")))).Begin(h)
		want(t, words(put(t, run, filters.AtHello)), "answer 550 5.7.1 no by b")
		close(let)
	})
}

// Close has a deadline of its own: it tidies up also behind a session that was torn down.
func TestCloseHasItsOwnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHost()
		ctx, tearDown := context.WithTimeout(context.Background(), time.Second)
		h.ctx = ctx
		left := time.Duration(0)
		var err error
		c := chainOf(t, filters.Entry{Label: "a", Deadline: 3 * time.Second, Filter: &filters.Filter{Close: func(s *filters.Session) {
			until, _ := s.Context().Deadline()
			left = time.Until(until)
			err = s.Context().Err()
			waiting(s)
		}}})
		run := c.Begin(h)
		tearDown()
		start := time.Now()
		run.Close()
		if left != 3*time.Second || err != nil || time.Since(start) != left {
			t.Errorf("Close had %v, %v, and took %v", left, err, time.Since(start))
		}
	})
}

// A filter that spoils its own Session spoils nothing else.
func TestSpoiledSession(t *testing.T) {
	h := newHost()
	run := chainOf(t, entry("a", filters.AtHello, func(s *filters.Session) filters.Verdict {
		want(t, s.ID(), "session-1")
		*s = filters.Session{}
		return filters.Pass()
	})).Begin(h)
	for range 2 {
		want(t, words(put(t, run, filters.AtHello)), "go")
	}
}

// hookError is what an engine throws where a hook has no verdict.
type hookError struct{ error }

func (e hookError) HookError() error { return e.error }

// An engine tells by a panic that Open or Close has failed, and why; it isn't called a panic.
func TestHookErrors(t *testing.T) {
	why := errors.New("lost\r\nits instance")
	throw := func(*filters.Session) { panic(hookError{why}) }
	for hook, f := range map[string]*filters.Filter{
		"Open":  {Open: func(s *filters.Session) *filters.Filter { throw(s); return nil }},
		"Close": {Close: throw},
	} {
		h := newHost()
		r := chainOf(t, filters.Entry{Label: "a", Filter: f}).Begin(h)
		r.Connect()
		r.Close()
		if len(h.reports) != 1 || !errors.Is(h.reports[0].Err, why) || h.reports[0].Err.Error() != "lost??its instance" {
			t.Errorf("%s fails with %+v", hook, h.reports)
		}
	}
}
