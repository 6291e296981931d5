package proxy

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// shutdown begins a Shutdown and returns when it waits for sessions: it has asked the clock for the drain by then.
func shutdown(t *testing.T, g *gate, ctx context.Context) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	asked := len(g.clock.awaitTimers(t, 0))
	go func() { done <- g.Shutdown(ctx) }()
	g.clock.awaitTimers(t, asked+1)
	return done
}

func wantDone(t *testing.T, done <-chan error) {
	t.Helper()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestShutdownEndsIdleSessionsAndListeners(t *testing.T) {
	g := started(t, config("mx.example", "inbound", "submission"), Services{})
	to := g.Addrs("inbound")[0]
	a, b := g.dial(t, "inbound", 0), g.dial(t, "submission", 0)
	a.hear("220 mx.example inbound")
	b.hear("220 mx.example submission")
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	a.hear("421 bye")
	b.hear("421 bye")
	if _, err := net.Dial("tcp", to.String()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a client after the shutdown: %v, want that it is refused", err)
	}
	if g.Addrs("inbound") != nil {
		t.Errorf("it says to listen at %v", g.Addrs("inbound"))
	}
}

func TestShutdownWaitsForTransactions(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	busy := g.dial(t, "inbound", 0)
	busy.hear("220 mx.example inbound")
	busy.say("BEGIN")
	busy.hear("250 ok")
	done := shutdown(t, g, t.Context())
	if how := <-g.session(0).stops; how != conversation.Leave {
		t.Errorf("it was told %v first, want Leave", how)
	}
	g.clock.advance(29 * time.Second)
	busy.say("END")
	busy.hear("250 ok")
	busy.conn.Close()
	wantDone(t, done)
}

func TestShutdownAbortsAfterDrain(t *testing.T) {
	cfg := config("mx.example", "inbound")
	cfg.Drain = 5 * time.Second
	g := started(t, cfg, Services{})
	busy := g.dial(t, "inbound", 0)
	busy.hear("220 mx.example inbound")
	busy.say("BEGIN")
	busy.hear("250 ok")
	done := shutdown(t, g, t.Context())
	if how := <-g.session(0).stops; how != conversation.Leave {
		t.Errorf("it was told %v first, want Leave", how)
	}
	g.clock.advance(5 * time.Second)
	busy.hear("421 bye")
	wantDone(t, done)
	wantStops(t, g.session(0), conversation.Abort)
}

func TestShutdownEndsWithItsContext(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	var deaf []*client
	for range 2 {
		c := g.dial(t, "inbound", 0)
		c.hear("220 mx.example inbound")
		c.say("DEAF")
		c.hear("250 ok")
		deaf = append(deaf, c)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := shutdown(t, g, ctx)
	cancel()
	err := <-done
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "2 sessions are left") {
		t.Errorf("shutdown: %v, want how many are left and why", err)
	}
	wantStops(t, g.session(0), conversation.Leave, conversation.Abort)

	again := shutdown(t, g, t.Context())
	for _, c := range deaf {
		c.conn.Close()
	}
	wantDone(t, again)
}

func TestShutdownTwiceAtOnce(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	c := g.dial(t, "inbound", 0)
	c.hear("220 mx.example inbound")
	c.say("BEGIN")
	c.hear("250 ok")
	first, second := shutdown(t, g, t.Context()), shutdown(t, g, t.Context())
	c.conn.Close()
	wantDone(t, first)
	wantDone(t, second)
}

func TestShutdownBeforeStart(t *testing.T) {
	g, err := newGate(t, config("mx.example", "inbound"), Services{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestShutdownReachesEveryGeneration while a reload's drain is still running.
func TestShutdownReachesEveryGeneration(t *testing.T) {
	g := started(t, config("one.example", "a", "b"), Services{})
	old := g.dial(t, "b", 0)
	old.hear("220 one.example b")
	reload(t, g, config("two.example", "a"))
	c := g.dial(t, "a", 0)
	c.hear("220 two.example a")
	parked := park(g.now.upstreams["legacy"])
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	old.hear("421 bye")
	c.hear("421 bye")
	if !parked.closed.Load() {
		t.Error("a parked connection is open after the shutdown")
	}
}

// TestShutdownTurnsLateClientsAway: they were accepted while the listener was being closed.
func TestShutdownTurnsLateClientsAway(t *testing.T) {
	l := newScripted()
	g := started(t, config("mx.example", "inbound"), Services{Listen: l.listen})
	g.sessions.close()
	c := l.pipe(t)
	c.hear("421 4.3.2 this service is closing, please try again later")
	c.hearEnd()
}
