package filters_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gatepost-mail/gatepost/filters"
)

func opening(open func(*filters.Session) *filters.Filter) filters.Entry {
	return filters.Entry{Label: "a", Filter: &filters.Filter{Open: open}}
}

// State of one session lives in Open's closures: sessions don't see each other's.
func TestOpenKeepsStateOfOneSession(t *testing.T) {
	c := chainOf(t, opening(func(s *filters.Session) *filters.Filter {
		seen := 0
		s.Note("count.client", s.Client().String())
		return &filters.Filter{
			Recipient: func(*filters.Session, *filters.Path) filters.Verdict {
				if seen++; seen > 2 {
					return filters.DeferCode(452, "4.5.3", "too many")
				}
				return filters.Pass()
			},
			// The session of Open is that of its hooks.
			Close: func(*filters.Session) { s.Note("count.seen", s.ID()) },
		}
	}))
	h, other := newHost(), newHost()
	one, two := c.Begin(h), c.Begin(other)
	want(t, h.said(), "a Open: count.client=192.0.2.25:1025")
	if !one.Has(filters.AtRecipient) || one.Has(filters.AtSender) {
		t.Error("the hooks of Open aren't known when the session begins")
	}
	for _, wanted := range []string{"go", "go", "answer 452 4.5.3 too many by a"} {
		want(t, words(put(t, one, filters.AtRecipient)), wanted)
	}
	want(t, words(put(t, two, filters.AtRecipient)), "go")
	h.said()
	one.Close()
	want(t, h.said(), "a Close: count.seen=session-1")
}

func TestOpenWithoutInterest(t *testing.T) {
	h := newHost()
	run := chainOf(t, opening(func(*filters.Session) *filters.Filter { return nil })).Begin(h)
	for _, at := range asked {
		if run.Asks(at) {
			t.Errorf("it is asked at %v", at)
		}
		want(t, words(put(t, run, at)), "go")
	}
	run.Close()
	want(t, h.said(), "")
}

// A failed Open is a failure at Connect, in the filter's place among the Connect hooks.
func TestFailedOpen(t *testing.T) {
	closed := false
	for wanted, open := range map[string]func(*filters.Session) *filters.Filter{
		"panic: no, at open_test.go": func(*filters.Session) *filters.Filter { panic("no") },
		"its Open returned a Filter that has Open": func(*filters.Session) *filters.Filter {
			return &filters.Filter{Open: func(*filters.Session) *filters.Filter { return nil }, Close: func(*filters.Session) { closed = true }}
		},
	} {
		for on, result := range map[filters.OnError]string{
			filters.OnErrorDefer:  "answer 421 4.3.0 temporary trouble with a local policy, please try again later by a",
			filters.OnErrorRefuse: "answer 554 5.3.0 a local policy could not be applied by a",
			filters.OnErrorPass:   "answer 554 5.7.1 no by b",
		} {
			h := newHost()
			e := opening(open)
			e.OnError = on
			run := chainOf(t, entry("first", filters.AtConnect, pass), e, entry("b", filters.AtConnect, says(filters.Refuse("5.7.1", "no")))).Begin(h)
			if !run.Has(filters.AtConnect) || h.said() != "" {
				t.Error("a failure at Open is none at Connect")
			}
			want(t, words(run.Connect()), result)
			if have := h.said(); !strings.HasPrefix(have, "first Connect: pass\na Connect: "+wanted) {
				t.Error(have)
			}
			run.Close()
		}
	}
	if closed {
		t.Error("a filter that could not be opened was closed")
	}
}

func TestLostOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, let := newHost(), make(chan struct{})
		run := chainOf(t, opening(func(*filters.Session) *filters.Filter {
			<-let
			return all(pass)
		})).Begin(h)
		for range 2 {
			run.Connect()
			want(t, h.said(), "a Connect: took longer than its deadline of 5s (\"deadline\" in its block of the configuration sets it); on_error defer")
		}
		close(let)
		synctest.Wait() // too late
		run.Connect()
		want(t, h.said(), "a Connect: took longer than its deadline of 5s (\"deadline\" in its block of the configuration sets it); on_error defer")
		want(t, words(put(t, run, filters.AtHello)), "go")
	})
}

// The closures of a call that was left behind may be half changed: the filter has failed for the rest of this session.
func TestStrayCallLosesTheStateOfOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		let, opened := make(chan struct{}), 0
		c := chainOf(t, opening(func(*filters.Session) *filters.Filter {
			opened++
			return &filters.Filter{
				Hello: func(*filters.Session, *filters.Hello) filters.Verdict {
					<-let
					return filters.Pass()
				},
				Close: func(*filters.Session) { t.Error("closed") },
			}
		}))
		h := newHost()
		run := c.Begin(h)
		want(t, words(put(t, run, filters.AtHello)), failed)
		close(let)
		synctest.Wait()
		h.said()
		for range 2 {
			want(t, words(put(t, run, filters.AtHello)), failed)
			want(t, h.said(), "a Hello: an earlier call of this session outlived its deadline; on_error defer")
		}
		run.Close()
		if opened != 1 {
			t.Errorf("opened %d times", opened)
		}
		want(t, words(put(t, c.Begin(newHost()), filters.AtHello)), "go")
	})
}
