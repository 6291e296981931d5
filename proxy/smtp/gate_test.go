package smtp_test

import (
	"bufio"
	"net"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func TestMain(m *testing.M) { sessiontest.Main(m) }

// gate is a front at work.
type gate struct {
	*smtp.Front
	*sessiontest.Gate
	serve func(*smtp.Session)
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
	g := &gate{Gate: sessiontest.NewGate(t), serve: (*smtp.Session).Serve}
	g.Front = &smtp.Front{
		Config:   smtp.Config{Label: "mx", Hostname: "gate.example", Errors: 1000},
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

// client is a test's end of a connection.
type client struct {
	*sessiontest.Client
	t testing.TB
}

// dial connects to a listener.
func dial(t testing.TB, l net.Listener) *client {
	t.Helper()
	return &client{sessiontest.Dial(t, l, readReply), t}
}

// readReply reads one reply with all of its lines.
func readReply(r *bufio.Reader) (string, error) {
	var text strings.Builder
	for {
		line, err := r.ReadString('\n')
		text.WriteString(line)
		if err != nil || len(line) < 5 || line[3] != '-' {
			return text.String(), err
		}
	}
}

// reply reads one reply.
func (c *client) reply() (string, error) { return readReply(c.R) }

// ask says a line and wants a reply to it.
func (c *client) ask(line, want string) {
	c.t.Helper()
	c.Say(line)
	c.Hears(want)
}

// enter connects, hears the greeting and says EHLO.
func (g *gate) enter(t testing.TB) *client {
	t.Helper()
	c := dial(t, g.Listener)
	c.Hears("220 ")
	c.ask("EHLO client.example", "250")
	return c
}
