package filters_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

func TestNewChainRefuses(t *testing.T) {
	f := &filters.Filter{}
	open := func(*filters.Session) *filters.Filter { return nil }
	whole := all(pass)
	whole.Open, whole.Close = open, func(*filters.Session) {}
	for want, entries := range map[string][]filters.Entry{
		`chain: entry 2 has no label`:                                                {{Label: "a", Filter: f}, {Filter: f}},
		`chain: two entries are called "a"`:                                          {{Label: "a", Filter: f}, {Label: "b", Filter: f}, {Label: "a", Filter: f}},
		`chain: entry "a" has no filter`:                                             {{Label: "a"}},
		`chain: entry "a": on_error is "ignore", want defer, pass or refuse`:         {{Label: "a", Filter: f, OnError: "ignore"}},
		`chain: entry "a (shadow)": a label can't end with " (shadow)"`:              {{Label: "a (shadow)", Filter: f}},
		`chain: entry "a": a part of the store can't end with " (shadow)"`:           {{Label: "a", Part: "b (shadow)", Filter: f}},
		`filter "a": has Open and Connect; a filter with Open has no other hook`:     {{Label: "a", Filter: whole}},
		`filter "close": has Open and Close; a filter with Open has no other hook`:   {{Label: "close", Filter: &filters.Filter{Open: open, Close: func(*filters.Session) {}}}},
		`filter "reply": has Open and Command; a filter with Open has no other hook`: {{Label: "reply", Filter: &filters.Filter{Open: open, Command: whole.Command, Reply: whole.Reply}}},
	} {
		_, err := filters.NewChain(entries...)
		if err == nil || err.Error() != want {
			t.Errorf("have %v\nwant %s", err, want)
		}
	}
}

func TestChainDoesNotTouchItsEntries(t *testing.T) {
	entries := []filters.Entry{{Label: "a", Filter: &filters.Filter{Connect: pass}}, {Label: "b", Filter: &filters.Filter{}}}
	c := chainOf(t, entries...)
	if entries[0].Deadline != 0 {
		t.Error("the default deadline was written into the caller's entries")
	}
	entries[0] = filters.Entry{}
	want(t, strings.Join(c.Labels(), " "), "a b")
	want(t, words(c.Begin(newHost()).Connect()), "go")
}

// A nil chain, one without entries and one whose filters have no hook let everything pass and say nothing.
func TestEmptyChains(t *testing.T) {
	var none *filters.Chain
	if none.Labels() != nil {
		t.Error("a nil chain has labels")
	}
	for _, c := range []*filters.Chain{none, chainOf(t), chainOf(t, filters.Entry{Label: "a", Filter: &filters.Filter{}})} {
		h := newHost()
		run := c.Begin(h)
		for _, at := range asked {
			if run.Has(at) || run.Asks(at) {
				t.Errorf("somebody has %v", at)
			}
			want(t, words(put(t, run, at)), "go")
		}
		run.Shadow(messageOf(t, mail))
		run.Close()
		if run.Watches() {
			t.Error("somebody watches")
		}
		want(t, h.said(), "")
	}
}

func TestMomentsHaveTheNamesOfHooks(t *testing.T) {
	var names []string
	for m := filters.AtOpen; m <= filters.AtClose; m++ {
		names = append(names, m.String())
	}
	wanted := []string{"Open", "Connect", "Hello", "Login", "Sender", "Recipient", "Header", "Message", "Command", "Reply", "Close"}
	if !slices.Equal(names, wanted) {
		t.Error(names)
	}
}

func TestDefaultDeadline(t *testing.T) {
	for given, want := range map[time.Duration]time.Duration{0: filters.DefaultDeadline, -1: filters.DefaultDeadline, time.Hour: time.Hour} {
		have := time.Duration(0)
		e := entry("a", filters.AtConnect, func(s *filters.Session) filters.Verdict {
			until, _ := s.Context().Deadline()
			have = time.Until(until)
			return filters.Pass()
		})
		e.Deadline = given
		chainOf(t, e).Begin(newHost()).Connect()
		if have > want || have < want-want/2 {
			t.Errorf("deadline %v: the hook has %v, want about %v", given, have, want)
		}
	}
}
