package resolver_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// clock stands still until it is told. What waits for a time is woken when the clock is put there.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	alarms []alarm
}

type alarm struct {
	at   time.Time
	ring chan time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := alarm{c.now.Add(d), make(chan time.Time, 1)}
	c.alarms = append(c.alarms, a)
	c.ring()
	return a.ring
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.ring()
}

func (c *clock) ring() {
	var later []alarm
	for _, a := range c.alarms {
		if a.at.After(c.now) {
			later = append(later, a)
		} else {
			a.ring <- c.now
		}
	}
	c.alarms = later
}

// bench is a resolver before its servers, all living by one clock.
type bench struct {
	*resolver.Resolver
	*clock
	zones []*proxytest.Zone
}

func newBench(t testing.TB, c resolver.Config, texts ...string) *bench {
	t.Helper()
	leaktest.Check(t)
	b := &bench{clock: newClock()}
	for _, text := range texts {
		z, err := proxytest.NewZoneClock(text, b.clock)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(z.Close)
		b.zones = append(b.zones, z)
		c.Servers = append(c.Servers, z.Addr())
	}
	r, err := resolver.New(c, b.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	b.Resolver = r
	return b
}

// ask puts a question as "MX example.org" and gives the answers as one line; the first server is SERVER1 in it.
func (b *bench) ask(question string) string { return b.askWith(context.Background(), question) }

func (b *bench) askWith(ctx context.Context, question string) string {
	kind, name, _ := strings.Cut(question, " ")
	var answers []string
	var err error
	switch kind {
	case "ADDRS":
		var addrs []netip.Addr
		addrs, err = b.Addrs(ctx, name)
		for _, a := range addrs {
			answers = append(answers, a.String())
		}
	case "A":
		var addrs []netip.Addr
		addrs, err = b.Addrs4(ctx, name)
		for _, a := range addrs {
			answers = append(answers, a.String())
		}
	case "MX":
		all, problem := b.MX(ctx, name)
		for _, mx := range all {
			answers = append(answers, fmt.Sprint(mx.Preference, " ", mx.Host))
		}
		err = problem
	case "TXT":
		answers, err = b.TXT(ctx, name)
	case "PTR":
		answers, err = b.Names(ctx, netip.MustParseAddr(name))
	}
	if err != nil {
		if len(answers) > 0 {
			return "both answers and an error"
		}
		return b.anonymous(err)
	}
	return strings.Join(answers, ", ")
}

func (b *bench) anonymous(err error) string {
	text := err.Error()
	for i, z := range b.zones {
		text = strings.ReplaceAll(text, z.Addr(), fmt.Sprint("SERVER", i+1))
	}
	return text
}

// later is ask in the background.
func (b *bench) later(question string) <-chan string {
	answer := make(chan string, 1)
	go func() { answer <- b.ask(question) }()
	return answer
}

// waiter is a context that tells when somebody has begun to wait for it.
type waiter struct {
	context.Context
	waits func()
}

func (w waiter) Done() <-chan struct{} {
	w.waits()
	return w.Context.Done()
}

func want(t *testing.T, have, want string) {
	t.Helper()
	if have != want {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func wantQueries(t *testing.T, z *proxytest.Zone, queries ...string) {
	t.Helper()
	want(t, strings.Join(z.Queries(), ", "), strings.Join(queries, ", "))
}

var errReason = errors.New("the hook is over")
