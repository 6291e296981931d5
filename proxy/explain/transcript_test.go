package explain_test

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/explain"
)

// transcript is what is told as a dialogue test.
func (c *example) transcript(told *explain.Account) string {
	b := &strings.Builder{}
	fmt.Fprintf(b, "# %s\n", c.name)
	connected := false
	for i, s := range told.Steps {
		content := i+1 < len(told.Steps) && told.Steps[i+1].Client == "."
		switch {
		case s.Client == ".":
			c.content(b, told.Steps[i-1], s)
		case s.Client != "DATA" || !content:
			c.write(b, s)
		}
		connected = connected || s.By == "upstream"
	}
	last := told.Steps[len(told.Steps)-1].Reply.Code
	switch {
	case c.ends != "":
		b.WriteString(c.ends)
	case last == 354:
		b.WriteString("C:  <close>\nPS: <reset>\n")
	case last != 421 && connected:
		b.WriteString("C:  QUIT\nS:  221 2.0.0 bye\n")
	}
	fmt.Fprintf(b, "\n-- client --\n192.0.2.5\n-- gatepost.hcl --\n%s", c.config())
	return b.String()
}

// write adds a step.
func (c *example) write(b *strings.Builder, s explain.Step) {
	said := strings.Replace(s.Client, "***", "AGFsaWNlAHNlY3JldA==", 1)
	switch {
	case s.Client == "" && s.By == "upstream":
		fmt.Fprintf(b, "%sS:  220 legacy.example ESMTP\n", wait(s))
	case s.Client == "":
		fmt.Fprintf(b, "%s%s", wait(s), heard(s.Reply))
	case s.By != "upstream":
		fmt.Fprintf(b, "CP: %s\n%s%s", said, wait(s), heard(s.Reply))
	case c.own && strings.HasPrefix(s.Up, "EHLO"):
		fmt.Fprintf(b, "CP: %s\nSP: 220 legacy.example ESMTP\nPS: %s\n%s", said, s.Up, agreed(s, "SP", "legacy"))
		fmt.Fprintf(b, "%s%s", wait(s), agreed(s, "PC", "mx"))
	case s.Up == s.Client:
		fmt.Fprintf(b, "C:  %s\n%s%s", said, agreed(s, "S", "legacy"), wait(s))
	default:
		fmt.Fprintf(b, "CP: %s\nPS: %s\n%s%s", said, s.Up, agreed(s, "S", "legacy"), wait(s))
	}
}

func wait(s explain.Step) string {
	if s.Delay == 0 {
		return ""
	}
	return fmt.Sprintf("<wait %v>\n", s.Delay)
}

// agreed is the server's yes.
func agreed(s explain.Step, way, host string) string {
	text := fmt.Sprintf("%d yes", s.Reply.Code)
	if strings.HasPrefix(s.Client, "EHLO") {
		text = "250-" + host + ".example\n250-PIPELINING\n250-SIZE 10\n250-8BITMIME\n250-SMTPUTF8\n250-DSN\n250-AUTH PLAIN LOGIN\n250 CHUNKING"
	}
	var b strings.Builder
	for line := range strings.Lines(text + "\n") {
		fmt.Fprintf(&b, "%-4s%s", way+":", line)
	}
	return b.String()
}

// heard is a reply of the gate.
func heard(r filters.Reply) string {
	var b strings.Builder
	for i, line := range r.Lines {
		between := "-"
		if i == len(r.Lines)-1 {
			between = " "
		}
		fmt.Fprintf(&b, "PC: %d%s%s\n", r.Code, between, strings.TrimSpace(r.Enhanced+" "+line))
	}
	return b.String()
}

// content is DATA with what follows it.
func (c *example) content(b *strings.Builder, data, s explain.Step) {
	switch {
	case c.held:
		fmt.Fprintf(b, "CP: DATA\n%sPC: 354 end data with <CR><LF>.<CR><LF>\n%s%s", wait(data), quoted("CP:", c.onWire()), wait(s))
	case s.By == "upstream":
		fmt.Fprintf(b, "C:  DATA\nS:  354 go ahead\n%sS:  250 yes\n", quoted("C: ", c.onWire()))
		return
	}
	if s.By == "upstream" {
		fmt.Fprintf(b, "PS: DATA\nSP: 354 go ahead\n%sS:  250 yes\n", quoted("PS:", string(s.Content)+".\r\n"))
		return
	}
	b.WriteString(heard(s.Reply))
	if s.Reply.Code != 421 && c.ends == "" {
		b.WriteString("PS: RSET\nSP: 250 reset\n")
	}
}

func quoted(way, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		fmt.Fprintf(&b, "%s %q\n", way, line)
	}
	return b.String()
}
