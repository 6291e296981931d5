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
	t.summary(a)
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
