package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// errands is what three POP3 sessions do: one fetches and deletes under filters, one loses its upstream, one never logs in.
func errands() []*Event {
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	told := func(id, client string) *teller {
		t := newTeller(id, client, &clock)
		t.front, t.protocol = "maildrops", "pop3"
		return t
	}
	a, b, c := told("0123456789aaaaaa", "192.0.2.1:4001"), told("0123456789bbbbbb", "192.0.2.2:4002"), told("0123456789cccccc", "192.0.2.3:4003")
	uids := []string{"3000 messages"}
	for i := range MaxListing {
		uids = append(uids, fmt.Sprintf("%d uid\u202e%d", i+1, i+1))
	}
	return []*Event{
		a.say(Event{Kind: Open}),
		a.say(Event{Kind: Upstream, Upstream: "127.0.0.1:1100", Value: "connected", Took: 412 * time.Microsecond}),
		a.say(Event{Kind: Reply, Way: S, Status: "+OK", Lines: []string{"POP3 ready <1896.697170952@dbc.example>"}, By: "upstream"}),
		b.say(Event{Kind: Open}),
		c.say(Event{Kind: Open}),
		a.say(Event{Kind: Command, Way: C, Verb: "CAPA"}),
		a.say(Event{Kind: Reply, Way: SP, Verb: "CAPA", Status: "+OK", Lines: []string{"", "TOP", "STLS"}, By: "upstream", Size: 14}),
		a.say(Event{Kind: Reply, Way: PC, Verb: "CAPA", Status: "+OK", Lines: []string{"", "TOP"}, By: "proxy", Size: 8}),
		a.say(Event{Kind: Command, Way: C, Verb: "AUTH", Arg: "LOGIN"}),
		a.say(Event{Kind: Reply, Way: S, Verb: "AUTH", Status: "+", Lines: []string{"VXNlcm5hbWU6"}, By: "upstream"}),
		a.say(Event{Kind: Command, Way: CP, Verb: "*"}),
		a.say(Event{Kind: Reply, Way: PC, Verb: "AUTH", Status: "-ERR", Lines: []string{"cancelled"}, By: "proxy"}),
		a.say(Event{Kind: Command, Way: C, Verb: "APOP", Arg: "mrose ***"}),
		a.say(Event{Kind: Verdict, Filter: "rate_limit", Hook: "Login", Verdict: "pass", Took: 20 * time.Microsecond}),
		a.say(Event{Kind: Login, Verb: "APOP", Arg: "mrose", Status: "+OK"}),
		a.say(Event{Kind: Reply, Way: S, Verb: "APOP", Status: "+OK", Lines: []string{"welcome"}, By: "upstream"}),
		a.say(Event{Kind: Command, Way: C, Verb: "UIDL"}),
		a.say(Event{Kind: Reply, Way: S, Verb: "UIDL", Status: "+OK", Lines: uids, By: "upstream", Size: 40_000}),
		b.say(Event{Kind: Reply, Way: S, Verb: "LIST", Status: "+OK", Lines: []string{"2 messages", "1 120"}, By: "upstream"}), // it broke off
		b.say(Event{Kind: Login, Verb: "USER", Arg: "carol", Status: "+OK"}),
		a.say(Event{Kind: Command, Transaction: 1, Way: C, Verb: "RETR", Arg: "1"}),
		a.say(Event{Kind: Finding, Transaction: 1, Filter: "header_log", Hook: "Header", Key: "header_log.subject", Value: "hi\x1b"}),
		a.say(Event{Kind: Reply, Transaction: 1, Way: SP, Verb: "RETR", Status: "+OK", Lines: []string{"120 octets"}, By: "upstream"}),
		a.say(Event{Kind: Reply, Transaction: 1, Way: PC, Verb: "RETR", Status: "+OK", Lines: []string{"131 octets"}, By: "proxy"}),
		a.say(Event{Kind: Header, Transaction: 1, Way: S, Lines: []string{"Subject: hi\x1b", "From: <u@client.example>"}}),
		a.say(Event{Kind: Message, Transaction: 1, Way: S, Size: 120, SHA256: "abcd"}),
		a.say(Event{Kind: Message, Transaction: 1, Way: PC, Size: 131, SHA256: "dcba"}),
		b.say(Event{Kind: Command, Transaction: 1, Way: C, Verb: "RETR", Arg: "7"}),
		b.say(Event{Kind: Upstream, Transaction: 1, Upstream: "127.0.0.1:1100", Value: "lost", Err: errors.New("EOF")}),
		b.say(Event{Kind: Maildrop, Errand: &Errand{User: "carol", Mechanism: "USER", By: "the upstream was lost", Upstream: "127.0.0.1:1100", Took: time.Second}}),
		b.say(Event{Kind: Close, Value: "the upstream was lost", Took: time.Second}),
		a.say(Event{Kind: Command, Transaction: 2, Way: C, Verb: "RETR", Arg: "2"}),
		a.say(Event{Kind: Verdict, Transaction: 2, Filter: "score", Hook: "Message", Verdict: "refuse 5.7.1 spam"}),
		a.say(Event{Kind: Reply, Transaction: 2, Way: PC, Verb: "RETR", Status: "-ERR", Enhanced: "SYS/PERM", Lines: []string{"spam"}, By: "score"}),
		a.say(Event{Kind: Command, Way: CP, Verb: "DELE", Arg: "2"}),
		a.say(Event{Kind: Verdict, Transaction: 2, Filter: "late", Hook: "Message", Verdict: "refuse 5.7.1 spam", Shadow: true}),
		c.say(Event{Kind: Verdict, Filter: "rate_limit", Hook: "Login", Verdict: "refuse 5.7.0 too often"}),
		c.say(Event{Kind: Login, Verb: "PLAIN", Arg: "mallory", Status: "-ERR", Enhanced: "AUTH", Lines: []string{"too often"}, By: "rate_limit", Value: KeptOut}),
		c.say(Event{Kind: Close, Value: "the client has closed", Took: time.Second}),
		a.say(Event{Kind: Maildrop, Errand: &Errand{
			User: "mrose", Mechanism: "APOP", Fetched: 1, Octets: 134, Peeked: 1, Withheld: 1, Deleted: 1, Updated: true, By: "QUIT",
			Upstream: "127.0.0.1:1100", Took: 12345678, Filters: 20 * time.Microsecond,
		}}),
		a.say(Event{Kind: Close, Value: "QUIT", Took: 2 * time.Second}),
	}
}

func TestLiveOfPOP3(t *testing.T) {
	for name, colour := range map[string]bool{"live-pop3.txt": false, "live-pop3-coloured.txt": true} {
		var b strings.Builder
		l := NewLive(&b, colour)
		record(l, errands())
		l.Close()
		golden(t, name, b.String())
	}
}

func TestLogOfPOP3(t *testing.T) {
	var b strings.Builder
	record(NewLog(slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: untimed}))), errands())
	golden(t, "log-pop3.txt", b.String())
}

// What is printed of a listing is all that is on record, and how much isn't.
func TestPrinterOfListing(t *testing.T) {
	got := printed(t, Printer{Sessions: true}, errands()[17:18])
	if n := strings.Count(got, "\n"); n != 1+1+MaxListing+1 || !strings.HasSuffix(got, "aaaaaa S:  … 38713 more octets\n") {
		t.Errorf("%d lines, %s", n, got)
	}
	if strings.Contains(got, "\u202e") {
		t.Error("it isn't clean")
	}
}

// A listing that fits is whole, however long it may be.
func TestUnlisted(t *testing.T) {
	listing := func(lines int, size int64) *Event {
		return &Event{Kind: Reply, Status: "+OK", Lines: append([]string{"all"}, make([]string, lines)...), Size: size}
	}
	for _, c := range []struct {
		e    *Event
		want int64
	}{
		{&Event{Kind: Reply, Status: "+OK"}, 0},
		{listing(3, 9), 0},
		{listing(MaxListing, 2*MaxListing+3), 0},
		{listing(MaxListing, 2*MaxListing+3+7), 7},
		{listing(MaxListing, 0), 0},
	} {
		if got := c.e.Unlisted(); got != c.want {
			t.Errorf("%d lines of %d octets: %d, want %d", len(c.e.Lines)-1, c.e.Size, got, c.want)
		}
	}
}

func TestLatestOfPOP3(t *testing.T) {
	var lines []any
	for _, e := range errands() {
		lines = append(lines, e)
	}
	visits, err := open(t, shelve(t, map[string][]any{second: lines})).Latest(Choice{Last: 3}, undamaged(t))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, v := range visits {
		fmt.Fprintln(&got, v.Outcome)
	}
	const want = `mrose: 1 fetched (134 octets on the wire), 1 peeked at, 1 withheld, 1 deleted; QUIT
carol: 0 fetched (0 octets on the wire), 0 deleted; the upstream was lost
rate_limit Login: refuse 5.7.0 too often
`
	if got.String() != want {
		t.Error(got.String())
	}
}

// What filters in shadow say of a message counts as delivered if the client got it, though it has asked for the next one meanwhile.
func TestShadowOfPOP3(t *testing.T) {
	at, n := "2026-01-02 12:00:00", 0
	say := func(e Event) *Event {
		n++
		e.Protocol = "pop3"
		return saidBy("a", n, at, e)
	}
	would := func(tx int) *Event {
		return say(Event{Kind: Verdict, Transaction: tx, Filter: "spam", Hook: "Message", Verdict: "refuse 5.7.1 spam", Shadow: true})
	}
	objects := func(tx int, verdict string, err error) *Event {
		return say(Event{Kind: Verdict, Transaction: tx, Filter: "score", Hook: "Message", Verdict: verdict, Err: err})
	}
	hears := func(tx int, way Way, status string) *Event {
		return say(Event{Kind: Reply, Transaction: tx, Way: way, Verb: "RETR", Status: status})
	}
	failure := errors.New("panic")
	rows, err := open(t, shelve(t, map[string][]any{second: {
		would(1), would(2), hears(1, S, "+OK"), would(1), // 3 of them delivered: the second by the last line
		hears(2, SP, "+OK"), hears(2, PC, "+OK"),
		would(3), hears(3, S, "-ERR"),
		objects(4, "refuse 5.7.1 spam", nil), would(4), hears(4, PC, "+OK"), // a notice
		objects(5, "on_error defer", failure), would(5), hears(5, PC, "-ERR"),
		objects(6, "on_error pass", failure), objects(6, "accept", nil), would(6), hears(6, S, "+OK"),
	}})).Shadow(time.Time{}, time.Time{}, func(err error) { t.Error(err) })
	if err != nil || len(rows) != 1 || rows[0].Count != 7 || rows[0].Delivered != 4 {
		t.Errorf("%v: %+v", err, rows)
	}
}
