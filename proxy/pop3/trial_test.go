package pop3_test

import (
	"bufio"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// errand is a session that fetches and deletes, in groups.
var errand = sessiontest.Course{
	{"CAPA\r\n"}, {"USER me\r\n", "PASS good\r\n"}, {"STAT\r\n", "LIST\r\n", "RETR 1\r\n", "RETR 2\r\n", "RETR 3\r\n"},
	{"TOP 4 0\r\n", "DELE 1\r\n", "DELE 3\r\n", "DELE 4\r\n"}, {"QUIT\r\n"},
}

// trial is one errand in which something goes wrong.
type trial struct {
	testing.TB
	said      string // by the client, before it was gone
	heard     string
	gone      bool // the client is: it may not have heard what was written
	torn      bool // the way to the upstream is: it may have heard half a line, or what the client has no reply to
	withholds bool
}

// judge holds what has become of the errand against what a maildrop has promised.
func (c *trial) judge(peers []*peer) {
	c.Helper()
	m := meaningOf(c.said, c.heard)
	if wrong := m.misheard(); wrong != "" {
		c.Error(wrong)
	}
	for _, p := range peers {
		c.wrong(p, m)
	}
	b := box{mail: someMail, offers: everything}
	for _, t := range m.commands {
		want := b.answer(t.line)
		if torn := followed(t.line) && isOK(t.reply) && !strings.HasSuffix(t.reply, "\r\n.\r\n"); torn || c.withholds && t.line == "RETR 3" || t.line == "DELE 3" || strings.HasPrefix(t.line, "CAPA") {
			continue
		}
		if t.reply != want && !strings.HasPrefix(want, t.reply) && !strings.HasPrefix(t.reply, "-ERR ") {
			c.Errorf("the reply to %q is %q", t.line, t.reply)
		}
	}
}

// wrong looks at one upstream connection.
func (c *trial) wrong(p *peer, m *meaning) {
	c.Helper()
	if len(p.Wrongs) > 0 && !c.torn {
		c.Errorf("the upstream saw %q", p.Wrongs)
	}
	if c.gone || c.torn {
		m.commands = nil // those that it hasn't heard the reply to count, too
		for line := range strings.SplitSeq(c.said, "\r\n") {
			m.commands = append(m.commands, told{line: line})
		}
	}
	if foreign := m.overheard(p.Commands); len(foreign) > 0 {
		c.Errorf("the upstream heard %q, which nobody said", foreign)
	}
	if c.withholds && slices.Contains(p.Commands, "DELE 3") {
		c.Errorf("a message is to be deleted that the client didn't get: %q", p.Commands)
	}
	if !slices.Contains(p.Commands, "QUIT") {
		return
	}
	if !strings.HasSuffix(c.said, "QUIT\r\n") {
		c.Error("the upstream heard QUIT, which nobody said")
	}
	for _, t := range m.commands[:len(m.commands)-1] {
		if !c.gone && !c.torn && (t.reply == "" || followed(t.line) && isOK(t.reply) && !strings.HasSuffix(t.reply, "\r\n.\r\n")) {
			c.Errorf("QUIT went up before the client had the reply to %q", t.line)
		}
	}
}

// run plays the errand: a client that has read all replies to a group says the next.
func (c *trial) run(to net.Addr) {
	j := errand.Play(c, to, func(r *bufio.Reader, part string) (string, error) {
		return readReply(r, strings.TrimSuffix(part, "\r\n"))
	})
	if c.said, c.heard = j.Said, j.Heard; c.gone {
		c.heard = c.heard[:strings.LastIndex("\r\n"+c.heard, "\r\n")] // half a line says nothing
	}
}
