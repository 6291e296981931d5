package pop3_test

import (
	"bufio"
	"flag"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

func TestMain(m *testing.M) {
	proxytest.Flags(flag.CommandLine)
	flag.Parse()
	goleak.VerifyTestMain(m)
}

// patience is how long a test waits for what must come; it only matters to a test that fails.
const patience = 20 * time.Second

// gate is a front at work: a listener whose connections are sessions of it.
type gate struct {
	*pop3.Front
	log      *log
	listener net.Listener
	sessions sync.WaitGroup // also the one that accepts
	wrap     func(net.Conn) net.Conn
	serve    func(*pop3.Session)
}

// log is a sink that remembers, and notices a gap in the order of a session's events.
type log struct {
	mu     sync.Mutex
	events []*journal.Event
	last   map[string]int
	gaps   []string
	forget bool // the events themselves
}

func (l *log) Record(e *journal.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == nil {
		l.last = map[string]int{}
	}
	if l.last[e.Session]++; e.Seq != l.last[e.Session] {
		l.gaps = append(l.gaps, fmt.Sprintf("%s: event %d has seq %d", e.Session, l.last[e.Session], e.Seq))
	}
	if e.Kind == journal.Close {
		delete(l.last, e.Session)
	}
	if !l.forget {
		l.events = append(l.events, e)
	}
}

// of lists the events of a kind.
func (l *log) of(kind journal.Kind) (found []*journal.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}

// setup changes a gate before it opens.
type setup func(*gate)

// filtered puts filters in the gate.
func filtered(entries ...filters.Entry) setup {
	chain, err := filters.NewChain(entries...)
	if err != nil {
		panic(err)
	}
	return func(g *gate) { g.Chain = chain }
}

// newGate opens a gate before the server at address. It is closed with the test, after its sessions have ended.
func newGate(t testing.TB, address string, setups ...setup) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &log{}
	g := &gate{log: l, listener: listener, serve: (*pop3.Session).Serve, Front: &pop3.Front{
		Config:   pop3.Config{Label: "mailbox", Hostname: "gate.example", Errors: 1000},
		Upstream: upstream.New(upstream.Config{Label: "behind", Servers: []string{address}}, nil, nil),
		Spool:    spool.New(spool.Config{Dir: t.TempDir()}),
		Stream:   &journal.Stream{Sinks: []journal.Sink{l}, Dialogue: true},
		Clock:    wire.RealClock{},
	}}
	for _, set := range setups {
		set(g)
	}
	g.sessions.Go(g.accept)
	t.Cleanup(func() { g.close(t) })
	return g
}

func (g *gate) accept() {
	for n := 1; ; n++ {
		c, err := g.listener.Accept()
		if err != nil {
			return
		}
		if g.wrap != nil {
			c = g.wrap(c)
		}
		s := g.NewSession(c, fmt.Sprintf("s%d", n))
		g.sessions.Go(func() { g.serve(s) })
	}
}

func (g *gate) close(t testing.TB) {
	g.listener.Close()
	g.sessions.Wait()
	g.Upstream.Close()
	if held := g.Spool.InUse(); held != 0 {
		t.Errorf("%d octets are still held", held)
	}
	for _, gap := range g.log.gaps {
		t.Error(gap)
	}
}

// client is a test's end of a connection.
type client struct {
	*net.TCPConn
	t testing.TB
	r *bufio.Reader
}

// dial connects to a listener.
func dial(t testing.TB, l net.Listener) *client {
	t.Helper()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(patience))
	t.Cleanup(func() { c.Close() })
	return &client{c.(*net.TCPConn), t, bufio.NewReaderSize(c, 64<<10)}
}

// say writes lines, each with its CRLF, in one go.
func (c *client) say(lines ...string) {
	c.t.Helper()
	c.raw(strings.Join(lines, "\r\n") + "\r\n")
}

func (c *client) raw(text string) {
	c.t.Helper()
	if _, err := c.Write([]byte(text)); err != nil {
		c.t.Fatalf("saying %.60q: %v", text, err)
	}
}

// reply reads one reply to a command, with the lines that follow. What came of it before an error is there too.
func (c *client) reply(command string) (string, error) {
	status, err := c.r.ReadString('\n')
	if err != nil || !followed(command) || !isOK(status) {
		return status, err
	}
	text := status
	for {
		line, err := c.r.ReadString('\n')
		if text += line; err != nil || line == ".\r\n" && strings.HasSuffix(text, "\r\n.\r\n") {
			return text, err
		}
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

// hears wants one status line for each of the given beginnings.
func (c *client) hears(wants ...string) {
	c.t.Helper()
	for _, want := range wants {
		if got, err := c.reply(""); err != nil || !strings.HasPrefix(got, want) {
			c.t.Fatalf("heard %q, %v; want %q", got, err, want)
		}
	}
}

// ask says a line and wants a reply to it, which it returns.
func (c *client) ask(line, want string) string {
	c.t.Helper()
	c.say(line)
	got, err := c.reply(line)
	if err != nil || !strings.HasPrefix(got, want) {
		c.t.Fatalf("heard %.200q, %v; want %q", got, err, want)
	}
	return got
}

// hearsEnd wants the connection to be closed, and nothing said before.
func (c *client) hearsEnd() {
	c.t.Helper()
	if got, err := c.reply(""); err == nil || got != "" {
		c.t.Fatalf("heard %q, %v; want the end", got, err)
	}
}

// enter connects, hears the greeting, asks what there is, and logs in.
func (g *gate) enter(t testing.TB) *client {
	t.Helper()
	c := dial(t, g.listener)
	c.hears("+OK recorder.example")
	c.ask("CAPA", "+OK")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	return c
}
