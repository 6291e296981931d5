package retell

import (
	"errors"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// onRecord are events as they come back from the journal.
func onRecord(events []*journal.Event) iter.Seq[*journal.Record] {
	return func(yield func(*journal.Record) bool) {
		for _, e := range events {
			if !yield(&journal.Record{Line: *journal.NewLine(e)}) {
				return
			}
		}
	}
}

func retoldOf(t testing.TB, sessions ...[]*journal.Event) string {
	t.Helper()
	var b strings.Builder
	var records []iter.Seq[*journal.Record]
	for _, events := range sessions {
		records = append(records, onRecord(events))
	}
	if err := Transcript(&b, records...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// incident is a session of which the record has no headers, and in which all is said that takes making up.
func incident() []*journal.Event {
	s := &teller{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	reply := func(way journal.Way, verb string, code int, enhanced string, lines ...string) journal.Event {
		return journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Code: code, Enhanced: enhanced, Lines: lines, By: "upstream"}
	}
	own := func(verb string, code int, enhanced, text string) journal.Event {
		return journal.Event{Kind: journal.Reply, Way: journal.PC, Verb: verb, Code: code, Enhanced: enhanced, Lines: []string{text}, By: "proxy"}
	}
	within := func(e journal.Event) journal.Event { e.Transaction = 1; return e }
	later := func(d time.Duration, e journal.Event) journal.Event { e.Took = d; return e } // not for long: see below
	timeout := errors.New("read tcp 127.0.0.1:1->127.0.0.1:2: i/o timeout")
	var events []*journal.Event
	for _, e := range []journal.Event{
		{Kind: journal.Open},
		{Kind: journal.Upstream, Upstream: "127.0.0.1:2600", Value: "connected"},
		reply(journal.S, "", 220, "", "mail.example.org \x1b[2J ESMTP"),
		{Kind: journal.Command, Way: journal.C, Verb: "EHLO", Arg: "client.example"},
		reply(journal.SP, "EHLO", 250, "", "mail.example.org", "XUNKNOWN", "AUTH LOGIN"),
		reply(journal.PC, "EHLO", 250, "", "mail.example.org", "AUTH LOGIN"),
		{Kind: journal.Command, Way: journal.CP, Verb: "NOOP", Arg: "bell?"},
		own("NOOP", 500, "5.5.2", "control character in a command"),
		later(90*time.Second, journal.Event{Kind: journal.Command, Way: journal.C, Verb: "AUTH", Arg: "LOGIN"}),
		reply(journal.S, "AUTH", 334, "", "VXNlcm5hbWU6"),
		{Kind: journal.Command, Way: journal.C, Verb: "***"},
		reply(journal.S, "AUTH", 334, "", "UGFzc3dvcmQ6"),
		{Kind: journal.Command, Way: journal.C, Verb: "***"},
		{Kind: journal.Login, Verb: "LOGIN", Arg: "demo", Code: 235},
		reply(journal.S, "AUTH", 235, "2.7.0", "welcome"),
		within(journal.Event{Kind: journal.Command, Way: journal.CP, Verb: "MAIL", Arg: "FROM: <u@client.example>"}),
		within(journal.Event{Kind: journal.Command, Way: journal.PS, Verb: "MAIL", Arg: "FROM:<u@client.example>"}),
		within(journal.Event{Kind: journal.Command, Way: journal.C, Verb: "RCPT", Arg: "TO:<a@example.org>"}),
		within(journal.Event{Kind: journal.Verdict, Filter: "slow", Hook: "Recipient", Verdict: "pass after 3s"}),
		within(reply(journal.S, "MAIL", 250, "2.1.0", "Sender ok")),
		within(later(3*time.Second, reply(journal.S, "RCPT", 250, "2.1.5", "Recipient ok"))),
		within(journal.Event{Kind: journal.Command, Way: journal.CP, Verb: "DATA"}),
		within(own("DATA", 354, "", "end data with <CR><LF>.<CR><LF>")),
		within(journal.Event{Kind: journal.Message, Way: journal.C, Size: 1234, SHA256: "abcd"}),
		within(journal.Event{Kind: journal.Finding, Filter: "score", Hook: "Message", Key: "score.is", Value: "high\u202e"}),
		within(journal.Event{Kind: journal.Change, Filter: "mark", Hook: "Message", Key: "header X-Mark", Value: "yes"}),
		within(journal.Event{Kind: journal.Command, Way: journal.PS, Verb: "DATA"}),
		within(reply(journal.SP, "DATA", 354, "", "go")),
		within(later(8*time.Minute, journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:2600", Value: "in-doubt", Err: timeout})),
		within(journal.Event{Kind: journal.Upstream, Upstream: "127.0.0.1:2600", Value: "lost", Err: timeout}),
		within(own(".", 451, "4.4.1", "the mail server gave no answer, try again later")),
		within(journal.Event{Kind: journal.Transaction, Summary: &journal.Summary{
			Sender: "<u@client.example>", Recipients: []journal.Recipient{{Path: "<a@example.org>", Code: 250, By: "upstream"}}, Total: 1, Size: 1237, Sent: 1251,
			Outcome: journal.InDoubt, By: "proxy", Code: 451,
		}}),
		own("", 421, "4.3.2", "closing down, try again later"),
		{Kind: journal.Close, Value: "shutdown"},
	} {
		s.at = s.at.Add(e.Took)
		e.Took = 0
		events = append(events, s.say(e))
	}
	return events
}

func TestTranscript(t *testing.T) {
	golden(t, "retold.txt", retoldOf(t, incident()))
}

// A record that lacks its beginning is told from where it begins, what it lacks within and behind is said, and two sessions are told one after
// the other.
func TestTranscriptOfPieces(t *testing.T) {
	whole := incident()
	lacking := append(whole[8:11:11], whole[12:14]...)
	golden(t, "retold-pieces.txt", retoldOf(t, lacking, incident()[26:]))
}

// A client speaks one protocol.
func TestTranscriptOfTwoProtocols(t *testing.T) {
	var b strings.Builder
	err := Transcript(&b, onRecord(incident()), onRecord(errand()))
	if err == nil || !strings.Contains(err.Error(), "are of two protocols") || b.Len() > 0 {
		t.Errorf("have %v, and\n%s", err, &b)
	}
}

func TestTranscriptOfNothing(t *testing.T) {
	if got := retoldOf(t, nil); got != "" {
		t.Errorf("%q", got)
	}
}

// Whatever a record has or lacks, in whatever order: what is told of it is lines that harm no terminal.
func TestTranscriptOfAnything(t *testing.T) {
	pool := slices.Concat(incident(), errand(), slices.Concat(torn()...), everyKind(t))
	for _, e := range everyKind(t) {
		without := *e
		without.Lines, without.Arg, without.Err, without.Summary = nil, "", nil, nil
		pool = append(pool, &without)
	}
	for _, verb := range []string{"BDAT", "DATA", "AUTH", "EHLO", ".", "", "***"} {
		for _, way := range []journal.Way{journal.C, journal.S, journal.CP, journal.PC, journal.PS, journal.SP} {
			pool = append(pool,
				&journal.Event{Kind: journal.Command, Way: way, Verb: verb, Arg: "12 LAST"}, &journal.Event{Kind: journal.Command, Way: way, Verb: verb, Arg: "7"},
				&journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Code: 354}, &journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Code: 334, Lines: []string{"x"}},
				&journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Code: 550, Enhanced: "5.6.11", Lines: []string{"bare CR or LF"}, By: "proxy"})
		}
	}
	for _, value := range []string{"connected", "reused", "parked", "unavailable", "lost", "reset"} {
		for _, why := range []string{"EOF", "connection refused", "i/o timeout", "answered before the end", "not an SMTP reply: \"x", "closed by the upstream"} {
			pool = append(pool, &journal.Event{Kind: journal.Upstream, Value: value, Err: errors.New(why)})
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		events := make([]*journal.Event, 1+random.IntN(30))
		for i := range events {
			events[i] = pool[random.IntN(len(pool))]
		}
		got := retoldOf(t, events)
		if !strings.HasPrefix(got, "# ") {
			t.Fatalf("it begins with %q", got[:min(len(got), 20)])
		}
		for _, c := range got {
			if c != '\n' && !unicode.IsPrint(c) {
				t.Fatalf("%q in %q", c, got)
			}
		}
	}
}
