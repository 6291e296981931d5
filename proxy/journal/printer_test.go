package journal

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func printed(t *testing.T, p Printer, events []*Event) string {
	t.Helper()
	var b strings.Builder
	p.Out = &b
	for _, e := range events {
		if err := p.Print(NewLine(e).Event()); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Both sessions of the story as the journal has them.
func TestPrinterOfSessions(t *testing.T) {
	golden(t, "printed.txt", printed(t, Printer{Sessions: true}, story()))
}

// A printed session has all its lines in full, its dates, and says what its record lacks.
func TestPrinterOfOneSession(t *testing.T) {
	clock := time.Date(2026, 1, 2, 23, 59, 59, 995_000_000, time.FixedZone("", 0))
	s := newTeller("0123456789aaaaaa", "192.0.2.1:4001", &clock)
	offers := make([]string, 50)
	for i := range offers {
		offers[i] = fmt.Sprint("OFFER ", i, strings.Repeat(" x", 200))
	}
	events := []*Event{
		s.say(Event{Kind: Open}),
		s.say(Event{Kind: Reply, Way: S, Verb: "EHLO", Code: 250, Lines: offers}),
		s.say(Event{Kind: Command, Way: C, Verb: "DATA"}),
		s.say(Event{Kind: Reply, Way: S, Verb: "DATA", Code: 354, Lines: []string{"go \x1b[2J ahead"}}),
		s.say(Event{Kind: Header, Way: C, Lines: []string{"Subject: a\r\n folded\u202eone", "From: <a@b.example>"}}),
		s.say(Event{Kind: Message, Way: C, Size: 1234, SHA256: "abcd"}),
		s.say(Event{Kind: Message, Way: PS, Size: 1250, SHA256: "dcba"}),
		s.say(Event{Kind: Close, Value: "quit"}),
	}
	got := printed(t, Printer{}, append(events[:2:2], events[3:]...))
	lines := strings.SplitN(got, "\n", 53)
	if len(lines) != 53 || len(lines[51]) < 400 || lines[0] != "2026-01-02 UTC" {
		t.Fatal(got)
	}
	golden(t, "printed-one.txt", lines[0]+"\n"+lines[1]+"\n"+lines[52])
	if strings.ContainsAny(got, "\x1b\u202e") {
		t.Error("it isn't clean")
	}
}

func TestPrinterOfAnother(t *testing.T) {
	if got := printed(t, Printer{}, story()[1:2]); !strings.Contains(got, "\n… 1 event is missing here\n") || !strings.HasSuffix(got, "\n… the record ends here\n") {
		t.Errorf("%q", got)
	}
}
