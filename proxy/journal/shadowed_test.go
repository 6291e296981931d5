package journal

import (
	"errors"
	"slices"
	"testing"
)

func TestShadow(t *testing.T) {
	would := func(tx int, filter, hook, verdict string) Event {
		return Event{Kind: Verdict, Transaction: tx, Filter: filter, Hook: hook, Verdict: verdict, Shadow: true}
	}
	ends := func(tx int, o Outcome) Event {
		return Event{Kind: Transaction, Transaction: tx, Summary: &Summary{Outcome: o}}
	}
	fails := would(0, "score", "Connect", "on_error defer")
	fails.Err = errors.New("panic")
	enforced := would(1, "relay", "Recipient", "refuse 5.7.1 no")
	enforced.Shadow = false
	at := "2026-01-02 12:00:00"
	dir := shelve(t, map[string][]any{
		second: {
			saidBy("a", 1, at, fails),
			saidBy("a", 2, at, would(1, "quota", "Recipient", "defer 4.7.1 later")),
			saidBy("a", 3, at, enforced),
			saidBy("b", 1, at, would(1, "quota", "Recipient", "defer 4.7.1 later")),
			saidBy("a", 4, at, ends(1, Delivered)),
			saidBy("a", 5, at, would(1, "spam", "Message", "refuse 5.7.1 spam")),
			saidBy("b", 2, at, ends(1, Refused)),
			saidBy("b", 3, at, would(1, "spam", "Message", "refuse 5.7.1 spam")),
			saidBy("b", 4, at, Event{Kind: Close}),
			saidBy("a", 6, at, would(2, "quota", "Recipient", "pass")),
			"\"shadow\"\n",
		},
		third: {
			saidBy("a", 7, "2026-01-03 00:00:00", ends(2, Delivered)),
			saidBy("a", 8, "2026-01-03 00:00:00", would(3, "quota", "Recipient", "defer 4.7.1 tomorrow")),
		},
	})
	a := open(t, dir)
	damaged := 0
	rows, err := a.Shadow(dayOf(a.days[0].date), a.days[1].date, func(error) { damaged++ })
	want := []Shadowed{
		{"quota", "Recipient", "defer", 2, 1, "b", "4.7.1 later"},
		{"quota", "Recipient", "pass", 1, 1, "a", ""},
		{"score", "Connect", "failed", 1, 0, "a", "panic"},
		{"spam", "Message", "refuse", 2, 1, "b", "5.7.1 spam"},
	}
	if err != nil || damaged != 1 || !slices.Equal(rows, want) {
		t.Errorf("%v, %d damaged: %+v", err, damaged, rows)
	}
}
