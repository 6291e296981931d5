package journal

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// undamaged is told of no damage.
func undamaged(t *testing.T) func(*DamagedError) {
	return func(bad *DamagedError) { t.Helper(); t.Error(bad) }
}

func TestLatest(t *testing.T) {
	client := story()[0].Client
	opens := func(id, at string) *Event { return saidBy(id, 1, at, Event{Kind: Open, Client: client}) }
	mail := func(id, at string, o Outcome) *Event {
		return saidBy(id, 2, at, Event{Kind: Transaction, Transaction: 1, Summary: &Summary{
			Sender: "<a@x.example>", Recipients: []Recipient{{Path: "<b@y.example>", Code: 550, By: "relay"}}, Total: 1, Outcome: o, By: "relay",
		}})
	}
	login := func(id, name string, code int) *Event {
		return saidBy(id, 2, "2026-01-03 00:00:05", Event{Kind: Login, Verb: "PLAIN", Arg: name, Code: code, By: "upstream"})
	}
	refused := saidBy("d", 2, "2026-01-03 00:00:03", Event{Kind: Verdict, Filter: "blocks", Hook: "Connect", Verdict: "refuse 5.7.1 no\x1b"})
	passed := saidBy("d", 2, "2026-01-03 00:00:03", Event{Kind: Verdict, Filter: "relay", Hook: "Connect", Verdict: "pass"})
	a := open(t, shelve(t, map[string][]any{
		second: {opens("a", "2026-01-02 00:00:00"), opens("b", "2026-01-02 23:59:59"), "x\n"},
		third: {
			mail("a", "2026-01-03 00:00:00", Delivered),
			mail("b", "2026-01-03 00:00:00", Refused), mail("b", "2026-01-03 00:00:01", Delivered),
			saidBy("b", 4, "2026-01-03 00:00:02", Event{Kind: Close, Value: "quit"}),
			opens("c", "2026-01-03 00:00:02"), saidBy("c", 2, "2026-01-03 00:00:02", Event{Kind: Close, Value: "the client has closed"}),
			opens("d", "2026-01-03 00:00:03"), refused, passed,
			opens("e", "2026-01-03 00:00:04"), login("e", "alice", 235), login("e", "bob", 535), login("e", "", 535),
		},
	}))
	var got []string
	var damage []string
	visits, err := a.Latest(Choice{Last: 4}, func(bad *DamagedError) { damage = append(damage, bad.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		got = append(got, v.Session+" "+v.Time.Format(time.TimeOnly)+" "+v.Client+" "+v.Outcome)
	}
	want := []string{
		"b 23:59:59 192.0.2.1:4001 refused by relay: <a@x.example> to <b@y.example> 550 by relay; and 1 more",
		"c 00:00:02 192.0.2.1:4001 no mail: the client has closed",
		"d 00:00:03 192.0.2.1:4001 blocks Connect: refuse 5.7.1 no?; its end isn't on record",
		`e 00:00:04 192.0.2.1:4001 login failed as "bob", by upstream; and 1 more; its end isn't on record`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(damage) != 1 || !strings.HasPrefix(damage[0], "journal-2026-01-02.jsonl:3: not a line of a journal: ") {
		t.Errorf("%q", damage)
	}
	for _, c := range []struct {
		choice Choice
		want   string
	}{
		{Choice{Last: 1}, "e"},
		{Choice{From: saidBy("", 0, "2026-01-03 00:00:02", Event{}).Time}, "c d e"},
		{Choice{From: saidBy("", 0, "2026-01-09 00:00:00", Event{}).Time}, ""},
		{Choice{Last: 2, Client: netip.MustParsePrefix("192.0.2.0/24")}, "d e"},
		{Choice{Last: 2, Client: netip.MustParsePrefix("192.0.2.7/32")}, ""},
	} {
		visits, err := a.Latest(c.choice, func(*DamagedError) {})
		var ids []string
		for _, v := range visits {
			ids = append(ids, v.Session)
		}
		if have := strings.Join(ids, " "); err != nil || have != c.want {
			t.Errorf("%+v: have %q (%v), want %q", c.choice, have, err, c.want)
		}
	}
	if visits, err := a.Latest(Choice{}, func(*DamagedError) {}); err != nil || len(visits) != 5 {
		t.Errorf("%v, %v", visits, err)
	}
}
