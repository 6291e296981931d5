package proxy

import (
	"fmt"
	"reflect"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// generation is one configuration with all that its sessions share. Once made it never changes: sessions that began
// under it end under it, and what the next one takes over is the same thing, not a copy.
type generation struct {
	n         int // counts from 1
	cfg       *Config
	upstreams map[string]*upstream.Upstream
	dns       filters.DNS
	resolver  *resolver.Resolver // is dns, unless that came from outside
	book      *journal.Book      // nil: no journal is kept
	stream    *journal.Stream
	pool      *spool.Pool
	fronts    map[place]*front
	places    []place                    // the keys of fronts, in the order of the configuration
	gone      map[place]filters.Protocol // what the last generation spoke where this one has no front
	leave     []func()                   // what it has in common with other generations

	identities map[string]*certificates.Identity // by their labels
	keyrings   map[string]*certificates.Keyring  // of the fronts that speak TLS, by the fronts' labels
}

// release is called once, when nobody needs g any more.
func (g *generation) release() {
	for _, leave := range g.leave {
		leave()
	}
}

// generation makes what cfg needs beyond what last has (nil: nothing). Nothing of it runs yet. Who doesn't enforce it releases it.
func (p *Proxy) generation(cfg *Config, last *generation) (*generation, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if last == nil {
		last = &generation{cfg: &Config{}}
	}
	g := &generation{
		n: last.n + 1, cfg: cfg, fronts: map[place]*front{},
		identities: map[string]*certificates.Identity{}, keyrings: map[string]*certificates.Keyring{},
	}
	g.pool = hold(cfg, last)
	if err := g.pool.Check(); err != nil {
		return nil, err
	}
	if err := p.addDNS(g); err != nil {
		return nil, err
	}
	if err := p.addTLS(g, last); err != nil {
		g.release()
		return nil, err
	}
	if err := p.addJournal(g); err != nil {
		g.release()
		return nil, err
	}
	g.upstreams = p.upstreams(cfg, last)
	for i := range cfg.Fronts {
		p.addFront(g, &cfg.Fronts[i])
	}
	g.gone = goneFrom(last, g)
	return g, nil
}

// addDNS finds the resolver of this configuration, and with it what it has cached, or makes one.
func (p *Proxy) addDNS(g *generation) (err error) {
	if g.dns = p.services.DNS; g.dns != nil {
		return nil
	}
	key := fmt.Sprintf("%#v", g.cfg.DNS)
	g.resolver, err = p.resolvers.take(key, func() (*resolver.Resolver, error) {
		return resolver.New(g.cfg.DNS, p.services.Clock)
	})
	if err != nil {
		return err
	}
	g.dns = g.resolver
	g.leave = append(g.leave, func() { p.resolvers.leave(key) })
	return nil
}

func hold(cfg *Config, last *generation) *spool.Pool {
	if last.pool != nil && reflect.DeepEqual(cfg.Hold, last.cfg.Hold) {
		return last.pool
	}
	return spool.New(cfg.Hold)
}

// upstreams keeps those whose configuration has not changed, with their counts and their parked connections; not those with files of their
// own, which are read anew.
func (p *Proxy) upstreams(cfg *Config, last *generation) map[string]*upstream.Upstream {
	before := map[string]upstream.Config{}
	for _, u := range last.cfg.Upstreams {
		before[u.Label] = u
	}
	all := map[string]*upstream.Upstream{}
	for _, u := range cfg.Upstreams {
		if old, ok := before[u.Label]; ok && !u.FromFiles() && reflect.DeepEqual(old, u) {
			all[u.Label] = last.upstreams[u.Label]
		} else {
			all[u.Label] = upstream.New(u, p.services.Dial, p.services.Clock)
		}
	}
	return all
}

func (p *Proxy) addFront(g *generation, c *FrontConfig) {
	f := &front{
		label: c.Label, spoken: c.spoken(), most: c.maxSessions(), mostByClient: c.maxSessionsPerClient(),
		open: p.opener(g, c),
	}
	for i := range c.Listen {
		g.fronts[c.place(i)] = f
		g.places = append(g.places, c.place(i))
	}
}

func goneFrom(last, g *generation) map[place]filters.Protocol {
	gone := map[place]filters.Protocol{}
	for at, f := range last.fronts {
		if g.fronts[at] == nil {
			gone[at] = f.spoken
		}
	}
	return gone
}

// spoken is what clients who come to a place hear in clear: also to one that has just gone, where one may be accepted still.
func (g *generation) spoken(at place) filters.Protocol {
	if f := g.fronts[at]; f != nil {
		return f.spoken
	}
	return g.gone[at]
}
