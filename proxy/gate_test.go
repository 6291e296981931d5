package proxy

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// patience is how long a test waits for what must come; it only matters to a test that fails.
const patience = 20 * time.Second

// fakeSession greets with its generation's hostname and its front's label. BEGIN opens a transaction, END ends it, PANIC
// panics, and DEAF ends only when the client does.
type fakeSession struct {
	front *smtp.Front
	conn  net.Conn
	id    string
	stops chan conversation.Stop // as told
	obeys atomic.Int32           // the weakest Stop that ends it
}

func (s *fakeSession) Stop(how conversation.Stop) {
	s.stops <- how
	if int32(how) >= s.obeys.Load() {
		s.conn.SetReadDeadline(time.Unix(1, 0))
	}
}

const deaf = conversation.Abort + 1

func (s *fakeSession) Serve() {
	defer s.conn.Close()
	fmt.Fprintf(s.conn, "220 %s %s\r\n", s.front.Hostname, s.front.Label)
	for lines := bufio.NewScanner(s.conn); lines.Scan(); fmt.Fprint(s.conn, "250 ok\r\n") {
		switch lines.Text() {
		case "BEGIN":
			s.obeys.Store(int32(conversation.Abort))
		case "END":
			s.obeys.Store(0)
		case "DEAF":
			s.obeys.Store(int32(deaf))
		case "PANIC":
			panic("found a bug")
		}
	}
	fmt.Fprint(s.conn, "421 bye\r\n")
}

// gate is a Proxy with fake sessions, clock and log.
type gate struct {
	*Proxy
	clock *fakeClock
	log   *logText

	mu   sync.Mutex
	seen []*fakeSession
}

type logText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logText) count(word string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), word)
}

func newGate(t *testing.T, cfg *Config, with Services) (*gate, error) {
	leaktest.Check(t)
	g := &gate{clock: newClock(), log: new(logText)}
	with.Clock, with.Log = g.clock, slog.New(slog.NewTextHandler(g.log, nil))
	p, err := New(cfg, with)
	if err != nil {
		return nil, err
	}
	g.Proxy, p.newSMTP, p.newPOP3 = p, g.newFake, newFakePOP3
	t.Cleanup(func() {
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		p.Shutdown(ended) // aborts, and closes listeners; clients end what is deaf
	})
	return g, nil
}

func (g *gate) newFake(f *smtp.Front, c net.Conn, id string) session {
	if f.Hostname == "no.session.example" {
		panic("can't make a session")
	}
	s := &fakeSession{front: f, conn: c, id: id, stops: make(chan conversation.Stop, 100)}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen = append(g.seen, s)
	return s
}

func (g *gate) session(i int) *fakeSession {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.seen[i]
}

func started(t *testing.T, cfg *Config, with Services) *gate {
	t.Helper()
	g, err := newGate(t, cfg, with)
	if err == nil {
		err = g.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// config has fronts that all listen on a loopback port each.
func config(hostname string, fronts ...string) *Config {
	c := &Config{Hostname: hostname, Upstreams: []upstream.Config{{Label: "legacy", Servers: []string{"127.0.0.1:1"}}}}
	c.DNS.Servers = []string{"127.0.0.1:1"} // where nobody answers
	for _, label := range fronts {
		c.Fronts = append(c.Fronts, FrontConfig{Label: label, Listen: []string{"127.0.0.1:0"}, Upstream: "legacy"})
	}
	return c
}

type client struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

// dial connects to a front's i-th address.
func (g *gate) dial(t *testing.T, front string, i int) *client {
	t.Helper()
	return dialFrom(t, g.Addrs(front)[i], "127.0.0.1")
}

func dialFrom(t *testing.T, to net.Addr, from string) *client {
	t.Helper()
	leaktest.Check(t)
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: patience}
	c, err := d.Dial("tcp", to.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	return newClient(t, c)
}

func newClient(t *testing.T, c net.Conn) *client { return &client{t, c, bufio.NewReader(c)} }

func (c *client) say(line string) {
	c.t.Helper()
	if _, err := io.WriteString(c.conn, line+"\r\n"); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) read() string {
	c.t.Helper()
	line, err := c.in.ReadString('\n')
	if err != nil {
		c.t.Fatalf("after %q: %v", line, err)
	}
	return strings.TrimSuffix(line, "\r\n")
}

func (c *client) hear(want string) {
	c.t.Helper()
	if got := c.read(); got != want {
		c.t.Errorf("heard %q, want %q", got, want)
	}
}

func (c *client) hearEnd() {
	c.t.Helper()
	if rest, err := io.ReadAll(c.in); err != nil || len(rest) > 0 {
		c.t.Errorf("heard %q, %v; want the end", rest, err)
	}
}
