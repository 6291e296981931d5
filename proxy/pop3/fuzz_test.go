package pop3_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// checksum is what a reply of a recorder has at the end of its status line.
var checksum = regexp.MustCompile(`^[^\r]* [0-9a-f]{8}\r\n`)

// stage is a gate before a recorder.
type stage struct {
	g       *gate
	r       *recorder
	refuses bool
}

func stages(f *testing.F) (all []stage) {
	for _, offers := range [][]string{everything, without("PIPELINING")} {
		for _, set := range []setup{
			func(*gate) {}, filtered(sessiontest.Reader()), filtered(sessiontest.HeaderReader()), filtered(shadowed(sessiontest.Reader())), filtered(refuser()),
		} {
			r := newRecorder(f, offers)
			all = append(all, stage{newGate(f, r.Address(), set, quietly), r, len(all)%5 == 4})
		}
	}
	return all
}

// refuser refuses the third message and two commands, and all logins but one.
func refuser() filters.Entry {
	refuse := func(bad bool) filters.Verdict {
		if bad {
			return filters.Refuse("5.7.1", "not that")
		}
		return filters.Pass()
	}
	return filters.Entry{Label: "refuser", Deadline: sessiontest.Patience, Filter: &filters.Filter{
		Login:  func(_ *filters.Session, l *filters.Login) filters.Verdict { return refuse(l.Name != "me") },
		Header: withholding,
		Command: func(_ *filters.Session, c *filters.Command) filters.Verdict {
			return refuse(c.Verb == "UIDL" || c.Verb == "DELE" && c.Arg == "2")
		},
	}}
}

// refused finds what is for no upstream to hear behind a refuser.
var refused = regexp.MustCompile(`^(?i:UIDL|DELE 2$|APOP nobody)`)

// quietly keeps no events.
func quietly(g *gate) { g.Forget, g.Stream.Dialogue = true, false }

const (
	enters = "CAPA\r\nUSER me\r\nPASS good\r\n"
	evil   = "DELE 1\r\nDELE 2\r\nQUIT\r\n"
)

// sessions are what clients have tried.
var sessions = []string{
	enters + "STAT\r\nLIST\r\nUIDL\r\nRETR 1\r\nDELE 1\r\nTOP 2 0\r\nRSET\r\nNOOP\r\nQUIT\r\n",
	enters + "RETR 1\r\nRETR 2\r\nRETR 3\r\nDELE 1\r\nDELE 2\r\nDELE 3\r\nQUIT\r\nNOOP\r\n",
	"APOP me " + digest + "\r\nLIST 1\r\nUIDL 9\r\nRETR 9\r\nQUIT\r\n",
	"APOP  me  " + digest + "\r\nUSER  me \r\nPASS good\r\nAPOP me x\r\nAPOP\r\n",
	// Command lines that are two, or none.
	enters + "NOOP\n" + evil, enters + "NOOP\r" + evil, enters + "NOOP\r\r\n" + evil, enters + "LIST\x00\r\nRETR 1\x1b\r\n\r\n \r\nSTAT\t\r\n",
	enters + "NOOP\nDELE 1\r\nQUIT\n\r\nSTAT\r\n", enters + "RETR 1\nQUIT\r\n",
	enters + strings.Repeat("x", 3000) + "\r\nNOOP " + strings.Repeat("y", 20000) + " \r\nNOOP\r\n",
	enters + "NOOP " + strings.Repeat("y", 70000) + evil,
	enters + "LI\u017fT\r\nR\u017fET\r\nl\u0131st\r\n\u212aOOP\r\n",
	// Arguments that say more than one thing.
	enters + "LIST \r\nLIST  1\r\nLIST 1 2\r\nLIST 1  \r\nlist -1\r\nLIST +1\r\nRETR\r\nRETR \r\nRETR x\r\nRETR 99999999999\r\nTOP 1\r\nTOP 1  1\r\n TOP 1 1\r\n",
	enters + "DELE 01\r\nDELE 1 2\r\nDELE\r\nSTAT 1\r\nNOOP 1\r\nRSET 1\r\nQUIT 1\r\nCAPA 1\r\nUTF8 1\r\nLANG en de\r\nLANG *\r\nLANG\r\n",
	// Commands for others, and in the wrong place.
	"EHLO x\r\nMAIL FROM:<a@b>\r\nSTLS\r\nXCLIENT NAME=x\r\nXTND XMIT\r\nAUTH\r\nAUTH \r\nHELP\r\nQUIT\r\n",
	"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + enters + evil,
	"STAT\r\nRETR 1\r\nDELE 1\r\nPASS good\r\nUSER\r\nUSER nobody\r\nPASS good\r\nPASS\r\nQUIT\r\n",
	// Logging in.
	"AUTH PLAIN " + plainLogin + "\r\nAUTH PLAIN " + plainLogin + "\r\n" + evil,
	"AUTH LOGIN\r\nbWU=\r\nQUIT\r\nQUIT\r\n", "AUTH LOGIN\r\nbWU=\r\nZ29vZA==\r\nRETR 1\r\nQUIT\r\n",
	"AUTH LOGIN\r\n*\r\nAUTH PLAIN\r\n=\r\nAUTH PLAIN =\r\nAUTHPLAIN xxx\r\nAUTH GSSAPI\r\nAUTH  PLAIN\r\n\nQUIT\r\n",
	"AUTH PLAIN\r\n" + strings.Repeat("A", 13000) + "\r\nQUIT\r\n",
}

// Whatever a client sends, the upstream sees nothing but what its bytes mean, and each command has one reply, its own.
func FuzzSession(f *testing.F) {
	all := stages(f)
	for i := range all {
		for _, session := range sessions {
			f.Add(uint8(i), uint16(i), []byte(session))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, cuts uint16, input []byte) {
		if len(input) > 80<<10 {
			t.Skip("longer than any trick has to be")
		}
		all[int(which)%len(all)].play(t, cuts, string(input))
	})
}

func (s stage) play(t *testing.T, cuts uint16, input string) {
	replies := exchange(t, s.g.Listener, cuts, input)
	m := meaningOf(input, replies)
	for _, p := range s.r.All() {
		if s.refuses && m.commanded(p.Commands, refused.MatchString) {
			t.Errorf("the upstream heard %q, of which the filter has refused some", p.Commands)
		}
		if len(p.Wrongs) > 0 {
			t.Errorf("the upstream saw %q", p.Wrongs)
		}
		if foreign := m.overheard(p.Commands); len(foreign) > 0 && !m.asked(p.Commands) {
			t.Errorf("the upstream heard %q, of which the client's bytes don't mean %q", p.Commands, foreign)
		}
	}
	for _, wrong := range []string{m.misheard(), m.unanswered()} {
		if wrong != "" {
			t.Error(wrong)
		}
	}
	if t.Failed() {
		t.Logf("client %q\nreplies %q", input, replies)
	}
}

// exchange says input in segments, half-closes, and hears all replies.
func exchange(t *testing.T, l net.Listener, cuts uint16, input string) (replies string) {
	c := dial(t, l)
	defer c.Close()
	go func() {
		sessiontest.Segments(c, cuts, input) // where the gate has closed, the rest isn't wanted
		c.CloseWrite()
	}()
	heard, err := io.ReadAll(c.R)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("no end within %v; so far %q", sessiontest.Patience, heard)
	}
	return string(heard)
}

// The reference reads as it should.
func TestMeaning(t *testing.T) {
	m := meaningOf("LIST\r\nLIST 1\r\nA\nB\r\nAUTH X\r\nsecret\r\nQUIT\r\nNOOP\r\n",
		"+OK x\r\n+OK\r\n1 2\r\n.\r\n+OK 1 2\r\n-ERR no\r\n+ \r\n+OK in\r\n+OK bye\r\n")
	want := []told{
		{"LIST", false, "+OK\r\n1 2\r\n.\r\n"}, {"LIST 1", false, "+OK 1 2\r\n"}, {"A\nB", false, "-ERR no\r\n"}, {"AUTH X", false, "+ \r\n"},
		{"secret", true, "+OK in\r\n"}, {"QUIT", false, "+OK bye\r\n"}, {"NOOP", false, ""},
	}
	if !reflect.DeepEqual(m.commands, want) {
		t.Errorf("commands %+q, want %+q", fmt.Sprint(m.commands), fmt.Sprint(want))
	}
}
