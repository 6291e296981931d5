package retell

import (
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// What the record knows about a login, of which the first line is the command in a place.

// exchange yields the events of an AUTH behind its first line, to the end.
func (r *retelling) exchange(i int, yield func(int, *journal.Event) bool) {
	for j, e := range r.events[i+1:] {
		over := e.Kind == journal.Reply && e.Verb == "AUTH" && e.Way != journal.SP && !challenges(e)
		if !yield(i+1+j, e) || over {
			return
		}
	}
}

// firstAnswer is the first reply that the client has heard; the zero Event: none.
func (r *retelling) firstAnswer(i int) *journal.Event {
	first := &journal.Event{}
	r.exchange(i, func(_ int, e *journal.Event) bool {
		if e.Kind == journal.Reply && e.Way != journal.SP {
			first = e
		}
		return first != e
	})
	return first
}

// loginName is the name that it turned out to have.
func (r *retelling) loginName(i int) (name string) {
	r.exchange(i, func(_ int, e *journal.Event) bool {
		if e.Kind == journal.Login {
			name = e.Arg
		}
		return true
	})
	return name
}

// nameIn is the place of the line with the name: that about which Login hooks were asked. -1: none was.
func (r *retelling) nameIn(i int) int {
	line, at := i, -1
	r.exchange(i, func(j int, e *journal.Event) bool {
		switch {
		case e.Kind == journal.Command && e.Way != journal.PS:
			line = j
		case e.Kind == journal.Verdict && e.Hook == "Login":
			at = line
		}
		return at < 0
	})
	return at
}

// isMalformed tells whether the gate itself has refused a line of a login for how it is written.
func isMalformed(reply *journal.Event) bool {
	if reply.By != byGate || reply.Code != 501 && reply.Status != "-ERR" {
		return false
	}
	says := func(word string) bool { return strings.Contains(strings.Join(reply.Lines, " "), word) }
	return reply.Code == 501 || says("argument") || says("syntax") || says("base64") || says("response")
}

// isRefused tells whether the line in a place was one that the gate has refused for that.
func (r *retelling) isRefused(i int) (malformed bool) {
	r.exchange(i, func(_ int, e *journal.Event) bool {
		if e.Kind == journal.Reply && e.Way == journal.PC {
			malformed = isMalformed(e)
		}
		return true
	})
	return malformed
}

// lastOffered is a mechanism that the client was offered.
func (r *retelling) lastOffered(i int) string {
	for _, e := range slices.Backward(r.events[:i]) {
		if e.Kind != journal.Reply || e.Verb != "EHLO" && e.Verb != "CAPA" || e.Way == journal.SP {
			continue
		}
		for _, line := range e.Lines {
			words := strings.Fields(line)
			if len(words) > 1 && (strings.EqualFold(words[0], "AUTH") || strings.EqualFold(words[0], "SASL")) {
				return words[len(words)-1]
			}
		}
	}
	return masked
}
