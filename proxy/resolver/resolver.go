// Package resolver asks DNS for the filters: it implements [filters.DNS] on a stub resolver with a cache.
//
// A lookup asks the servers in turn over UDP with EDNS (RFC 6891), twice where they are silent, and over TCP where an
// answer was cut. It has a deadline of its own, of which each try gets a share, so that a dead first server leaves time
// for the second. An answer counts only if it has the id and the question of the query, each of which leaves from a
// port of its own (RFC 5452); others are passed over and the reading goes on.
//
// "No such name" and "no such record" are empty answers. So is that to what can't be a name, and nobody is asked: as
// trouble it would never end. A server that fails, refuses, is silent, isn't responsible, or answers what can't be read
// or is larger than any use, is an error that names it: resolver: MX example.org: server 127.0.0.1:53: SERVFAIL.
//
// Answers are kept as long as their records say, empty ones as RFC 2308 says, and failures for 5 seconds. Of any
// question one query is under way, however many ask. Names are absolute: neither the search list of resolv.conf nor
// /etc/hosts plays a part.
package resolver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Config is what the configuration says about DNS.
type Config struct {
	Servers []string      // "ip:port", or "ip" for port 53, in the order to ask them in; none: those of resolv.conf
	Timeout time.Duration // of one lookup, with its retries, other servers and TCP; 0: 2 s
	Cache   int           // most entries, one for each name and type, of 64 MiB in all; 0: 20,000
}

// maxFlights bounds the sockets that lookups may hold; more wait, within their time.
const maxFlights = 1000

var _ filters.DNS = (*Resolver)(nil)

var errClosed = errors.New("the resolver is closed")

// Resolver is safe for use by many goroutines. Its methods end with their context or with the lookup's own deadline,
// whichever comes first; the slices that they return belong to the caller.
type Resolver struct {
	servers []string
	timeout time.Duration
	clock   wire.Clock
	ctx     context.Context // ends with Close
	stop    context.CancelCauseFunc
	slots   chan struct{}  // holds one for each flight that asks
	flying  sync.WaitGroup // the flights

	mu      sync.Mutex // guards what follows
	cache   *cache
	flights map[question]*flight
}

// New makes a resolver; deadlines and the age of answers go by clock. resolv.conf(5) is read once, here; without the
// file, or without a server in it, 127.0.0.1:53 is asked.
func New(c Config, clock wire.Clock) (*Resolver, error) {
	if c.Timeout < 0 || c.Cache < 0 {
		return nil, fmt.Errorf("resolver: a timeout of %v and a cache of %d entries, want none below 0", c.Timeout, c.Cache)
	}
	servers, err := serversOf(c.Servers, "/etc/resolv.conf")
	if err != nil {
		return nil, fmt.Errorf("resolver: %w", err)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	return &Resolver{
		servers: servers,
		timeout: cmp.Or(c.Timeout, 2*time.Second),
		clock:   clock,
		ctx:     ctx,
		stop:    stop,
		slots:   make(chan struct{}, maxFlights),
		cache:   newCache(cmp.Or(c.Cache, 20_000)),
		flights: map[question]*flight{},
	}, nil
}

// Servers are those that are asked, "ip:port", in their order.
func (r *Resolver) Servers() []string { return slices.Clone(r.servers) }

// Close ends what is under way and waits for it. Lookups that wait, and later ones, get an error. Without Close what is
// under way ends by its deadline.
func (r *Resolver) Close() {
	r.mu.Lock()
	r.stop(errClosed)
	r.mu.Unlock()
	r.flying.Wait()
}

// Addrs are the IPv4 and then the IPv6 addresses of name. Where one family is answered and the other is trouble, the
// answered one's are given without an error, as getaddrinfo does: many servers fail on AAAA (RFC 4074).
func (r *Resolver) Addrs(ctx context.Context, name string) ([]netip.Addr, error) {
	name, is := canonical(name)
	if !is {
		return nil, nil
	}
	four := r.begin(question{name, dns.TypeA})
	six := r.begin(question{name, dns.TypeAAAA})
	a, err4 := four.wait(ctx)
	aaaa, err6 := six.wait(ctx)
	if len(a.addrs)+len(aaaa.addrs) == 0 {
		return nil, cmp.Or(err4, err6)
	}
	return slices.Concat(a.addrs, aaaa.addrs), nil
}

// Addrs4 are the IPv4 addresses of name. It asks for no other.
func (r *Resolver) Addrs4(ctx context.Context, name string) ([]netip.Addr, error) {
	a, err := r.lookup(ctx, name, dns.TypeA)
	return slices.Clone(a.addrs), err
}

// MX are the mail exchangers of name, the lowest preference first and otherwise in the answer's order. A Host of "."
// says that the domain takes no mail (RFC 7505, section 3).
func (r *Resolver) MX(ctx context.Context, name string) ([]filters.MX, error) {
	a, err := r.lookup(ctx, name, dns.TypeMX)
	return slices.Clone(a.exchangers), err
}

// TXT are the text records of name, the strings of each joined without a space, byte for byte.
func (r *Resolver) TXT(ctx context.Context, name string) ([]string, error) {
	a, err := r.lookup(ctx, name, dns.TypeTXT)
	return slices.Clone(a.texts), err
}

// Names are what a is called (PTR), without the final dot and not confirmed by asking back. Bytes that no host name has are
// written as in a master file (RFC 1035, section 5.1). An IPv4 address in IPv6 clothes is asked for as IPv4.
func (r *Resolver) Names(ctx context.Context, a netip.Addr) ([]string, error) {
	name, err := dns.ReverseAddr(a.Unmap().WithZone("").String())
	if err != nil {
		return nil, fmt.Errorf("resolver: PTR of %v: not an address", a)
	}
	got, err := r.lookup(ctx, strings.TrimSuffix(name, "."), dns.TypePTR)
	return slices.Clone(got.texts), err
}

func (r *Resolver) lookup(ctx context.Context, name string, kind uint16) (answer, error) {
	name, is := canonical(name)
	if !is {
		return answer{}, nil
	}
	return r.begin(question{name, kind}).wait(ctx)
}
