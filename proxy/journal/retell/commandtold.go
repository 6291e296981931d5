package retell

import (
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// command tells a command of the client, or of the gate to the upstream.
func (r *retelling) command(i int, e *journal.Event) {
	if e.Way == journal.PS {
		r.ownCommand(i, e)
		return
	}
	behind := min(r.hooksBehind(i), max(e.Time.Sub(r.now), 0))
	if behind < leastPause {
		behind = 0
	}
	r.passes(e, behind, false)
	switch {
	case i == r.hasty, r.early[i]: // it was said already
		if e.Way == journal.C {
			r.says(journal.PS, saying(journal.PS, wording(e)))
		}
	case e.Verb == "BDAT":
		r.chunk(i, e)
	case r.login != nil && r.login.asked:
		r.respond(i, e)
	case e.Verb == "AUTH":
		r.auth(i, e)
	case hasSecret(e):
		r.secret(i, e)
	default:
		r.ends(e)
		r.says(e.Way, r.asItWas(e, wording(e), r.replyTo(i))...)
	}
	if behind > 0 {
		r.wait(behind)
	}
}

// hooksBehind is how long filters took over a command. Its event has the time when they were done.
func (r *retelling) hooksBehind(i int) (took time.Duration) {
	for _, e := range r.events[i+1:] {
		switch e.Kind {
		case journal.Verdict:
			took += e.Took
		case journal.Finding, journal.Change:
		default:
			return took
		}
	}
	return took
}

// replyTo is the reply that the client heard to the command in a place; the zero Event: none.
func (r *retelling) replyTo(i int) *journal.Event {
	if j, has := r.replies[i]; has {
		return r.events[j]
	}
	return &journal.Event{}
}

// wording is a command as it is said.
func wording(e *journal.Event) string {
	if e.Arg == "" {
		return e.Verb
	}
	return e.Verb + " " + e.Arg
}

// ends gives up the chunks that a command ends.
func (r *retelling) ends(e *journal.Event) {
	switch e.Verb {
	case "RSET", "EHLO", "HELO", "MAIL", "QUIT":
		r.chunks = nil
	}
}

// asItWas is a client's line with what was wrong about it: the record has it cleaned, or as "***". The reply tells.
func (r *retelling) asItWas(e *journal.Event, text string, reply *journal.Event) []told {
	plain := []told{saying(e.Way, text)}
	if reply.By != byGate || len(reply.Lines) == 0 {
		return plain
	}
	bad, badArgument := reply.Code == 500 || reply.Status == "-ERR", reply.Code == 501 || reply.Status == "-ERR"
	switch fault := reply.Lines[0]; {
	case bad && strings.HasPrefix(fault, "bare CR or LF"):
		return []told{octets(e.Way, text+"\n\r\n", 1)}
	case bad && strings.HasPrefix(fault, "control character"):
		return []told{octets(e.Way, text+"\x01\r\n", 1)}
	case bad && strings.HasPrefix(fault, "line too long"):
		if len(text) >= longLine {
			return plain
		}
		return []told{octets(e.Way, text, 1), octets(e.Way, "*", longLine), octets(e.Way, "\r\n", 1)}
	case badArgument && strings.HasPrefix(fault, "8-bit character") && !strings.ContainsFunc(text, is8Bit):
		return []told{octets(e.Way, text+"\xff\r\n", 1)}
	}
	return plain
}

// byGate is who words a reply in the gate's own name.
const byGate = "proxy"

// longLine is longer than any command line may be.
const longLine = 13_000

func is8Bit(c rune) bool { return c >= 0x80 }

// ownCommand tells a command of the gate's own, or one that it has changed.
func (r *retelling) ownCommand(i int, e *journal.Event) {
	r.passes(e, 0, r.delay(i) > 0)
	switch {
	case e.Verb == "BDAT":
		r.ownChunk()
		return
	case e.Verb == "DATA":
		r.beginUp()
	case e.Verb == "AUTH" && r.login != nil:
		r.says(journal.PS, saying(journal.PS, r.login.line))
		return
	case e.Verb == "CAPA":
		r.ahead(i)
	case hasSecret(e):
		r.says(journal.PS, saying(journal.PS, withSecret(e)))
		return
	}
	r.says(journal.PS, saying(journal.PS, wording(e)))
}

// ahead tells what a client has said when the gate asks for capabilities in its own name. The gate does that because there is more than one
// command, all of which the record has behind the answer.
func (r *retelling) ahead(i int) {
	said := 0
	for j, e := range r.events[i+1:] {
		at := i + 1 + j
		switch {
		case e.Kind == journal.Command && e.Way != journal.PS:
			r.early[at] = true
			r.says(journal.CP, r.asItWas(&journal.Event{Way: journal.CP}, wording(e), r.replyTo(at))...)
			said++
		case e.Kind == journal.Reply && e.Verb != "CAPA" && said > 1:
			return
		}
	}
}
