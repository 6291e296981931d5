package proxy

import (
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

func TestFrontsServeTheirOwnSessions(t *testing.T) {
	cfg := config("mx.example", "inbound", "submission")
	cfg.Fronts[0].Listen = []string{"127.0.0.1:0", "[::1]:0", "127.0.0.1:0"}
	cfg.Fronts[1].SMTP.Hostname = "out.example"
	g := started(t, cfg, Services{})
	for i := range 3 {
		g.dial(t, "submission", 0).hear("220 out.example submission")
		if a := g.Addrs("inbound")[i]; i != 1 {
			dialFrom(t, a, "127.0.0.1").hear("220 mx.example inbound")
		} else {
			dialFrom(t, a, "::1").hear("220 mx.example inbound")
		}
	}
	if got := g.Addrs("outbound"); got != nil {
		t.Errorf("a front that isn't there listens at %v", got)
	}
}

func TestSessionsShareTheServices(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	g.dial(t, "inbound", 0).hear("220 mx.example inbound")
	f := g.session(0).front
	if f.Upstream.Label() != "legacy" || f.Spool == nil || f.DNS == nil || f.Values == nil || f.Clock != g.clock {
		t.Errorf("the session got %+v", f)
	}
}

func TestStartListensEverywhereOrNowhere(t *testing.T) {
	ports := newSockets("busy:25")
	cfg := config("mx.example", "inbound", "submission")
	cfg.Fronts[0].Listen = []string{"free:25"}
	cfg.Fronts[1].Listen = []string{"busy:25"}
	g, err := newGate(t, cfg, Services{Listen: ports.listen})
	if err != nil {
		t.Fatal(err)
	}
	err = g.Start()
	if !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), "proxy: front submission: listen tcp busy:25") {
		t.Fatalf("start: %v, want the front, the address and the cause", err)
	}
	if n := ports.stillOpen(); n > 0 || g.Addrs("inbound") != nil {
		t.Errorf("after a failed start %d sockets are open, and inbound listens at %v", n, g.Addrs("inbound"))
	}
	ports.allow("busy:25")
	if err := g.Start(); err != nil {
		t.Fatalf("once the address is free: %v", err)
	}
	g.dial(t, "inbound", 0).hear("220 mx.example inbound")
	g.dial(t, "submission", 0).hear("220 mx.example submission")
}

func TestStartSaysWhichAddressIsInUse(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	cfg := config("mx.example", "inbound")
	cfg.Fronts[0].Listen[0] = taken.Addr().String()
	g, err := newGate(t, cfg, Services{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Start(); !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("start: %v, want that %s is in use", err, taken.Addr())
	}
}

func TestStartIsForOnce(t *testing.T) {
	g := started(t, config("mx.example", "inbound"), Services{})
	if err := g.Start(); !errors.Is(err, ErrRunning) {
		t.Errorf("started twice: %v", err)
	}
	if err := g.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := g.Start(); !errors.Is(err, ErrRunning) {
		t.Errorf("started after its end: %v", err)
	}
}

func TestConfigurationsThatAreWrong(t *testing.T) {
	for name, test := range map[string]struct {
		edit func(*Config)
		want string
	}{
		"no front":         {func(c *Config) { c.Fronts = nil }, "no front is configured"},
		"front unnamed":    {func(c *Config) { c.Fronts[0].Label = "" }, "front: has no label"},
		"front twice":      {func(c *Config) { c.Fronts[1].Label = "a" }, "front a: two have this label"},
		"upstream twice":   {func(c *Config) { c.Upstreams = twice(c.Upstreams) }, "upstream legacy: two have this label"},
		"upstream unknown": {func(c *Config) { c.Fronts[0].Upstream = "new" }, `front a: no upstream is called "new"`},
		"record unknown":   {func(c *Config) { c.Journal.Record = "some" }, `journal: record "some", want "envelope" or "headers"`},
		"upstream empty":   {func(c *Config) { c.Upstreams[0].Servers = nil }, "upstream legacy: has no servers"},
		"server portless":  {func(c *Config) { c.Upstreams[0].Servers[0] = "mail" }, `upstream legacy: server: want a host and a port such as "192.0.2.1:25", have "mail"`},
		"balance unknown":  {func(c *Config) { c.Upstreams[0].Balance = "best" }, `balance "best", want "first", "round_robin"`},
		"listens nowhere":  {func(c *Config) { c.Fronts[0].Listen = nil }, "front a: listens nowhere"},
		"listen portless":  {func(c *Config) { c.Fronts[0].Listen[0] = "::1" }, `front a: listen: want a host and a port such as "192.0.2.1:25", have "::1"`},
		"two protocols":    {func(c *Config) { c.Fronts[1].POP3 = &pop3.Config{} }, "front b: it speaks pop3, and its upstream legacy has front a, which speaks smtp"},
		"same address":     {listenAt("h:25", "h:25"), "front b: front a already listens at h:25"},
		"first of two":     {listenAt("one", "two"), `front a: listen: want a host and a port such as "192.0.2.1:25", have "one"`},
		"second of two":    {listenAt("one", "two"), `front b: listen: want a host and a port such as "192.0.2.1:25", have "two"`},
	} {
		cfg := config("mx.example", "a", "b")
		test.edit(cfg)
		if _, err := New(cfg, Services{}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func twice(u []upstream.Config) []upstream.Config { return append(u, u...) }

func listenAt(a, b string) func(*Config) {
	return func(c *Config) { c.Fronts[0].Listen[0], c.Fronts[1].Listen[0] = a, b }
}

func TestBalancesThatAreRight(t *testing.T) {
	for _, b := range []upstream.Balance{"", upstream.First, upstream.RoundRobin, upstream.LeastConn} {
		cfg := config("mx.example", "a")
		cfg.Upstreams[0].Balance = b
		if _, err := New(cfg, Services{}); err != nil {
			t.Errorf("%q: %v", b, err)
		}
	}
}

func TestDefaults(t *testing.T) {
	var c Config
	var f FrontConfig
	if c.drain().Seconds() != 30 || f.maxSessions() != 10_000 || f.maxSessionsPerClient() != 200 {
		t.Errorf("drain %v, sessions %d, per client %d", c.drain(), f.maxSessions(), f.maxSessionsPerClient())
	}
}

// TestNetwork: Go listens on IPv6 for "tcp" and 0.0.0.0.
func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"0.0.0.0:25": "tcp4", "127.0.0.1:25": "tcp4", "[::]:25": "tcp", "[::1]:25": "tcp", ":25": "tcp", "mx.example:25": "tcp",
	} {
		if got := (place{address: address}).network(); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
