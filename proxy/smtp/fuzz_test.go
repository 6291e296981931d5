package smtp_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// stage is a gate before a recorder.
type stage struct {
	g       *gate
	r       *recorder
	refuses bool
}

func stages(f *testing.F) (all []stage) {
	for _, offers := range [][]string{everything, without("PIPELINING"), without("CHUNKING", "BINARYMIME")} {
		for _, set := range []setup{func(*gate) {}, filtered(sessiontest.Reader()), filtered(sessiontest.HeaderReader()), filtered(refuser())} {
			r := newRecorder(f, offers)
			g := newGate(f, r.Address(), set, func(g *gate) { g.Forget = true; g.Stream.Dialogue = false })
			all = append(all, stage{g, r, len(all)%4 == 3})
		}
	}
	return all
}

// refuser refuses evil senders, victims, smuggled messages, the chunks of a size, a command, and all logins but one.
func refuser() filters.Entry {
	refuse := func(bad bool) filters.Verdict {
		if bad {
			return filters.Refuse("5.7.1", "not that")
		}
		return filters.Pass()
	}
	return filters.Entry{Label: "refuser", Deadline: sessiontest.Patience, Filter: &filters.Filter{
		Login: func(_ *filters.Session, l *filters.Login) filters.Verdict { return refuse(l.Name != "me") },
		Sender: func(_ *filters.Session, p *filters.Path) filters.Verdict {
			return refuse(strings.Contains(p.String(), "<evil@"))
		},
		Recipient: func(_ *filters.Session, p *filters.Path) filters.Verdict {
			return refuse(strings.Contains(p.String(), "<victim@"))
		},
		Command: func(_ *filters.Session, c *filters.Command) filters.Verdict {
			return refuse(c.Verb == "EXPN" || c.Verb == "BDAT" && strings.HasPrefix(c.Arg, "5"))
		},
		Header: func(_ *filters.Session, m *filters.Message) filters.Verdict {
			return refuse(m.Header.Get("Subject") == "smuggled")
		},
	}}
}

// refused finds what is for no upstream to hear behind a refuser.
var refused = regexp.MustCompile(`^(?i:MAIL FROM:<)evil@|^(?i:RCPT TO:<)victim@|^(?i:EXPN)|^(?i:BDAT) 5`)

const (
	hello    = "EHLO x\r\n"
	envelope = hello + "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n"
	evil     = "MAIL FROM:<evil@b.example>\r\nRCPT TO:<victim@d.example>\r\nDATA\r\nSubject: smuggled\r\n\r\n.\r\n"
)

// seeds are the tricks of the trade.
var seeds = []string{
	// An end of data that is none, with a second message behind it.
	"\n.\n", "\n.\r\n", "\r\n.\n", "\n.\r", "\r\n.\r", "\r.\r", "\r.\n", "\r.\r\n", "\r\n.\r\r\n", "\r\r\n.\r\r\n", "\r\r\n.\r\n",
	"\r\n\x00.\r\n", "\r\n.\x00\r\n", "\r\n..\r\n", "\r\n. \r\n", "\x85.\x85",
}

// sessions are what else clients have tried.
var sessions = []string{
	envelope + "DATA\r\nx\r\n.\r\nQUIT\r\n",
	envelope + "DATA\r\n.\r\nMAIL FROM:<a@b.example>\r\nRSET\r\nQUIT\r\n",
	envelope + "DATA\r\n..x\r\n.y z\r\n.\r\nQUIT\r\n",
	// Commands behind a refusal, and a body before 354.
	hello + "MAIL FROM:<no-a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n" + evil + "QUIT\r\n",
	hello + "MAIL FROM:<a@b.example>\r\nRCPT TO:<no-c@d.example>\r\nDATA\r\nSubject: x\r\n.\r\nRSET\r\nQUIT\r\n",
	hello + "MAIL FROM:<nodata-a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n" + evil + ".\r\nQUIT\r\n",
	hello + "MAIL FROM:<a@b.example>\r\nMAIL FROM:<evil@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\n",
	// Command lines that are two, or none.
	hello + "NOOP\nMAIL FROM:<evil@b.example>\r\nNOOP\r\n",
	hello + "NOOP\rMAIL FROM:<evil@b.example>\r\nNOOP\r\n",
	hello + "VRFY x\x00y\r\nHELP \x1b[2J\r\n\r\n \r\nMAIL\tFROM:<x@y>\r\n",
	hello + "MAIL FROM:<a@b.example>\nRCPT TO:<c@d.example>\nDATA\n.\n",
	hello + "MAIL FROM:<a@b.example> X=\"\r\nRCPT TO:<c@d.example>,<e@f.example>\r\nRCPT TO:<@a,@b:u@c.example>\r\n",
	hello + "MAIL FROM: a@b.example \r\nRCPT TO:  <c@d.example>  SIZE=5\r\nRCPT TO:<c@d.example>  \r\nDATA  \r\nx\r\n.\r\n",
	hello + "MAIL FROM:<\xef\xbd\x81@b.example>\r\nMAIL FROM:<\xef\xbd\x81@b.example> SMTPUTF8\r\n",
	hello + "MAIL FROM:<a@b.example> AUTH=boss@b.example SIZE=99999999999999999999\r\n",
	hello + strings.Repeat("x", 3000) + "\r\nNOOP " + strings.Repeat("y", 20000) + " \r\nNOOP\r\n",
	"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + evil,
	"HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n",
	// Chunks.
	envelope + "BDAT 3\r\nabcBDAT 0 LAST\r\nQUIT\r\n",
	envelope + "BDAT 9\r\nx\r\n.\r\nQUIBDAT 2 LAST\r\n\r\nRSET\r\n",
	envelope + "BDAT 5\r\nabc\r\nDATA\r\nNOOP\r\nMAIL FROM:<a@b>\r\nRSET\r\nQUIT\r\n",
	envelope + "BDAT 99999999999999999999 LAST\r\n" + evil,
	envelope + "BDAT -1\r\n" + evil + "BDAT +5\r\nBDAT x\r\n",
	envelope + "BDAT 6 LAST\nQUIT\r\n",
	hello + "BDAT 6 LAST\r\nQUIT\r\nMAIL FROM:<no-a@b>\r\nRCPT TO:<c@d>\r\nBDAT 6 LAST\r\nQUIT\r\nRSET\r\n",
	hello + "MAIL FROM:<a@b.example>\r\nRCPT TO:<no-c@d.example>\r\nBDAT 6\r\nNOOP\r\nBDAT 6 LAST\r\nQUIT\r\nRSET\r\n",
	envelope + "BDAT 8 LAST\r\nbare\nlf\nQUIT\r\n",
	// Logging in.
	hello + "AUTH PLAIN AG1lAGdvb2Q=\r\nAUTH PLAIN AG1lAGdvb2Q=\r\nMAIL FROM:<a@b.example> AUTH=me\r\nQUIT\r\n",
	hello + "AUTH LOGIN\r\nbWU=\r\nMAIL FROM:<a@b>\r\nQUIT\r\n",
	hello + "AUTH LOGIN\r\n*\r\nAUTH PLAIN\r\n=\r\nAUTH PLAIN =\r\nAUTHPLAIN xxx\r\nAUTH GSSAPI\r\nAUTH\r\n",
	hello + "STARTTLS\r\n" + evil + "XCLIENT NAME=x\r\nETRN x\r\nVRFY a\r\nEXPN b\r\nHELP\r\nQUIT\r\nNOOP\r\n",
}

// Whatever a client sends, the upstream sees nothing but what its bytes mean, and the client is told of no message that the upstream
// doesn't have.
func FuzzSession(f *testing.F) {
	all := stages(f)
	for i := range all {
		for _, end := range seeds {
			f.Add(uint8(i), uint16(i), []byte(envelope+"DATA\r\nSubject: x\r\n\r\nbody"+end+evil+".\r\nQUIT\r\n"))
			f.Add(uint8(i), uint16(0), []byte(fmt.Sprintf("%sBDAT %d\r\nx%s%s", envelope, 1+len(end), end, evil)))
		}
		for _, session := range sessions {
			f.Add(uint8(i), uint16(i), []byte(session))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, cuts uint16, input []byte) {
		if len(input) > 64<<10 {
			t.Skip("longer than any trick has to be")
		}
		all[int(which)%len(all)].play(t, cuts, string(input))
	})
}

func (s stage) play(t *testing.T, cuts uint16, input string) {
	replies := exchange(t, s.g.Listener, cuts, input)
	m := meaningOf(input, replies)
	peers := s.r.All()
	if wrong := m.misheard(peers); wrong != "" {
		t.Error(wrong)
	}
	for _, p := range peers {
		if s.refuses && m.commanded(p.Commands, refused.MatchString) {
			t.Errorf("the upstream heard %q, of which the filter has refused some", p.Commands)
		}
		if len(p.Wrongs) > 0 {
			t.Errorf("the upstream saw %q", p.Wrongs)
		}
		if foreign := m.overheard(p.Commands); len(foreign) > 0 {
			t.Errorf("the upstream heard %q, of which the client's bytes don't mean %q", p.Commands, foreign)
		}
		if wrong := m.misplaced(p.stored); wrong != "" {
			t.Error(wrong)
		}
	}
	if t.Failed() {
		t.Logf("client %q\nreplies %q", input, replies)
	}
}

// exchange says input in segments, half-closes, and hears all replies.
func exchange(t *testing.T, l net.Listener, cuts uint16, input string) (replies []string) {
	c := dial(t, l)
	defer c.Close()
	go func() {
		sessiontest.Segments(c, cuts, input) // where the gate has closed, the rest isn't wanted
		c.CloseWrite()
	}()
	for {
		reply, err := c.reply()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("no end within %v; so far %q", sessiontest.Patience, replies)
		}
		if err != nil {
			return replies
		}
		replies = append(replies, reply)
	}
}

// The reference reads as it should.
func TestMeaning(t *testing.T) {
	m := meaningOf("EHLO x\r\nDATA\r\na\r\n.\r\nBDAT 2\r\nhiBDAT 1 LAST\r\n!AUTH X\r\nsecret\r\nQUIT\r\nNOOP\r\n", []string{
		"220 x", "250 x", "354 go", "250 y", "250 z", "250 w", "334 ", "235 ok", "221 bye",
	})
	want := []told{
		{line: "EHLO x", reply: "250 x"}, {line: "DATA", forms: []string{"DATA"}, reply: "354 go"}, {line: "BDAT 2", forms: []string{"BDAT 2"}, reply: "250 z"},
		{line: "BDAT 1 LAST", forms: []string{"DATA", "BDAT 1 LAST", "BDAT 3 LAST"}, reply: "250 w"},
		{line: "AUTH X", forms: []string{"AUTH X"}, reply: "334 "}, {line: "secret", answer: true, reply: "235 ok"}, {line: "QUIT", reply: "221 bye"},
		{line: "NOOP"},
	}
	if !reflect.DeepEqual(m.commands, want) {
		t.Errorf("commands %+v, want %+v", m.commands, want)
	}
	if want := []content{{"a\r\n", false, "250 y"}, {"hi!", true, "250 w"}}; !slices.Equal(m.contents, want) {
		t.Errorf("contents %+v, want %+v", m.contents, want)
	}
}
