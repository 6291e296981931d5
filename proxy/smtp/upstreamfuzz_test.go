package smtp_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// asked are what the client of a puppet says, one by one, or from the second on in groups. The content is behind 354.
var asked = []string{
	hello, "MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "DATA\r\n", "RSET\r\n", "AUTH PLAIN AG1lAGdvb2Q=\r\n", "NOOP\r\n",
	"MAIL FROM:<a@b.example>\r\n", "RCPT TO:<c@d.example>\r\n", "BDAT 5\r\nX: y\n", "BDAT 2 LAST\r\n\r\n", "VRFY x\r\n", "QUIT\r\n",
}

const (
	between  = sessiontest.Between
	offering = "220 hi\r\n" + between + "250-x\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-SIZE 99\r\n250 AUTH PLAIN\r\n" + between
	accepts  = "250 from\r\n" + between + "250 to\r\n" + between + "354 go\r\n" + between
	lines    = between + between + between + "250 stored\r\n" + between
	goesOn   = "250 reset\r\n" + between + "235 in\r\n" + between + "250 ok\r\n" + between + "250 from\r\n" + between + "250 to\r\n" + between
	chunks   = between + "250 chunk\r\n" + between + between + "250 stored too\r\n" + between + "252 perhaps\r\n" + between + "221 bye\r\n"
)

// answers are what servers have tried.
var answers = []string{
	offering + accepts + lines + goesOn + chunks,
	offering + "250 from\r\n" + between + "550-no\r\n550 never\r\n" + between + "503 nobody\r\n" + between + goesOn + chunks,
	// Replies too many, too early, or in pieces.
	offering + "250 from\r\n250 to\r\n354 go\r\n250 stored\r\n", offering + accepts + "250 stored\r\n" + lines, offering + accepts + "552 too much\r\n" + lines,
	"220 hi\r\n250 x\r\n" + between, "220-hi\r\n", "220 hi", "220-hi\r\n250 x\r\n", "554 go away\r\n", "421 down\r\n", "", "+OK pop\r\n", "220hi\r\n",
	"220 hi\r\n" + between + "502 what\r\n" + between + "250 helo\r\n", "220 hi\r\n" + between + "250-x\r\n250 PIPELINING\r\n" + between + "421 down\r\n",
	// Lines that are two, or none.
	offering + "250 a\n250 b\r\n", offering + "250 a\r250 b\r\n", offering + "250 a\x00b\x1b[2J\r\n" + between + "250 b\xff\r\n", offering + "250-a\r\n251 b\r\n",
	offering + "250 " + strings.Repeat("x", 3000) + "\r\n", offering + strings.Repeat("250-x\r\n", 2000) + "250 x\r\n", offering + "199 x\r\n", offering + "600 x\r\n",
	// Challenges.
	"220 hi\r\n" + between + "334 AAAA\r\n", offering + "334 AAAA\r\n", offering + accepts + lines + "250 reset\r\n" + between + "334 AAAA\r\n" + between + "334 \r\n" + between + "535 no\r\n",
}

// Whatever an upstream sends, the client hears replies, and none that agrees to something but the upstream's own, in their order.
func FuzzUpstream(f *testing.F) {
	p := sessiontest.NewPuppet(f)
	var gates []*gate
	for _, set := range []setup{func(*gate) {}, filtered(sessiontest.Reader()), filtered(sessiontest.HeaderReader())} {
		gates = append(gates, newGate(f, "", set, func(g *gate) {
			g.Forget, g.Stream.Dialogue, g.Timeouts.EndData = true, false, sessiontest.Brief
			g.Upstream = p.Upstream()
		}))
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
		replies := interview(t, gates[int(which)/2%len(gates)], which%2 == 1)
		if wrong := invented(strings.ReplaceAll(string(input), between, ""), replies); wrong != "" {
			t.Errorf("%s\nupstream %.2000q\nreplies %.2000q", wrong, input, replies)
		}
	})
}

// interview asks all that is asked, gives what is asked for, and hears everything.
func interview(t *testing.T, g *gate, groups bool) (replies []string) {
	c := dial(t, g.Listener)
	defer c.Close()
	hear := func() bool {
		reply, err := c.reply()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("no end within %v; so far %q", sessiontest.Patience, replies)
		}
		if reply != "" {
			replies = append(replies, reply)
		}
		return err == nil
	}
	more := hear()
	for i := 0; i < len(asked) && more; i++ {
		said := asked[i]
		if groups && i == 1 {
			said += asked[2] + asked[3]
		}
		if !groups || i < 2 || i > 3 {
			io.WriteString(c, said)
		}
		for more = hear(); more && replies[len(replies)-1][:1] == "3"; more = hear() {
			io.WriteString(c, map[bool]string{true: "Subject: x\r\n\r\nbody\r\n.\r\n", false: "AAAA\r\n"}[replies[len(replies)-1][:3] == "354"])
		}
	}
	return replies
}

// wellFormed is a reply as RFC 5321, section 4.2.1, has it. What it says in other than ASCII is an older server's.
var wellFormed = regexp.MustCompile(`^(?:[2-5][0-9][0-9]-[^\x00-\x08\x0a-\x1f\x7f]*\r\n)*[2-5][0-9][0-9](?: [^\x00-\x08\x0a-\x1f\x7f]*)?\r\n$`)

// controls are octets, whatever the encoding.
var controls = regexp.MustCompile(`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`)

// gates are the replies by which a gate agrees to something itself.
var gates = []string{"221 2.0.0 closing connection\r\n", "354 end data with <CR><LF>.<CR><LF>\r\n", "250 2.0.0 octets received\r\n", "250 2.0.0 OK\r\n"}

// invented says which reply is none, or agrees where the upstream doesn't. The gate puts ? in the place of control bytes.
func invented(said string, replies []string) string {
	said = controls.ReplaceAllLiteralString(said, "?")
	for _, reply := range replies {
		status, _, _ := strings.Cut(reply, "\r\n")
		switch {
		case !wellFormed.MatchString(reply):
			return fmt.Sprintf("%q is no reply", reply)
		case reply[0] > '3' || slices.Contains(gates, reply):
			continue
		case strings.Contains(reply, "PIPELINING\r\n"):
			status = status[:3] // its lines are the gate's, which offers groups whatever the upstream does
		}
		_, rest, is := strings.Cut(said, status)
		if !is {
			return fmt.Sprintf("%q is no reply of the upstream", reply)
		}
		said = rest
	}
	return ""
}
