package main

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/explain"
)

// summary says what comes of all that was said, and who wasn't asked.
func (t *text) summary(a *explain.Account) {
	t.heard(a)
	t.up(a)
	t.inShadow(a)
	if len(a.NoMessage) > 0 {
		t.line("Not asked, for want of a message: %s. Give one with --message.", strings.Join(a.NoMessage, ", "))
	}
	if len(a.NoReplies) > 0 {
		t.line("Not asked about replies, for want of a server: %s.", strings.Join(a.NoReplies, ", "))
	}
}

// heard lists the replies that are not the server's.
func (t *text) heard(a *explain.Account) {
	var all []string
	for _, s := range a.Steps {
		if s.By != byServer {
			all = append(all, fmt.Sprintf("%s, by %s, to %s", strings.Join(replyLines(s.Reply), " / "), whom(s.By), what(s.Client)))
		}
	}
	if len(all) == 0 {
		t.line("The client would hear the server's own replies and nothing else.")
		return
	}
	t.line("The client would hear the server's own replies but")
	for _, one := range all {
		t.line("  %s", one)
	}
}

func whom(by string) string {
	if by == byGate {
		return "the gate"
	}
	return by
}

// what is the thing that a reply is to.
func what(line string) string {
	switch line {
	case "":
		return "its connection"
	case ".":
		return "the message"
	}
	return line
}

// up lists what the server would get.
func (t *text) up(a *explain.Account) {
	var all []string
	for i, s := range a.Steps {
		if s.Up == "DATA" && i < len(a.Steps)-1 {
			continue // the message says it
		}
		if s.Up != "" {
			all = append(all, goods(s))
		}
	}
	if len(all) == 0 {
		t.line("Nothing would go up.")
		return
	}
	t.line("Up would go")
	for _, one := range all {
		t.line("  %s", one)
	}
}

// goods is what goes up with a step.
func goods(s explain.Step) string {
	switch {
	case s.Up == "DATA":
		return "the message, of which none was given"
	case s.Up != ".":
		return s.Up
	case s.Changed:
		return fmt.Sprintf("the message as filters have changed it, %d octets", len(s.Content))
	}
	return fmt.Sprintf("the message as it came, %d octets", len(s.Content))
}

// inShadow lists what filters in shadow have minded.
func (t *text) inShadow(a *explain.Account) {
	began := false
	for _, s := range a.Steps {
		for _, r := range s.Reports {
			if !r.Shadow || r.Kind != filters.Verdicts && r.Kind != filters.Failures || isConsent(r) {
				continue
			}
			if !began {
				t.line("In shadow, without any effect,")
			}
			began = true
			t.line("  %s %s, to %s", r.Filter, verdict(r), what(s.Client))
		}
	}
}

// isConsent tells whether a filter has let something pass.
func isConsent(r filters.Report) bool {
	word, _, _ := strings.Cut(r.Verdict, " ")
	return r.Kind == filters.Verdicts && (word == "pass" || word == "accept")
}
