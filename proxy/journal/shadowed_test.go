package journal

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
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
			saidBy("b", 1, at, fails),
			saidBy("a", 4, at, ends(1, Delivered)),
			saidBy("a", 5, at, would(1, "spam", "Message", "refuse 5.7.1 spam")),
			saidBy("b", 2, at, ends(1, Refused)),
			saidBy("b", 3, at, would(1, "spam", "Message", "refuse 5.7.1 spam")),
			saidBy("b", 4, at, Event{Kind: Close}),
			saidBy("a", 6, at, would(2, "quota", "Recipient", "pass")),
			saidBy("a", 7, at, would(0, "hours", "Hello", "refuse 5.7.1 at night")),
			"\"shadow\"\n",
		},
		third: {
			saidBy("a", 8, "2026-01-03 00:00:00", ends(2, Delivered)),
			saidBy("a", 9, "2026-01-03 00:00:00", would(3, "quota", "Recipient", "defer 4.7.1 tomorrow")),
		},
	})
	a := open(t, dir)
	damaged := 0
	rows, err := a.Shadow(dayOf(a.days[0].date), a.days[1].date, func(error) { damaged++ })
	want := []Shadowed{
		{"hours", "Hello", "refuse", 1, 1, "a", "5.7.1 at night"},
		{"quota", "Recipient", "defer", 2, 1, "b", "4.7.1 later"},
		{"quota", "Recipient", "pass", 1, 1, "a", ""},
		{"score", "Connect", "failed", 2, 1, "b", "panic"},
		{"spam", "Message", "refuse", 2, 1, "b", "5.7.1 spam"},
	}
	if err != nil || damaged != 1 || !slices.Equal(rows, want) {
		t.Errorf("%v, %d damaged: %+v", err, damaged, rows)
	}
}

// Nothing that may have counted is passed over in silence, whatever a line is about.
func TestShadowTellsDamage(t *testing.T) {
	at := "2026-01-02 12:00:00"
	dir := shelve(t, map[string][]any{second: {
		saidBy("a", 1, at, Event{}),
		"{\"v\":1,\"n\":2,\"seq\n",
		"{\"v\":1,\"n\":3,\"seq\":3,\"session\":\"a\"}\n",
		"{\"v\":1,\"n\":7,\"seq\":7,\"session\":\"a\"}\n",
		"{\"n\":9,\"v\":1,\"seq\":9,\"session\":\"a\"}\n",
		"{\"v\":1,\"n\":8,\"seq\":9,\"session\":\"a\"}\n",
	}})
	var told []string
	if _, err := open(t, dir).Shadow(time.Time{}, time.Time{}, func(err error) { told = append(told, err.Error()) }); err != nil {
		t.Fatal(err)
	}
	want := []string{
		second + ":2: not a line of a journal: unexpected end of JSON input",
		second + ":4: 3 lines are missing before it: n goes from 3 to 7",
		second + ":5: 1 line is missing before it: n goes from 7 to 9",
		second + ":6: it is in the wrong place: n goes from 9 to 8",
	}
	if !slices.Equal(told, want) {
		t.Errorf("%s", strings.Join(told, "\n"))
	}
}
