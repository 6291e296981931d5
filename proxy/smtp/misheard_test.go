package smtp_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// checksum is what a reply of a recorder has at its end, where it answers one command and no other.
var checksum = regexp.MustCompile(`^(?s:.* )([0-9a-f]{8})\r\n$`)

// misheard says which reply is in the wrong place. Each command has one: the upstream's to this very command, or the gate's, which agrees
// to nothing that it wasn't asked.
func (m *meaning) misheard(peers []*peer) string {
	var up []string
	for _, p := range peers {
		up = append(up, p.Commands...)
	}
	for i, t := range m.commands {
		lastChunk := func(c content) bool { return c.chunks && c.reply == t.reply && c.answered() }
		switch {
		case t.reply == "" && !m.mayEnd(i):
			return fmt.Sprintf("no reply to %q", t.line)
		case t.reply != "" && !t.answered(up) && !slices.ContainsFunc(m.contents, lastChunk):
			return fmt.Sprintf("%q is in the place of the reply to %q", t.reply, t.line)
		}
	}
	for _, c := range m.contents {
		if c.reply == "" {
			return fmt.Sprintf("no reply to %q", c.text)
		}
		if !c.chunks && !c.answered() {
			return fmt.Sprintf("%q is in the place of the reply to %q", c.reply, c.text)
		}
	}
	if len(m.replies) > 1 || len(m.replies) == 1 && !m.lastWords() {
		return fmt.Sprintf("%q are replies to nothing", m.replies)
	}
	return ""
}

// lastWords tells whether the reply that is left is the gate's goodbye, or is about half a line.
func (m *meaning) lastWords() bool {
	return strings.HasPrefix(m.replies[0], "421 ") || m.rest != "" && strings.HasPrefix(m.replies[0], "500 5.5.2 ")
}

// answered tells whether the reply is one to this line, which the upstream has heard if it has answered.
func (t told) answered(up []string) bool {
	word, arg, _ := strings.Cut(t.line, " ")
	verb := strings.ToUpper(word)
	if sums := checksum.FindStringSubmatch(t.reply); sums != nil {
		return slices.ContainsFunc(up, func(line string) bool { return sum(line) == sums[1] && t.means(line) })
	}
	switch t.reply[:3] {
	case "354":
		return verb == "DATA"
	case "334", "235":
		return verb == "AUTH" || t.answer
	case "221":
		return verb == "QUIT"
	case "250":
		return verb == "EHLO" && strings.HasPrefix(t.reply, "250-recorder.example greets "+arg+"\r\n") || verb == "NOOP" || verb == "BDAT"
	}
	return t.reply[0] > '3'
}

// answered tells whether the reply is one to this content: it names the upstream's own, or its DATA, or is a refusal.
func (c content) answered() bool {
	sums := checksum.FindStringSubmatch(c.reply)
	if sums == nil {
		return c.reply[0] > '3'
	}
	return slices.Contains([]string{sum(c.text), sum(stuff(c.text)), sum("DATA")}, sums[1])
}

// mayEnd tells whether the session may have ended before the i-th line was answered, by the replies to what came before: the gate leaves
// with these.
func (m *meaning) mayEnd(i int) bool {
	if i == 0 || m.unsent {
		return true // nobody was let in, or the client is gone where it had to speak
	}
	before := m.commands[i-1]
	last := before.reply
	if len(m.contents) > 0 && before.reply[:3] == "354" {
		last = m.contents[len(m.contents)-1].reply
	}
	return strings.HasPrefix(last, "221 ") || strings.HasPrefix(last, "421 ") || strings.HasPrefix(last, "521 ") ||
		strings.HasPrefix(last, "550 5.6.") || strings.EqualFold(before.line[:min(4, len(before.line))], "BDAT") && uncounted(last)
}
