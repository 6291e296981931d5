package pop3_test

import (
	"io"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// dead are ways of giving no reply that could be passed on.
var dead = map[string]sessiontest.Fault{
	"close": sessiontest.Closes, "reset": sessiontest.Resets,
	"half a line":             sessiontest.Breaks("+OK fin"),
	"garbage":                 sessiontest.Says("\xff\xfe what?\r\n"),
	"bare LF":                 sessiontest.Says("+OK fine\n\r\n"),
	"bare CR":                 sessiontest.Says("+OK fi\rne\r\n"),
	"SMTP":                    sessiontest.Says("250 ok\r\n"),
	"challenge out of place":  sessiontest.Says("+ VXNlcm5hbWU6\r\n"),
	"indicator with no space": sessiontest.Says("+OKAY\r\n"),
	"a lone dot":              sessiontest.Says(".\r\n"),
	"endless":                 sessiontest.Says("+OK " + strings.Repeat("x", 20_000) + "\r\n"),
	"silence":                 sessiontest.Says(""),
}

// torn are ways of giving half of what follows a status line.
var torn = map[string]sessiontest.Fault{"close": sessiontest.Closes, "reset": sessiontest.Resets, "silence": sessiontest.Says("")}

// hangs are those of them that only a deadline ends.
func hangs(way string) bool { return way == "silence" }

// surplus is a reply too many, behind the one that is due.
var surplus = map[string]sessiontest.Fault{"surplus": sessiontest.Adds("+OK once more\r\n")}

// farewells are what a server says unasked that goes down, behind the reply that is due.
var farewells = map[string]sessiontest.Fault{"farewell": sessiontest.Adds("-ERR [SYS/TEMP] going down\r\n")}

// ordeal is a session, command by command, with an upstream that fails at a phase, and what the client hears: its replies in brief.
type ordeal struct {
	faults map[string]sessiontest.Fault
	phase  string
	hears  string
	holds  string // what it hears where filters hold messages; "": the same
}

// course is what the client says.
var course = []string{"CAPA", "USER me", "PASS good", "AUTH", "LIST", "TOP 1 0", "RETR 1", "DELE 1", "QUIT"}

// lost is what comes when the upstream was lost: once in the place of a reply, once more to the next command.
const lost = " -ERR[SYS/TEMP] -ERR[SYS/TEMP] end"

// well is so many good replies.
func well(n int) string { return strings.TrimSpace(strings.Repeat("+OK ", n)) }

var ordeals = []ordeal{
	{dead, "greeting", "-ERR[SYS/TEMP] end", ""},
	{dead, "CAPA", well(1) + lost, ""},
	{dead, "USER", well(2) + lost, ""},
	{dead, "PASS", well(3) + lost, ""},
	{dead, "AUTH", well(4) + lost, ""},
	{dead, "LIST", well(5) + lost, ""},
	{dead, "TOP", well(6) + lost, ""},
	{dead, "RETR", well(7) + lost, ""},
	{dead, "DELE", well(8) + lost, ""},
	{dead, "QUIT", well(9) + " -ERR[SYS/TEMP] end", ""},

	{torn, "CAPA lines", well(1) + lost, ""},
	{torn, "AUTH lines", well(4) + lost, ""},
	{torn, "LIST lines", well(5) + " torn", ""},
	{torn, "TOP lines", well(6) + " torn", well(6) + lost},
	{torn, "RETR lines", well(7) + " torn", well(7) + lost},

	{surplus, "greeting", well(1) + lost, ""},
	{surplus, "CAPA", well(2) + lost, ""},
	{surplus, "PASS", well(4) + lost, ""},
	{surplus, "LIST", well(6) + lost, ""},
	{surplus, "RETR", well(8) + lost, ""},
	{surplus, "DELE", well(9) + " -ERR[SYS/TEMP] end", ""},
	{surplus, "QUIT", well(10) + " end", ""},

	{farewells, "greeting", well(1) + " -ERR[SYS/TEMP] end", ""},
	{farewells, "PASS", well(4) + " -ERR[SYS/TEMP] end", ""},
	{farewells, "RETR", well(8) + " -ERR[SYS/TEMP] end", ""},
	{farewells, "DELE", well(9) + " -ERR[SYS/TEMP] end", ""},
}

// An upstream that dies, or doesn't keep to the protocol, never makes the client believe in what it didn't say.
func TestUpstreamFaults(t *testing.T) {
	for _, o := range ordeals {
		for way, f := range o.faults {
			if o.phase == "AUTH" && way == "challenge out of place" {
				continue // an AUTH may have one
			}
			t.Run(o.phase+"/"+way, func(t *testing.T) { o.undergo(t, f, hangs(way), o.hears) })
			want := o.hears
			if o.holds != "" {
				want = o.holds
			}
			t.Run(o.phase+"/"+way+", held", func(t *testing.T) { o.undergo(t, f, hangs(way), want, filtered(sessiontest.Reader())) })
		}
	}
}

func (o *ordeal) undergo(t *testing.T, f sessiontest.Fault, timed bool, want string, setups ...setup) {
	r := newRecorder(t, everything, func(r *recorder) { r.Faults[o.phase] = f })
	if timed {
		setups = append(setups, hurried(t, r))
	}
	g := newGate(t, r.Address(), setups...)
	if got := strings.Join(suffer(t, g), " "); got != want {
		t.Errorf("the client hears %s\nwant             %s", got, want)
	}
	for _, p := range r.All() {
		if len(p.deleted) > 0 && o.phase != "QUIT" {
			t.Errorf("%v are deleted", p.deleted)
		}
	}
	g.End()
	if doubt := o.phase == "QUIT" && !strings.HasPrefix(want, well(10)); doubt != inDoubt(g) {
		t.Errorf("in doubt: %v, want %v", !doubt, doubt)
	}
}

// A farewell isn't lost behind a command that the gate answers itself.
func TestFarewellBehindRefusal(t *testing.T) {
	r := newRecorder(t, everything, func(r *recorder) { r.Faults["PASS"] = farewells["farewell"] })
	c := newGate(t, r.Address()).enter(t)
	c.Say("XYZZY", "STAT", "NOOP")
	c.Hears("-ERR command not recognised", "-ERR [SYS/TEMP] going down")
	c.HearsEnd()
}

// A login without an answer is put on record as no fault of the client's, also where clients aren't told response codes.
func TestLoginWithoutAnswer(t *testing.T) {
	for _, offers := range [][]string{everything, {"USER"}} {
		for name, login := range map[string][]string{"PASS": {"USER me", "PASS good"}, "AUTH": {"AUTH PLAIN " + plainLogin}} {
			r := newRecorder(t, offers, func(r *recorder) { r.Faults[name] = sessiontest.Closes })
			g := newGate(t, r.Address())
			c := dial(t, g.Listener)
			c.Hears("+OK recorder.example")
			c.ask("CAPA", "+OK")
			for _, line := range login {
				c.Say(line)
				c.reply(line)
			}
			c.Close()
			g.End()
			if e := g.Of(journal.Login)[0]; e.Enhanced != "SYS/TEMP" || e.By != "proxy" {
				t.Errorf("%s, offered %q: have %+v", name, offers, e)
			}
		}
	}
}

func inDoubt(g *gate) bool {
	for _, e := range g.Of(journal.Upstream) {
		if e.Value == "in-doubt" {
			return true
		}
	}
	return false
}

// suffer plays the session and tells what was heard.
func suffer(t *testing.T, g *gate) (heard []string) {
	c := dial(t, g.Listener)
	defer c.Close()
	for _, line := range append([]string{""}, course...) {
		if line != "" {
			io.WriteString(c, line+"\r\n") // where the gate has closed, the next reply is the end
		}
		reply, err := c.reply(line)
		switch {
		case err != nil && strings.Count(reply, "\r\n") > 0:
			return append(heard, "torn")
		case err != nil:
			return append(heard, "end")
		}
		heard = append(heard, brief(reply))
	}
	c.HearsEnd()
	return append(heard, "end")
}

// brief is a reply's indicator, and of a refusal its response code.
func brief(reply string) string {
	words := strings.Fields(reply)
	if isOK(reply) {
		return words[0]
	}
	return words[0] + words[1]
}

// hurried lets the time for a reply pass as soon as the fault has happened.
func hurried(t *testing.T, r *recorder) setup {
	clock := sessiontest.Hurry(t, r.Struck)
	return func(g *gate) {
		g.Clock, g.Wrap = clock, clock.Conn
		g.Upstream = sessiontest.BehindClock(r.Address(), clock)
	}
}
