package proxy

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

type closer struct{ closed atomic.Bool }

func (c *closer) Close() error { c.closed.Store(true); return nil }

func park(u *upstream.Upstream) *closer {
	c := new(closer)
	u.Park(upstream.Idle{Conn: c, Server: u.Servers()[0]})
	return c
}

func TestReloadKeepsWhatHasNotChanged(t *testing.T) {
	same := upstream.Config{Label: "same", Servers: []string{"127.0.0.1:1"}}
	other := upstream.Config{Label: "other", Servers: []string{"127.0.0.1:2"}}
	one := config("one.example", "inbound")
	one.Upstreams = append(one.Upstreams, same, other)
	g := started(t, one, Services{})
	was := g.now
	values := g.services.Values
	gone, changed, kept := park(was.upstreams["legacy"]), park(was.upstreams["other"]), park(was.upstreams["same"])

	two := config("two.example", "inbound")
	two.Fronts[0].Upstream = "same"
	other.Servers = []string{"127.0.0.1:3"}
	same.Servers = slices.Clone(same.Servers)
	two.Upstreams = []upstream.Config{other, same}
	reload(t, g, two)
	if !gone.closed.Load() || !changed.closed.Load() || kept.closed.Load() {
		t.Errorf("parked connections closed: removed upstream %v, changed %v, unchanged %v; want true, true, false",
			gone.closed.Load(), changed.closed.Load(), kept.closed.Load())
	}
	if idle, ok := g.now.upstreams["same"].Take(); !ok || idle.Conn != kept {
		t.Error("the unchanged upstream has forgotten its parked connection")
	}
	if g.now.dns != was.dns || g.now.pool != was.pool || g.services.Values != values {
		t.Error("the resolver, the spool or the store did not survive")
	}

	three := config("three.example", "inbound")
	three.DNS, three.Hold = resolver.Config{Servers: []string{"127.0.0.1:2"}}, spool.Config{Total: 1 << 20}
	reload(t, g, three)
	if g.now.dns == was.dns || g.now.pool == was.pool {
		t.Error("the resolver or the spool lives by the old configuration")
	}
}

// TestReloadClosesAResolverWithItsLastSession, and no sooner: filters of old sessions still ask it.
func TestReloadClosesAResolverWithItsLastSession(t *testing.T) {
	g := started(t, config("one.example", "inbound"), Services{})
	old := g.dial(t, "inbound", 0)
	old.hear("220 one.example inbound")
	first := g.now.resolver
	reload(t, g, config("two.example", "inbound"))
	wantClosedResolver(t, first, false)
	other := config("three.example", "inbound")
	other.DNS.Servers = []string{"127.0.0.1:2"}
	reload(t, g, other)
	second := g.now.resolver
	wantClosedResolver(t, first, false)
	reload(t, g, config("four.example", "inbound"))
	wantClosedResolver(t, second, true) // it had no session at all

	old.conn.Close()
	if err := g.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantClosedResolver(t, first, true)
	wantClosedResolver(t, g.now.resolver, true)
}

func wantClosedResolver(t *testing.T, r *resolver.Resolver, want bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	name := "closed.example" // not the other one, whose failure is in the cache
	if !want {
		name = "open.example"
		cancel()
	}
	defer cancel()
	_, err := r.TXT(ctx, name)
	if err == nil || strings.Contains(err.Error(), "closed") != want {
		t.Errorf("a lookup: %v, want that the resolver is closed: %v", err, want)
	}
}
