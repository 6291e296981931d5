package proxy

import (
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

func reload(t *testing.T, g *gate, cfg *Config) {
	t.Helper()
	if err := g.Reload(cfg); err != nil {
		t.Fatal(err)
	}
}

func TestReloadIsForNewSessions(t *testing.T) {
	g := started(t, config("one.example", "inbound"), Services{})
	old := g.dial(t, "inbound", 0)
	old.hear("220 one.example inbound")
	before := g.Addrs("inbound")
	reload(t, g, config("two.example", "inbound"))
	if after := g.Addrs("inbound"); !slices.Equal(before, after) {
		t.Errorf("inbound listened at %v and now at %v", before, after)
	}
	g.dial(t, "inbound", 0).hear("220 two.example inbound")
	old.say("NOOP")
	old.hear("250 ok")
	if a, b := g.session(0).front, g.session(1).front; a == b || a.Hostname != "one.example" {
		t.Error("the old session's front has changed under it")
	}
}

// TestReloadTurnsNobodyAway has clients come all the time while the socket goes from one front to another and back.
func TestReloadTurnsNobodyAway(t *testing.T) {
	ports := newSockets()
	at := func(label string) *Config {
		cfg := config("mx.example", label)
		cfg.Fronts[0].Listen = []string{"mx:25"}
		return cfg
	}
	g := started(t, at("a"), Services{Listen: ports.listen})
	to := g.Addrs("a")[0]
	var done atomic.Bool
	var clients sync.WaitGroup
	for range 2 {
		clients.Go(func() {
			for !done.Load() {
				greeting, err := greetingAt(to)
				if err != nil || !strings.HasPrefix(greeting, "220 mx.example ") {
					t.Errorf("a client heard %q, %v", greeting, err)
					return
				}
			}
		})
	}
	for i := range 50 {
		reload(t, g, at([]string{"b", "a"}[i%2]))
		if _, err := greetingAt(to); err != nil {
			t.Errorf("after reload %d: %v", i+1, err)
		}
	}
	done.Store(true)
	clients.Wait()
	if n := ports.times("mx:25"); n != 1 {
		t.Errorf("the address was opened %d times", n)
	}
}

func greetingAt(to net.Addr) (string, error) {
	c, err := net.Dial("tcp", to.String())
	if err != nil {
		return "", err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	var b [100]byte
	n, err := c.Read(b[:])
	return string(b[:n]), err
}

func TestReloadAddsAndRemovesFronts(t *testing.T) {
	ports := newSockets()
	listening := func(hostname string, fronts ...string) *Config {
		cfg := config(hostname, fronts...)
		for i := range cfg.Fronts {
			cfg.Fronts[i].Listen[0] = cfg.Fronts[i].Label + ":25"
		}
		return cfg
	}
	g := started(t, listening("one.example", "a", "b"), Services{Listen: ports.listen})
	gone := g.Addrs("a")[0]
	staying := g.dial(t, "a", 0)
	staying.hear("220 one.example a")
	reload(t, g, listening("two.example", "b", "c"))
	if _, err := net.Dial("tcp", gone.String()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a client of the removed front: %v, want that it is refused", err)
	}
	g.dial(t, "b", 0).hear("220 two.example b")
	g.dial(t, "c", 0).hear("220 two.example c")
	staying.say("NOOP")
	staying.hear("250 ok")
	if g.Addrs("a") != nil || ports.stillOpen() != 2 {
		t.Errorf("a listens at %v, %d sockets are open; want none and 2", g.Addrs("a"), ports.stillOpen())
	}
	g.clock.advance(30 * time.Second)
	staying.hear("421 bye")
	reload(t, g, listening("three.example", "a", "b"))
	g.dial(t, "a", 0).hear("220 three.example a")
}

// What listens is logged, and so is what no longer does.
func TestReloadTellsWhatIsGone(t *testing.T) {
	g := started(t, config("one.example", "a", "b"), Services{})
	gone := g.Addrs("b")[0]
	reload(t, g, config("two.example", "a"))
	if n, of := g.log.count(`msg="no longer listening" front=b address=`+gone.String()+"\n"), g.log.count("no longer"); n != 1 || of != 1 {
		t.Errorf("it is logged %d times, and of all fronts %d times", n, of)
	}
}

func TestReloadRetiresOldSessionsAfterDrain(t *testing.T) {
	g := started(t, config("one.example", "inbound"), Services{})
	first := g.dial(t, "inbound", 0)
	first.hear("220 one.example inbound")
	two := config("two.example", "inbound")
	two.Drain = 10 * time.Second
	reload(t, g, two)
	second := g.dial(t, "inbound", 0)
	second.hear("220 two.example inbound")
	g.clock.advance(9 * time.Second)
	reload(t, g, config("three.example", "inbound"))
	third := g.dial(t, "inbound", 0)
	third.hear("220 three.example inbound")

	g.clock.advance(time.Second)
	first.hear("421 bye")
	first.hearEnd()
	wantStops(t, g.session(0), conversation.Retire)
	wantStops(t, g.session(1))
	g.clock.advance(29 * time.Second)
	second.hear("421 bye")
	wantStops(t, g.session(1), conversation.Retire)
	third.say("NOOP")
	third.hear("250 ok")
	wantStops(t, g.session(2))
}

// wantStops reads what a session was told so far.
func wantStops(t *testing.T, s *fakeSession, want ...conversation.Stop) {
	t.Helper()
	var got []conversation.Stop
	for len(s.stops) > 0 {
		got = append(got, <-s.stops)
	}
	if !slices.Equal(got, want) {
		t.Errorf("session of %s was told %v, want %v", s.front.Hostname, got, want)
	}
}

func TestReloadThatFailsChangesNothing(t *testing.T) {
	for name, test := range map[string]struct {
		edit func(*Config)
		want string
	}{
		"address in use":     {func(c *Config) { c.Fronts[1].Listen[0] = "busy:25" }, "front b: listen tcp busy:25"},
		"unknown upstream":   {func(c *Config) { c.Fronts[1].Upstream = "modern" }, `front b: no upstream is called "modern"`},
		"upstream unusable":  {func(c *Config) { c.Upstreams[0].Servers = nil }, "upstream legacy: has no servers"},
		"dns unusable":       {func(c *Config) { c.DNS.Servers = []string{"ns"} }, `server "ns": want an IP address`},
		"one front too many": {func(c *Config) { c.Fronts = append(c.Fronts, c.Fronts[0]) }, "front a: two have this label"},
	} {
		t.Run(name, func(t *testing.T) {
			ports := newSockets("busy:25")
			cfg := config("one.example", "a")
			cfg.Fronts[0].Listen[0] = "a:25"
			g := started(t, cfg, Services{Listen: ports.listen})
			u := g.now.upstreams["legacy"]
			parked := park(u)

			broken := config("two.example", "new", "b")
			broken.Fronts[0].Listen[0] = "new:25"
			broken.Upstreams[0].Balance = upstream.LeastConn
			test.edit(broken)
			if name == "one front too many" {
				broken.Fronts[0].Label, broken.Fronts[2].Label = "a", "a"
			}
			if err := g.Reload(broken); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("reload: %v, want %q", err, test.want)
			}
			g.dial(t, "a", 0).hear("220 one.example a")
			if g.Addrs("new") != nil || ports.stillOpen() != 1 {
				t.Errorf("new listens at %v, and %d sockets are open", g.Addrs("new"), ports.stillOpen())
			}
			if g.now.upstreams["legacy"] != u || parked.closed.Load() {
				t.Error("the upstream has changed")
			}
			g.clock.advance(time.Hour)
			wantStops(t, g.session(0))
		})
	}
}

func TestReloadNeedsARunningProxy(t *testing.T) {
	cfg := config("mx.example", "inbound")
	g, err := newGate(t, cfg, Services{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Reload(cfg); !errors.Is(err, ErrNotRunning) {
		t.Errorf("before Start: %v", err)
	}
	if err := g.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := g.Reload(cfg); !errors.Is(err, ErrNotRunning) {
		t.Errorf("after Shutdown: %v", err)
	}
}

// TestReloadTakesOverTheLimits: the sessions that were there count.
func TestReloadTakesOverTheLimits(t *testing.T) {
	g := started(t, config("one.example", "inbound"), Services{})
	g.dial(t, "inbound", 0).hear("220 one.example inbound")
	g.dial(t, "inbound", 0).hear("220 one.example inbound")
	two := config("two.example", "inbound")
	two.Fronts[0].MaxSessions = 2
	reload(t, g, two)
	wantTurnedAway(t, g.dial(t, "inbound", 0), tooMany)
	two = config("two.example", "inbound")
	two.Fronts[0].MaxSessions = 3
	reload(t, g, two)
	g.dial(t, "inbound", 0).hear("220 two.example inbound")
}
