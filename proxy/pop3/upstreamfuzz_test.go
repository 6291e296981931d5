package pop3_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// between stands between the parts of what a puppet says.
const between = sessiontest.Between

// asked are what the client of a puppet says, one by one, or from the second group on in groups.
var asked = []string{"CAPA", "USER me", "PASS good", "AUTH PLAIN AG1lAGdvb2Q=", "STAT", "LIST", "UIDL 1", "TOP 1 0", "RETR 1", "DELE 1", "RETR 2", "QUIT"}

const (
	greets   = "+OK hi\r\n" + between
	offering = "+OK\r\nPIPELINING\r\nRESP-CODES\r\n.\r\n" + between
	accepts  = "+OK\r\n" + between + "+OK\r\n" + between + "-ERR\r\n" + between
	informs  = "+OK 2 20\r\n" + between + "+OK\r\n1 10\r\n2 10\r\n.\r\n" + between + "+OK 1 x\r\n" + between
	sends    = "+OK 20 octets\r\nSubject: x\r\n\r\n.\r\n" + between
)

// answers are what servers have tried.
var answers = []string{
	greets + offering + accepts + informs + sends + sends + "+OK\r\n" + between + sends + "+OK bye\r\n",
	greets + offering + accepts + informs + sends + "+OK 9999 octets\r\nSubject: x\r\n\r\n..\r\n..x\r\n.y\r\n.\r\n" + between + "+OK\r\n" + between + "-ERR\r\n" + between + "-ERR not all\r\n",
	// Ends that are none, with replies behind them.
	greets + offering + accepts + informs + "+OK\r\nx\n.\n+OK\r\n.\r\n" + between + "+OK\r\nx\r.\r\r\n.\r\r\n\r\n.\n\r\n.\r\n" + between + "+OK\r\n" + between + "+OK\r\n.\r\n" + between + "+OK\r\n",
	greets + "+OK\r\n.\r\n" + between + accepts + informs + "+OK\r\n.\n\r\n.\r\n" + between + "+OK\r\nx\x00\r\n\xff.\r\n.\r\n" + between,
	// Replies too many, too early, or in pieces.
	greets + offering + "+OK\r\n+OK\r\n+OK\r\n+OK\r\n+OK 1 1\r\n", greets + greets, "+OK hi\r\n-ERR going down\r\n" + between,
	"-ERR not now\r\n", "-ERR [SYS/TEMP] later\r\n", "", "220 smtp\r\n", "+\r\n", "+OK\n", "+OK hi\x1b[2J\r\n" + between + "-ERR \x00\x7f\x80\r\n",
	"+ok lower\r\n" + between + "-err\r\n" + between + "+OK\r\n" + between + "-Err no\r\n", "+OK " + strings.Repeat("x", 3000) + "\r\n",
	// Challenges.
	greets + offering + "+OK\r\n" + between + "-ERR\r\n" + between + "+ AAAA\r\n" + between + "+ \r\n" + between + "+OK in\r\n" + between + "+ what\r\n",
	greets + "+OK\r\n" + strings.Repeat("X-LONG\r\n", 10_000) + ".\r\n" + between + "+OK\r\n",
}

// Whatever an upstream sends, the client hears of it only what it can tell from the gate's own words: no end, and no consent, that wasn't
// said in answer to this very command.
func FuzzUpstream(f *testing.F) {
	p := sessiontest.NewPuppet(f)
	var gates []*gate
	for _, set := range []setup{func(*gate) {}, filtered(sessiontest.Reader()), filtered(sessiontest.HeaderReader())} {
		gates = append(gates, newGate(f, "", set, quietly, func(g *gate) { g.Upstream = p.Upstream() }))
	}
	for i := range 2 * len(gates) {
		for _, answer := range answers {
			f.Add(uint8(i), uint16(0), []byte(answer))
			f.Add(uint8(i), uint16(i+1), []byte(answer))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, cuts uint16, input []byte) {
		if len(input) > 128<<10 {
			t.Skip("longer than any trick has to be")
		}
		p.Says(cuts, string(input))
		said, replies := interview(t, gates[int(which)/2%len(gates)], which%2 == 1)
		c := &claims{said: strings.ReplaceAll(string(input), between, "")}
		if c.compare(said, replies); c.wrong != "" {
			t.Errorf("%s\nupstream %.2000q\nsaid %q\nreplies %.2000q", c.wrong, input, said, replies)
		}
	})
}

// interview asks all that is asked, a challenge is answered, and everything is heard.
func interview(t *testing.T, g *gate, groups bool) (said, replies []string) {
	c := dial(t, g.Listener)
	defer c.Close()
	hear := func(line string) bool {
		reply, err := c.reply(line)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("no end within %v; so far %q", sessiontest.Patience, replies)
		}
		if reply != "" {
			said, replies = append(said, line), append(replies, reply)
		}
		return err == nil
	}
	if !hear("") {
		return said, replies
	}
	for i, line := range asked {
		if groups && i == 4 {
			io.WriteString(c, strings.Join(asked[i:], "\r\n")+"\r\n")
		}
		if !groups || i < 4 {
			io.WriteString(c, line+"\r\n")
		}
		more := hear(line)
		for more && strings.HasPrefix(replies[len(replies)-1], "+ ") {
			io.WriteString(c, "AAAA\r\n")
			more = hear(line)
		}
		if !more {
			return said, replies
		}
	}
	hear("")
	return said, replies
}

// claims reads what an upstream has said to the letter, and compares.
type claims struct {
	said  string // not read yet
	wrong string
}

func (c *claims) compare(said, replies []string) {
	for i, reply := range replies {
		status := firstLine(reply) + "\r\n"
		switch {
		case strings.ContainsFunc(strings.TrimSuffix(status, "\r\n"), func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }):
			c.wrong = "a control byte in " + status
		case !strings.HasSuffix(reply, "\r\n") && !followed(said[i]):
			c.wrong = "half a status line: " + reply
		case strings.EqualFold(status[:min(len(status), 4)], "-ERR"):
			c.next(said[i]) // whoever says it
			continue
		}
		theirs := c.next(said[i])
		if !same(theirs, reply, i == len(replies)-1) {
			c.wrong = "the reply to " + said[i] + " is " + reply + " where the upstream says " + theirs
		}
		if c.wrong != "" {
			return
		}
	}
}

// next is the upstream's next reply with the lines that follow, or what it has said of that.
func (c *claims) next(command string) string {
	m := meaning{replies: c.said}
	reply := m.reply(command)
	c.said = m.replies
	return reply
}

// same tells whether a reply is the upstream's, or the beginning of it: control bytes in the status line and dots aside, and what CAPA and
// AUTH may leave out, or a corrected count. The last may have lost all its lines: the upstream was too slow with them.
func same(theirs, ours string, last bool) bool {
	_, theirLines, _ := strings.Cut(theirs, "\r\n")
	_, ourLines, _ := strings.Cut(ours, "\r\n")
	theirs = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\r' && r != '\n' || r == 0x7F {
			return '?'
		}
		return r
	}, theirs[:min(3, len(theirs))])
	if !strings.EqualFold(theirs, ours[:min(3, len(ours))]) {
		return false
	}
	if whole := strings.HasSuffix("\r\n"+ourLines, "\r\n.\r\n"); whole != strings.HasSuffix("\r\n"+theirLines, "\r\n.\r\n") && (whole || ourLines == "" && !last) {
		return false
	}
	if strings.HasSuffix(ourLines, "PIPELINING\r\n.\r\n") {
		return true
	}
	undotted := func(s string) []byte { return bytes.ReplaceAll([]byte(s), []byte("."), nil) }
	return bytes.HasPrefix(undotted(theirLines), bytes.TrimSuffix(undotted(ourLines), []byte("\r\n")))
}
