package proxy

import (
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// scriptedListener gives out what the test puts in, then waits to be closed.
type scriptedListener struct {
	results chan any // net.Conn or error
	closed  chan struct{}
}

func newScripted() *scriptedListener {
	return &scriptedListener{make(chan any, 100), make(chan struct{})}
}

func (l *scriptedListener) Accept() (net.Conn, error) {
	select {
	case r := <-l.results:
		if err, ok := r.(error); ok {
			return nil, err
		}
		return r.(net.Conn), nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *scriptedListener) Close() error   { close(l.closed); return nil }
func (l *scriptedListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 25} }

func (l *scriptedListener) listen(string, string) (net.Listener, error) { return l, nil }

// pipe puts a client in.
func (l *scriptedListener) pipe(t *testing.T) *client {
	near, far := net.Pipe()
	t.Cleanup(func() { near.Close() })
	near.SetDeadline(time.Now().Add(patience))
	l.results <- far
	return newClient(t, near)
}

func TestAcceptErrorsAreOutlived(t *testing.T) {
	l := newScripted()
	g := started(t, config("mx.example", "inbound"), Services{Listen: l.listen})
	want := []time.Duration{5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000}
	for range want {
		l.results <- &net.OpError{Op: "accept", Net: "tcp", Err: syscall.EMFILE}
	}
	for i := range want {
		g.clock.awaitTimers(t, i+1)
		g.clock.advance(time.Second)
	}
	l.pipe(t).hear("220 mx.example inbound")
	for i, got := range g.clock.awaitTimers(t, len(want)) {
		if got != want[i]*time.Millisecond {
			t.Errorf("pause %d was %v, want %v", i+1, got, want[i]*time.Millisecond)
		}
	}
	if n := g.log.count("can't accept a client"); n != 1 || g.log.count("too many open files") != 1 {
		t.Errorf("%d lines about it in 10 s, want 1:\n%s", n, &g.log.text)
	}
	l.results <- error(syscall.ECONNABORTED)
	if got := g.clock.awaitTimers(t, len(want)+1)[len(want)]; got != 5*time.Millisecond {
		t.Errorf("the first pause after a success was %v, want 5ms", got)
	}
}

// TestAcceptIsStoppedInItsPause must not need the clock to move.
func TestAcceptIsStoppedInItsPause(t *testing.T) {
	l := newScripted()
	g := started(t, config("mx.example", "inbound"), Services{Listen: l.listen})
	l.results <- error(syscall.ENOMEM)
	g.clock.awaitTimers(t, 1)
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestAcceptSurvivesAForeignClose: an error that says "closed" isn't the end unless it was us.
func TestAcceptSurvivesAForeignClose(t *testing.T) {
	l := newScripted()
	g := started(t, config("mx.example", "inbound"), Services{Listen: l.listen})
	l.results <- net.ErrClosed
	g.clock.awaitTimers(t, 1)
	g.clock.advance(time.Second)
	l.pipe(t).hear("220 mx.example inbound")
}

func TestPanicsEndOneSessionOnly(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	other := g.dial(t, "inbound", 0)
	other.hear("220 mx.example inbound")
	unlucky := g.dial(t, "inbound", 0)
	unlucky.hear("220 mx.example inbound")
	unlucky.say("PANIC")
	unlucky.hearEnd()
	other.say("NOOP")
	other.hear("250 ok")
	other.conn.Close()
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if g.log.count("found a bug") == 0 || g.log.count("fakeSession") == 0 || g.log.count(g.session(1).id) != 1 {
		t.Errorf("the log lacks the panic, its stack or the session:\n%s", &g.log.text)
	}
}

func TestPanicsWhileASessionIsMade(t *testing.T) {
	g := started(t, config("no.session.example", "inbound"), Services{})
	g.dial(t, "inbound", 0).hearEnd()
	if err := g.Reload(config("mx.example", "inbound")); err != nil {
		t.Fatal(err)
	}
	g.dial(t, "inbound", 0).hear("220 mx.example inbound")
}

func TestClientsOverTheLimit(t *testing.T) {
	cfg := config("mx.example", "inbound", "submission")
	cfg.Fronts[0].MaxSessions, cfg.Fronts[1].MaxSessions = 2, 2
	g := started(t, cfg, Services{})
	first := g.dial(t, "inbound", 0)
	first.hear("220 mx.example inbound")
	g.dial(t, "inbound", 0).hear("220 mx.example inbound")
	wantTurnedAway(t, g.dial(t, "inbound", 0), tooMany)
	g.dial(t, "submission", 0).hear("220 mx.example submission")
	first.conn.Close()
	hearOnceThereIsRoom(t, func() *client { return g.dial(t, "inbound", 0) })
}

func TestClientsOverTheirOwnLimit(t *testing.T) {
	cfg := config("mx.example", "inbound")
	cfg.Fronts[0].MaxSessionsPerClient = 1
	g := started(t, cfg, Services{})
	to := g.Addrs("inbound")[0]
	first := dialFrom(t, to, "127.0.0.1")
	first.hear("220 mx.example inbound")
	wantTurnedAway(t, dialFrom(t, to, "127.0.0.1"), tooManyOfClient)
	dialFrom(t, to, "127.0.0.2").hear("220 mx.example inbound")
	first.conn.Close()
	hearOnceThereIsRoom(t, func() *client { return dialFrom(t, to, "127.0.0.1") })
}

func wantTurnedAway(t *testing.T, c *client, o own) {
	t.Helper()
	reply := strings.TrimSuffix(o.worded(filters.SMTP), "\r\n")
	if !strings.HasPrefix(reply, "421 4.7.0 too many connections") {
		t.Errorf("the reply is %q", reply)
	}
	c.hear(reply)
	c.hearEnd()
}

// hearOnceThereIsRoom comes again until the session that ends is counted no more.
func hearOnceThereIsRoom(t *testing.T, dial func() *client) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if strings.HasPrefix(dial().read(), "220 ") {
			return
		}
	}
	t.Error("nobody is let in although a session has ended")
}

// TestClientsTurnedAwayHoldNobodyUp: one that reads nothing, over a connection without a buffer, is cut off.
func TestClientsTurnedAwayHoldNobodyUp(t *testing.T) {
	l := newScripted()
	cfg := config("mx.example", "inbound")
	cfg.Fronts[0].MaxSessions = 1
	g := started(t, cfg, Services{Listen: l.listen})
	l.pipe(t).hear("220 mx.example inbound")
	silent := l.pipe(t)
	wantTurnedAway(t, l.pipe(t), tooMany) // the loop has come to the next one
	silent.hearEnd()
	if n := g.log.count("a client is turned away"); n != 1 {
		t.Errorf("%d lines about two clients in a minute, want 1", n)
	}
	g.clock.advance(time.Minute)
	wantTurnedAway(t, l.pipe(t), tooMany)
	if g.log.count("turned_away_before=1") != 1 || g.log.count("limit=1") != 2 {
		t.Errorf("a minute later the log doesn't say how many it left out:\n%s", &g.log.text)
	}
}
