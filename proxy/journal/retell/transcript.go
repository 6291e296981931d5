// Package retell makes a dialogue test of sessions on record: an incident becomes a test by one command.
//
// A retelling goes through the events once and turns each into what a transcript says of it (…told.go); what the record lacks is made
// up (madeup.go, filler.go).
package retell

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// maxRetold is how many events of a session a transcript tells.
const maxRetold = 50_000

// Transcript writes sessions, one after the other, as a dialogue in the format of package proxytest, so that what has happened
// once can be made to happen again. What the record doesn't have is made up and marked by comments: contents, as long as they were;
// secrets; what can't be seen in a cleaned text. Whoever plays it gives it the configuration, and what DNS knew. Each of the sessions
// is held in memory, up to 50,000 events of it. It is an error if they are of two protocols: the player's client talks to one front.
func Transcript(out io.Writer, sessions ...iter.Seq[*journal.Record]) error {
	w := bufio.NewWriter(out)
	r := &retelling{}
	var first *journal.Event
	for _, records := range sessions {
		events := take(records, maxRetold)
		if len(events) == 0 {
			continue
		}
		switch {
		case first == nil:
			first = events[0]
		case isPOP3(events[0]) != isPOP3(first):
			return fmt.Errorf("sessions %s and %s are of two protocols, and the client of a transcript speaks one: make a transcript of each",
				first.Session, events[0].Session)
		default:
			r.part()
		}
		r.lines = append(r.lines, heading(events)...)
		r.retell(events)
	}
	for _, l := range r.lines {
		fmt.Fprintln(w, l)
	}
	if first != nil && first.Client.IsValid() {
		fmt.Fprintf(w, "\n-- client --\n%s\n", first.Client.Addr())
	}
	return w.Flush()
}

// take gives the events of the first n records.
func take(records iter.Seq[*journal.Record], n int) (events []*journal.Event) {
	for rec := range records {
		if len(events) == n {
			break
		}
		events = append(events, rec.Event())
	}
	return events
}

// heading says what the dialogue is and how it is played.
func heading(events []*journal.Event) []told {
	first, last := events[0], events[len(events)-1]
	lines := []told{
		comment(fmt.Sprintf("Retold from the journal: %s.", gist(events))),
		comment(fmt.Sprintf("Session %s of %s UTC, front %q. Play it by gatepost test, with --config or a section gatepost.hcl.", first.Session,
			first.Time.UTC().Format("2006-01-02 15:04:05"), first.Front)),
	}
	if first.Seq != 1 {
		lines = append(lines, comment("The beginning of the session isn't on record."))
	}
	if len(events) == maxRetold {
		lines = append(lines, comment("The session goes on; only its beginning is told."))
	}
	if last.Kind == journal.Close && isShutdown(last.Value) {
		lines = append(lines, comment("A shutdown has ended the session, so playing it fails where it says that: nobody shuts the gateway down then."))
	}
	for _, e := range events {
		if e.Kind == journal.Verdict {
			return append(lines, comment(`What DNS knew isn't on record; filters that ask it need a section "dns".`))
		}
	}
	return lines
}

// maxGist is the longest sentence that a comment makes of a session.
const maxGist = 300

// gist is a session in a sentence.
func gist(events []*journal.Event) string {
	text, more := "", -1
	for _, e := range events {
		if e.Kind == journal.Maildrop && e.Errand != nil {
			return message.Cut(e.Errand.Words(), maxGist)
		}
		s := e.Summary
		if e.Kind != journal.Transaction || s == nil {
			continue
		}
		if more++; more == 0 {
			text = fmt.Sprintf("%s, %s by %s", s.Envelope(), s.Outcome, s.By)
		}
	}
	switch text = message.Cut(text, maxGist); more {
	case -1:
		return withoutMail(events[0])
	case 0:
		return text
	}
	return fmt.Sprintf("%s; and %d more", text, more)
}

// withoutMail says what a session lacked that has an event.
func withoutMail(e *journal.Event) string {
	if isPOP3(e) {
		return "a session without a login"
	}
	return "a session without a message"
}
