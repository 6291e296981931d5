package journal

import (
	"errors"
	"flag"
	"net/netip"
	"os"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// teller makes events of one session, numbered and a millisecond apart.
type teller struct {
	id       string
	client   netip.AddrPort
	front    string
	protocol string
	seq      int
	clock    *time.Time
}

func newTeller(id, client string, clock *time.Time) *teller {
	return &teller{id: id, client: netip.MustParseAddrPort(client), front: "inbound", protocol: "smtp", clock: clock}
}

func (t *teller) say(e Event) *Event {
	t.seq++
	*t.clock = t.clock.Add(time.Millisecond)
	e.Session, e.Seq, e.Time, e.Front, e.Protocol, e.Client = t.id, t.seq, *t.clock, t.front, t.protocol, t.client
	return &e
}

// story is what two sessions do at the same time: one delivers and is then refused, the other has all sorts of trouble.
func story() []*Event {
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	a := newTeller("0123456789aaaaaa", "192.0.2.1:4001", &clock)
	b := newTeller("0123456789bbbbbb", "[2001:db8::2]:4002", &clock)
	return []*Event{
		a.say(Event{Kind: Open}),
		a.say(Event{Kind: Upstream, Upstream: "127.0.0.1:2600", Value: "connected", Took: 412 * time.Microsecond}),
		a.say(Event{Kind: Reply, Way: S, Code: 220, Lines: []string{"mail.example.org ESMTP"}}),
		a.say(Event{Kind: TLS, Way: S, Upstream: "127.0.0.1:2600", TLS: &filters.TLS{Version: "TLS 1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}}),
		a.say(Event{Kind: TLS, Way: C, TLS: &filters.TLS{Version: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256", ServerName: "mx1.example.org", Subject: "CN=client.example"}}),
		b.say(Event{Kind: Open}),
		a.say(Event{Kind: Command, Way: C, Verb: "EHLO", Arg: "client.example"}),
		a.say(Event{Kind: Reply, Way: SP, Verb: "EHLO", Code: 250, Lines: []string{"mail.example.org", "PIPELINING", "XUNKNOWN"}}),
		a.say(Event{Kind: Reply, Way: PC, Verb: "EHLO", Code: 250, Lines: []string{"mail.example.org", "PIPELINING"}}),
		a.say(Event{Kind: Hello, Arg: "client.example"}),
		b.say(Event{Kind: Verdict, Filter: "blocklist", Hook: "Connect", Verdict: "refuse 5.7.1 listed", Took: 12 * time.Millisecond}),
		b.say(Event{Kind: Reply, Way: PC, Code: 554, Enhanced: "5.7.1", Lines: []string{"listed"}}),
		a.say(Event{Kind: Login, Verb: "PLAIN", Arg: "demo\x1b", Code: 535, Enhanced: "5.7.8", Lines: []string{"wrong", "go away"}, By: "upstream"}),
		a.say(Event{Kind: Login, Verb: "PLAIN", Code: 454, Enhanced: "4.7.0", Lines: []string{"later"}, By: "upstream"}),
		a.say(Event{Kind: Login, Verb: "PLAIN", Arg: "demo", Code: 235}),
		a.say(Event{Kind: Command, Transaction: 1, Way: C, Verb: "MAIL", Arg: "FROM:<u@client.example>"}),
		a.say(Event{Kind: Verdict, Transaction: 1, Filter: "relay", Hook: "Sender", Verdict: "pass", Took: 20 * time.Microsecond}),
		a.say(Event{Kind: Reply, Transaction: 1, Way: S, Verb: "MAIL", Code: 250, Enhanced: "2.1.0", Lines: []string{"Sender ok"}}),
		b.say(Event{Kind: Close, Value: "refused at its connect", Took: 30 * time.Millisecond}),
		a.say(Event{Kind: Finding, Transaction: 1, Filter: "relay", Hook: "Recipient", Key: "relay.shape", Value: "\x1b[31mpercent\u202e"}),
		a.say(Event{Kind: Verdict, Transaction: 1, Filter: "relay", Hook: "Recipient", Verdict: "refuse 5.7.1 <x@elsewhere.example>... Relaying denied"}),
		a.say(Event{Kind: Reply, Transaction: 1, Way: PC, Verb: "RCPT", Code: 550, Enhanced: "5.7.1", Lines: []string{"<x@elsewhere.example>... Relaying denied"}}),
		a.say(Event{Kind: Change, Transaction: 1, Filter: "headers", Hook: "Header", Key: "header Subject", Old: "hi", Value: "[external] hi"}),
		a.say(Event{Kind: Verdict, Transaction: 1, Filter: "quota", Hook: "Message", Verdict: "defer 4.7.1 later", Shadow: true, Took: time.Second}),
		a.say(Event{Kind: Verdict, Transaction: 1, Filter: "score", Hook: "Message", Verdict: "on_error pass", Err: errors.New("panic: nil map, at score.go:12")}),
		a.say(Event{Kind: Finding, Transaction: 1, Key: "smtp.spool", Value: "no space", Err: errors.New("no space left on device")}),
		a.say(Event{Kind: Command, Transaction: 1, Way: PS, Verb: "DATA"}),
		a.say(Event{Kind: Command, Transaction: 1, Way: C, Verb: "."}),
		a.say(Event{Kind: Reply, Transaction: 1, Way: S, Verb: ".", Code: 250, Enhanced: "2.0.0", Lines: []string{"queued as 42"}}),
		a.say(Event{Kind: Transaction, Transaction: 1, Summary: &Summary{
			Hello: "client.example", User: "demo", Sender: "<u@client.example>", Total: 2,
			Recipients: []Recipient{{"<a@example.org>", 250, "upstream"}, {"<x@elsewhere.example>", 550, "relay"}},
			Size:       1234, Sent: 1250, Outcome: Delivered, Code: 250, Text: "2.0.0 queued as 42", Answer: "250 2.0.0 queued as 42",
			By: "upstream", Upstream: "127.0.0.1:2600", Took: 12345678,
		}}),
		a.say(Event{Kind: Verdict, Transaction: 2, Filter: "drop", Hook: "Recipient", Verdict: "discard known junk"}),
		a.say(Event{Kind: Transaction, Transaction: 2, Summary: &Summary{
			Sender: "<>", Total: 1, Recipients: []Recipient{{"<a@example.org>", 250, "drop"}}, Size: 99, Outcome: Discarded,
			Code: 250, Text: "2.0.0 OK", By: "drop", Took: time.Millisecond,
		}}),
		a.say(Event{Kind: Violation, Transaction: 3, Way: S, Value: "a reply nobody waited for: \"250 ok\""}),
		a.say(Event{Kind: Upstream, Transaction: 3, Upstream: "127.0.0.1:2600", Value: "lost", Err: errors.New("read: connection reset by peer")}),
		a.say(Event{Kind: Upstream, Transaction: 3, Upstream: "127.0.0.1:2600", Value: "in-doubt"}),
		a.say(Event{Kind: Transaction, Transaction: 3, Summary: &Summary{
			Sender: "<u@client.example>", Total: 1, Recipients: []Recipient{{"<a@example.org>", 250, "upstream"}}, Size: 5, Sent: 5,
			Outcome: InDoubt, Code: 451, Text: "4.4.1 upstream lost", By: "proxy", Upstream: "127.0.0.1:2600", Took: time.Second,
		}}),
		a.say(Event{Kind: Verdict, Transaction: 3, Filter: "late", Hook: "Message", Verdict: "refuse 5.7.1 spam", Shadow: true}),
		a.say(Event{Kind: Transaction, Transaction: 4, Summary: &Summary{Sender: "<u@client.example>", Outcome: Abandoned, By: "quit"}}),
		a.say(Event{Kind: Close, Value: "QUIT", Took: 2 * time.Second}),
	}
}

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: have\n%s\nwant\n%s", file, got, want)
	}
}
