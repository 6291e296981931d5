package pop3_test

import (
	"bufio"
	"net"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func TestMain(m *testing.M) { sessiontest.Main(m) }

// gate is a front at work.
type gate struct {
	*pop3.Front
	*sessiontest.Gate
	serve func(*pop3.Session)
}

// setup changes a gate before it opens.
type setup func(*gate)

// filtered puts filters in the gate.
func filtered(entries ...filters.Entry) setup {
	chain := sessiontest.Chain(entries...)
	return func(g *gate) { g.Chain = chain }
}

// newGate opens a gate before the server at address. It is closed with the test, after its sessions have ended.
func newGate(t testing.TB, address string, setups ...setup) *gate {
	t.Helper()
	g := &gate{Gate: sessiontest.NewGate(t), serve: (*pop3.Session).Serve}
	g.Front = &pop3.Front{
		Config:   pop3.Config{Label: "mailbox", Hostname: "gate.example", Errors: 1000},
		Upstream: sessiontest.Behind(address),
		Spool:    spool.New(spool.Config{Dir: t.TempDir()}),
		Stream:   &journal.Stream{Sinks: []journal.Sink{g.Log}, Dialogue: true},
		Clock:    wire.RealClock{},
	}
	for _, set := range setups {
		set(g)
	}
	g.Open(t, g.Upstream, g.Spool, func(c net.Conn, id string) { g.serve(g.NewSession(c, id)) })
	return g
}

// client is a test's end of a connection. What it hears without more is status lines.
type client struct {
	*sessiontest.Client
	t testing.TB
}

// dial connects to a listener.
func dial(t testing.TB, l net.Listener) *client {
	t.Helper()
	return &client{sessiontest.Dial(t, l, func(r *bufio.Reader) (string, error) { return r.ReadString('\n') }), t}
}

// reply reads one reply to a command.
func (c *client) reply(command string) (string, error) { return readReply(c.R, command) }

// readReply reads one reply to a command, with the lines that follow. What came of it before an error is there too.
func readReply(r *bufio.Reader, command string) (string, error) {
	status, err := r.ReadString('\n')
	if err != nil || !followed(command) || !isOK(status) {
		return status, err
	}
	var text strings.Builder
	text.WriteString(status)
	for begins := true; ; {
		line, err := r.ReadString('\n')
		if text.WriteString(line); err != nil || begins && line == ".\r\n" {
			return text.String(), err
		}
		begins = strings.HasSuffix(line, "\r\n")
	}
}

// followed tells whether lines follow +OK in answer to a command, by the letter of the RFCs.
func followed(command string) bool {
	word, arg, _ := strings.Cut(command, " ")
	switch strings.ToUpper(word) {
	case "RETR", "TOP", "CAPA":
		return true
	case "LIST", "UIDL", "LANG", "AUTH":
		return strings.Trim(arg, " ") == ""
	}
	return false
}

func isOK(status string) bool { return len(status) >= 3 && strings.EqualFold(status[:3], "+OK") }

// ask says a line and wants a reply to it, which it returns.
func (c *client) ask(line, want string) string {
	c.t.Helper()
	c.Say(line)
	got, err := c.reply(line)
	if err != nil || !strings.HasPrefix(got, want) {
		c.t.Fatalf("heard %.200q, %v; want %q", got, err, want)
	}
	return got
}

// enter connects, hears the greeting, asks what there is, and logs in.
func (g *gate) enter(t testing.TB) *client {
	t.Helper()
	c := dial(t, g.Listener)
	c.Hears("+OK recorder.example")
	c.ask("CAPA", "+OK")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	return c
}
