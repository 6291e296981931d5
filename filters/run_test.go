package filters_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// Commands and content are asked about in the order of the configuration, replies in reverse: the first filter is the one
// nearest the client.
func TestOrder(t *testing.T) {
	for _, at := range asked {
		var order []string
		var entries []filters.Entry
		for _, label := range []string{"a", "b", "c"} {
			entries = append(entries, entry(label, at, func(*filters.Session) filters.Verdict {
				order = append(order, label)
				return filters.Pass()
			}))
		}
		put(t, chainOf(t, entries...).Begin(newHost()), at)
		wanted := "a b c"
		if at == filters.AtReply {
			wanted = "c b a"
		}
		if have := strings.Join(order, " "); have != wanted {
			t.Errorf("%v: %s, want %s", at, have, wanted)
		}
	}
}

func TestFirstVerdictThatIsNotPassWins(t *testing.T) {
	for _, at := range asked {
		h := newHost()
		first, last := filters.Refuse("5.7.1", "first"), filters.Refuse("5.7.1", "second")
		if at == filters.AtReply {
			first, last = filters.Hangup("second"), filters.Hangup("first")
		}
		c := chainOf(t, entry("a", at, pass), entry("b", at, says(first)), entry("c", at, says(last)), entry("d", at, pass))
		d := put(t, c.Begin(h), at)
		by, text, trail := "b", "first", "a %[1]v: pass\nb %[1]v: refuse 5.7.1 first"
		if at == filters.AtReply {
			by, trail = "c", "d %[1]v: pass\nc %[1]v: hangup first"
		}
		if d.Filter != by || d.Reply.Lines[0] != text {
			t.Errorf("%v: %+v", at, d)
		}
		want(t, h.said(), fmt.Sprintf(trail, at))
	}
}

// Accept skips the later filters of this hook, and of no other.
func TestAcceptIsForThisHookOnly(t *testing.T) {
	for _, at := range asked {
		h := newHost()
		now := filters.AtOpen
		accepting := all(func(*filters.Session) filters.Verdict {
			if now == at {
				return filters.Accept()
			}
			return filters.Pass()
		})
		c := chainOf(t, filters.Entry{Label: "a", Filter: accepting}, filters.Entry{Label: "b", Filter: all(pass)})
		run := c.Begin(h)
		for _, now = range asked {
			want(t, words(put(t, run, now)), "go")
			wanted := fmt.Sprintf("a %[1]v: pass\nb %[1]v: pass", now)
			switch {
			case now == at && at == filters.AtReply:
				wanted = "b Reply: pass\na Reply: accept"
			case now == at:
				wanted = fmt.Sprintf("a %v: accept", now)
			case now == filters.AtReply:
				wanted = "b Reply: pass\na Reply: pass"
			}
			want(t, h.said(), wanted)
		}
		want(t, words(put(t, run, at)), "go")
	}
}

func TestWhoIsAsked(t *testing.T) {
	for _, at := range asked {
		inForce, inShadow := entry("a", at, pass), entry("b", at, pass)
		inShadow.Shadow = true
		content := at == filters.AtHeader || at == filters.AtMessage
		for _, c := range []struct {
			entries            []filters.Entry
			has, asks, watches bool
		}{
			{nil, false, false, false},
			{[]filters.Entry{inForce}, true, true, false},
			{[]filters.Entry{inShadow}, false, true, content},
			{[]filters.Entry{inShadow, inForce}, true, true, content},
		} {
			run := chainOf(t, c.entries...).Begin(newHost())
			if run.Has(at) != c.has || run.Asks(at) != c.asks || run.Watches() != c.watches {
				t.Errorf("%v, %d filters: Has %v, Asks %v, Watches %v", at, len(c.entries), run.Has(at), run.Asks(at), run.Watches())
			}
			for _, other := range asked {
				if other != at && run.Asks(other) {
					t.Errorf("somebody with %v is asked at %v", at, other)
				}
			}
		}
	}
}

func TestAskedAreNamed(t *testing.T) {
	a, b := entry("a", filters.AtReply, pass), entry("b", filters.AtMessage, pass)
	both := entry("both", filters.AtReply, pass)
	both.Filter.Message, both.Shadow = b.Filter.Message, true
	run := chainOf(t, a, both, b).Begin(newHost())
	if got := run.Asked(filters.AtReply); !slices.Equal(got, []string{"a", "both"}) {
		t.Error(got)
	}
	if got := run.Asked(filters.AtReply, filters.AtMessage); !slices.Equal(got, []string{"a", "both", "b"}) {
		t.Error(got)
	}
	if got := run.Asked(filters.AtLogin); got != nil {
		t.Error(got)
	}
}

func TestCloseRunsOnce(t *testing.T) {
	h := newHost()
	closing := func(s *filters.Session) { s.Note("test.close", "") }
	c := chainOf(t,
		filters.Entry{Label: "plain", Filter: &filters.Filter{Close: closing}},
		filters.Entry{Label: "connect", Filter: &filters.Filter{Connect: pass, Close: closing}},
		filters.Entry{Label: "open", Filter: &filters.Filter{Open: func(*filters.Session) *filters.Filter {
			return &filters.Filter{Connect: pass, Close: closing}
		}}},
		filters.Entry{Label: "shadow", Filter: &filters.Filter{Close: closing}, Shadow: true},
	)
	run := c.Begin(h)
	run.Connect()
	h.said()
	run.Close()
	run.Close()
	want(t, h.said(), "plain Close: test.close=\nconnect Close: test.close=\nopen Close: test.close=\nwould: shadow Close: test.close=")
}

// What Connect has counted, Close can take back: it doesn't run where Connect was not asked.
func TestCloseNeedsConnect(t *testing.T) {
	h := newHost()
	closing := func(s *filters.Session) { s.Note("test.close", "") }
	c := chainOf(t,
		entry("barrier", filters.AtConnect, says(filters.Refuse("5.7.1", "no"))),
		filters.Entry{Label: "connect", Filter: &filters.Filter{Connect: pass, Close: closing}},
		filters.Entry{Label: "open", Filter: &filters.Filter{Open: func(*filters.Session) *filters.Filter {
			return &filters.Filter{Connect: pass, Close: closing}
		}}},
	)
	run := c.Begin(h)
	run.Connect()
	h.said()
	run.Close()
	want(t, h.said(), "open Close: test.close=")
}

func TestFailedConnectIsClosed(t *testing.T) {
	h := newHost()
	c := chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{
		Connect: func(*filters.Session) filters.Verdict { panic("no") },
		Close:   func(s *filters.Session) { panic("neither") },
	}})
	run := c.Begin(h)
	run.Connect()
	h.said()
	run.Close()
	if have := h.said(); !strings.HasPrefix(have, "a Close: panic: neither, at run_test.go:") {
		t.Error(have)
	}
}
