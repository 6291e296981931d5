package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/explain"
)

// explained words an account as a dialogue, in the letters of the transcripts, and then what comes of it.
func explained(front string, client filters.Client, a *explain.Account) string {
	t := &text{}
	t.line("The server behind is taken to agree to everything. The filters' store is empty: rates and greylists start from nothing.")
	t.line("")
	t.line("--- %s connects to front %q", client.Addr, front)
	for i := range a.Steps {
		t.step(&a.Steps[i])
	}
	t.reports(a.Closing)
	t.line("")
	t.heard(a)
	t.up(a)
	if a.NoMessage {
		t.line("Filters that look at the message were not asked, and may still refuse it: give one with --message.")
	}
	if a.NoReplies {
		t.line("Filters that look at the server's replies were not asked: there is no server.")
	}
	return t.String()
}

// text is lines without control characters.
type text struct{ strings.Builder }

func (t *text) line(format string, args ...any) {
	t.WriteString(strings.TrimRight(filters.Clean(fmt.Sprintf(format, args...)), " ") + "\n")
}

// The words by whom a reply is, where it is by no filter.
const (
	byServer = "upstream"
	byGate   = "proxy"
)

func (t *text) step(s *explain.Step) {
	way := "C: "
	if s.Up != s.Client {
		way = "CP:"
	}
	if s.Client != "" {
		t.line("%s %s", way, doing(s.Client))
	}
	t.reports(s.Reports)
	if s.Delay > 0 {
		t.line("  | the reply comes after %v", s.Delay)
	}
	if s.Up != "" && s.Up != s.Client || s.Changed {
		t.line("PS: %s", doing(s.Up))
	}
	if s.By == byServer {
		t.line("S:  %d", s.Reply.Code)
		return
	}
	for _, words := range replyLines(s.Reply) {
		t.line("PC: %s", words)
	}
}

// doing is a line that somebody says.
func doing(line string) string {
	if line == "." {
		return ". (end of the message)"
	}
	return line
}

// replyLines is a reply as it looks on the wire.
func replyLines(r filters.Reply) []string {
	var all []string
	for i, line := range r.Lines {
		between := "-"
		if i == len(r.Lines)-1 {
			between = " "
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%d%s%s", r.Code, between, strings.TrimSpace(r.Enhanced+" "+line))))
	}
	return all
}

func (t *text) reports(all []filters.Report) {
	for _, r := range all {
		switch r.Kind {
		case filters.Findings:
			t.line("  | %s: %s = %q%s", r.Filter, r.Key, r.Value, inShadow(r))
		case filters.Changes:
			t.line("  | %s changes %s from %q to %q", r.Filter, r.Key, r.Old, r.Value)
		default:
			t.line("  | %s %s: %s (%v)", r.Filter, r.Hook, verdict(r), r.Took.Round(time.Microsecond))
		}
	}
}

func inShadow(r filters.Report) string {
	if r.Shadow {
		return " (in shadow)"
	}
	return ""
}

// verdict is what a filter has said, or would have.
func verdict(r filters.Report) string {
	became := r.Verdict
	if r.Shadow && r.Kind == filters.Failures && became != "" {
		became = "would have been " + became
	}
	switch {
	case r.Kind == filters.Failures && became == "": // at Close nothing comes of it
		return fmt.Sprintf("failed, %v", r.Err)
	case r.Kind == filters.Failures:
		return fmt.Sprintf("failed, %v (%s)", r.Err, became)
	case r.Shadow:
		return "would have said " + became
	}
	return became
}

// heard lists the replies that are not the server's.
func (t *text) heard(a *explain.Account) {
	var all []string
	for _, s := range a.Steps {
		if s.By != byServer && s.Reply.Code/100 != 3 {
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
