package smtp_test

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// dead are ways of giving no reply that could be passed on.
var dead = map[string]sessiontest.Fault{
	"close": sessiontest.Closes, "reset": sessiontest.Resets,
	"half a line":          sessiontest.Breaks("250 o"),
	"garbage":              sessiontest.Says("\xff\xfe what?\r\n"),
	"differing codes":      sessiontest.Says("250-yes\r\n550 no\r\n"),
	"bare LF":              sessiontest.Says("250 ok\n\r\n"),
	"1xx":                  sessiontest.Says("150 perhaps\r\n"),
	"6xx":                  sessiontest.Says("650 maybe\r\n"),
	"334 out of place":     sessiontest.Says("334 VXNlcm5hbWU6\r\n"),
	"code without a space": sessiontest.Says("250ok\r\n"),
	"silence":              sessiontest.Says(""),
	"no last line":         sessiontest.Says("250-and so on\r\n250-"),
}

// endless are those of them that only a deadline ends.
var endless = map[string]bool{"silence": true, "no last line": true}

// farewells end the session in the upstream's words.
var farewells = map[string]sessiontest.Fault{"421": sessiontest.Says("421 4.3.2 going down\r\n")}

// surplus is a reply too many, behind the one that is due.
var surplus = map[string]sessiontest.Fault{"surplus": sessiontest.Adds("250 2.0.0 once more\r\n")}

// early is consent to content of which the end has not been seen.
var early = map[string]sessiontest.Fault{"250": sessiontest.Says("250 2.0.0 fine\r\n"), "354": sessiontest.Says("354 go on, go on\r\n")}

// refusals of content of which the end has not been seen are replies like others.
var refusals = map[string]sessiontest.Fault{"552": sessiontest.Says("552 5.3.4 enough\r\n"), "552 twice": sessiontest.Says("552 5.3.4 no more\r\n")}

// ordeal is a session, step by step from the greeting to QUIT, with an upstream that fails at a phase; what the client hears of it while content
// streams and where filters hold it. Refusals are told with their enhanced code.
type ordeal struct {
	chunks         bool // content goes by BDAT
	faults         map[string]sessiontest.Fault
	phase          string
	streams, holds string
}

// lost is what comes after the upstream was lost.
const lost = " 451-4.4.1 421-4.3.2 end"

// begun is the session up to DATA.
const begun = "220 250 250 250"

var ordeals = []ordeal{
	{false, dead, "greeting", "421-4.3.2 end", "421-4.3.2 end"},
	{false, dead, "EHLO", "220" + lost, "220" + lost},
	{false, dead, "MAIL", "220 250" + lost, "220 250" + lost},
	{false, dead, "RCPT", "220 250 250" + lost, "220 250 250" + lost},
	{false, dead, "DATA", begun + lost, begun + " 354" + lost},
	{false, dead, "body", begun + " 354" + lost, ""},
	{false, dead, ".", begun + " 354" + lost, begun + " 354" + lost},
	{false, dead, "RSET", begun + " 354 250 451-4.4.1 221 end", begun + " 354 250 451-4.4.1 221 end"},
	{false, dead, "QUIT", begun + " 354 250 250 221 end", begun + " 354 250 250 221 end"},

	{false, farewells, "greeting", "421-4.3.2 end", "421-4.3.2 end"},
	{false, farewells, "EHLO", "220 421-4.3.2 end", "220 421-4.3.2 end"},
	{false, farewells, "MAIL", "220 250 421-4.3.2 end", "220 250 421-4.3.2 end"},
	{false, farewells, "RCPT", "220 250 250 421-4.3.2 end", "220 250 250 421-4.3.2 end"},
	{false, farewells, "DATA", begun + " 421-4.3.2 end", begun + " 354 421-4.3.2 end"},
	{false, farewells, "body", begun + " 354 421-4.3.2 end", ""},
	{false, farewells, ".", begun + " 354 421-4.3.2 end", begun + " 354 421-4.3.2 end"},
	{false, farewells, "RSET", begun + " 354 250 421-4.3.2 end", begun + " 354 250 421-4.3.2 end"},

	{false, surplus, "greeting", "220" + lost, "220" + lost},
	{false, surplus, "EHLO", "220 250" + lost, "220 250" + lost},
	{false, surplus, "MAIL", "220 250 250" + lost, "220 250 250" + lost},
	{false, surplus, "RCPT", begun + lost, begun + " 354" + lost},
	{false, surplus, "DATA", begun + " 354" + lost, begun + " 354" + lost},
	{false, surplus, ".", begun + " 354 250 451-4.4.1 221 end", begun + " 354 250 451-4.4.1 221 end"},
	{false, surplus, "RSET", begun + " 354 250 250 221 end", begun + " 354 250 250 221 end"},

	{true, dead, "BDAT", begun + lost, ""},
	{true, dead, ".", begun + " 250" + lost, begun + " 250" + lost},
	{true, farewells, "BDAT", begun + " 421-4.3.2 end", ""},
	{true, farewells, ".", begun + " 250 421-4.3.2 end", begun + " 250 421-4.3.2 end"},
	{true, surplus, "BDAT", begun + " 250" + lost, ""},
	{true, surplus, ".", begun + " 250 250 451-4.4.1 221 end", begun + " 250 250 451-4.4.1 221 end"},

	{false, early, "body", begun + " 354" + lost, ""},
	{false, refusals, "body", begun + " 354 55x-5.3.4 421-4.3.2 end", ""},
}

// An upstream that dies, or doesn't keep to the protocol, never makes the client believe in a message that isn't there.
func TestUpstreamFaults(t *testing.T) {
	for _, o := range ordeals {
		for way, f := range o.faults {
			if o.phase == "body" && endless[way] {
				continue // a server that reads no more: its silence is that at the end
			}
			name := map[bool]string{true: "chunks/"}[o.chunks] + o.phase + "/" + way
			t.Run(name, func(t *testing.T) { o.undergo(t, f, endless[way], o.streams) })
			if o.holds != "" {
				t.Run(name+", held", func(t *testing.T) { o.undergo(t, f, endless[way], o.holds, filtered(sessiontest.Reader())) })
			}
		}
	}
}

func (o *ordeal) undergo(t *testing.T, f sessiontest.Fault, timed bool, want string, setups ...setup) {
	r := newRecorder(t, everything, func(r *recorder) { r.Faults[o.phase] = f })
	if timed {
		setups = append(setups, hurried(t, r))
	}
	g := newGate(t, r.Address(), setups...)
	got := strings.Join(suffer(t, g, r, o.lines(), o.phase == "body"), " ")
	if got != want {
		t.Errorf("the client hears %s\nwant             %s", got, want)
	}
	stored := 0
	for _, p := range r.All() {
		stored += len(p.stored)
	}
	if (strings.HasPrefix(got, begun+" 354 250") || o.chunks && strings.HasPrefix(got, begun+" 250 250")) && stored != 1 {
		t.Errorf("the client believes in a message of which the upstream has %d", stored)
	}
	if doubt := strings.Contains(o.phase, ".") && strings.Contains(want, lost); doubt != inDoubt(g) {
		t.Errorf("in doubt: %v, want %v", !doubt, doubt)
	}
}

func inDoubt(g *gate) bool {
	return slices.ContainsFunc(g.Of(journal.Transaction), func(e *journal.Event) bool { return e.Summary.Outcome == journal.InDoubt })
}

// hurried lets the time for a reply, be it to a command or to content, pass as soon as the fault has happened.
func hurried(t *testing.T, r *recorder) setup {
	clock := sessiontest.Hurry(t, r.Struck)
	return func(g *gate) {
		g.Clock, g.Wrap, g.Timeouts.EndData = clock, clock.Conn, 4*time.Minute
		g.Upstream = sessiontest.BehindClock(r.Address(), clock)
	}
}

// lines are the client's, but for content.
func (o *ordeal) lines() []string {
	begin := []string{"EHLO client.example", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>"}
	if o.chunks {
		return append(begin, "BDAT 7\r\nhello\r\n", "BDAT 7 LAST\r\nworld\r\n", "RSET", "QUIT")
	}
	return append(begin, "DATA", "RSET", "QUIT")
}

// suffer plays the session and tells what was heard. Where the fault strikes in the middle of content, the rest is sent behind it.
func suffer(t *testing.T, g *gate, r *recorder, lines []string, midway bool) (heard []string) {
	c := dial(t, g.Listener)
	for {
		reply, err := c.reply()
		if err != nil {
			return append(heard, "end")
		}
		heard = append(heard, brief(reply))
		switch {
		case reply[:3] == "354":
			io.WriteString(c, "Subject: x\r\n\r\nhalf of it\r\n")
			if midway {
				sessiontest.Await(t, r.Struck)
			}
			io.WriteString(c, "the rest\r\n.\r\n")
		case len(lines) > 0:
			io.WriteString(c, strings.TrimSuffix(lines[0], "\r\n")+"\r\n") // where the gate has closed, the next reply is the end
			lines = lines[1:]
		}
	}
}

// brief is a reply's code, and of a refusal its enhanced code. Early refusals differ in their first digit only.
func brief(reply string) string {
	words := strings.Fields(reply)
	if reply[0] < '4' {
		return reply[:3]
	}
	if words[1] == "5.3.4" {
		return "55x-5.3.4"
	}
	return words[0] + "-" + words[1]
}
