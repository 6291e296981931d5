// Package upstream is the mail servers behind the gate: in which order they are tried, how a connection to one is made
// and counted, and where idle connections wait for the next session.
//
// What is said on a connection is none of its business. A session asks [Upstream.Take] for a used connection or walks
// [Upstream.Servers] until one's [Server.Connect] succeeds, and closes the connection, calls [Server.Release], or
// parks it again.
package upstream

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"slices"
	"sync/atomic"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Balance says in which order an upstream's servers are tried.
type Balance string

// The orders; "" is First. Every order names every server: one that failed lately is not left out.
const (
	First      Balance = "first"       // as in the configuration: the others are spares
	RoundRobin Balance = "round_robin" // each session begins with the next one
	LeastConn  Balance = "least_conn"  // by connections at this moment, the fewest first; ties as in the configuration
)

// Security says how a connection is protected.
type Security string

// The ways; "" is None.
const (
	None          Security = "none"                // in clear
	Opportunistic Security = "starttls-if-offered" // STARTTLS or STLS where the server offers it; who is between us and it can hide the offer
	StartTLS      Security = "starttls"            // no server without it is used
	ImplicitTLS   Security = "tls"                 // from the first byte
)

// Config is what the configuration says about one upstream. Its zero durations mean the default named beside them.
type Config struct {
	Label   string
	Servers []string // host:port, at least one
	Balance Balance
	Connect time.Duration // until a server has accepted, and again for TLS from the first byte, then the next one is tried; 0: 5 seconds
	Greet   time.Duration // from there to its greeting; 0: 30 seconds
	Reply   time.Duration // for each reply; 0: 5 minutes (RFC 5321, section 4.5.3.2)

	Security    Security
	Unverified  bool   // its certificate isn't checked: whoever is between us and it can read and change all mail
	CA          string // path of the authorities, in PEM, that its certificate may be from; "": those of the system
	ServerName  string // in its certificate; "": the host of Servers
	Certificate string // path of the certificate that we show it, in PEM; "": none
	Key         string // path of its key
	LegacyTLS   bool   // TLS 1.0 and 1.1, and what was usual with them, are enough
}

// DialFunc makes a connection, as the DialContext of net.Dialer does.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Upstream is a set of servers that can stand in for each other. It is safe for use by many sessions.
type Upstream struct {
	cfg     Config
	dial    DialFunc
	tls     *tls.Config // shared by all servers, whose names are in clones of it
	broken  error       // why there is no tls
	servers []*Server
	turn    atomic.Uint64 // of RoundRobin
	idle    idleConns
}

// New makes an upstream; it connects to nobody yet, and never will if [Config.Check] finds something wrong. A nil dial is that of the net package with TCP keep-alive, a nil clock
// is the machine's. Whoever makes an Upstream closes it.
func New(cfg Config, dial DialFunc, clock wire.Clock) *Upstream {
	if dial == nil {
		dial = dialer().DialContext
	}
	if clock == nil {
		clock = wire.RealClock{}
	}
	u := &Upstream{cfg: cfg, dial: dial, idle: idleConns{clock: clock, closing: make(chan struct{})}}
	u.tls, u.broken = cfg.tls()
	for _, address := range cfg.Servers {
		u.servers = append(u.servers, &Server{upstream: u, address: address})
	}
	return u
}

// dialer finds out within two minutes that a server's machine is gone while a reply is awaited for five.
func dialer() *net.Dialer {
	return &net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: time.Minute, Interval: 15 * time.Second, Count: 4,
	}}
}

// Label is the upstream's name in the configuration.
func (u *Upstream) Label() string { return u.cfg.Label }

// Connect is how long a server may take to accept a connection, and where TLS begins with it, as long again for that.
func (u *Upstream) Connect() time.Duration { return cmp.Or(u.cfg.Connect, 5*time.Second) }

// Greet is how long to wait for a server's greeting.
func (u *Upstream) Greet() time.Duration { return cmp.Or(u.cfg.Greet, 30*time.Second) }

// Reply is how long to wait for a server's reply.
func (u *Upstream) Reply() time.Duration { return cmp.Or(u.cfg.Reply, 5*time.Minute) }

// Servers are all servers in the order in which a session is to try them now. The slice is the caller's.
func (u *Upstream) Servers() []*Server {
	switch u.cfg.Balance {
	case RoundRobin:
		return u.rotated()
	case LeastConn:
		return u.leastFirst()
	}
	return slices.Clone(u.servers)
}

func (u *Upstream) rotated() []*Server {
	if len(u.servers) == 0 {
		return nil
	}
	begin := int((u.turn.Add(1) - 1) % uint64(len(u.servers)))
	return slices.Concat(u.servers[begin:], u.servers[:begin])
}

// leastFirst counts once: a count that changes while it is compared would leave no order at all.
func (u *Upstream) leastFirst() []*Server {
	count := make(map[*Server]int64, len(u.servers))
	for _, s := range u.servers {
		count[s] = s.connections.Load()
	}
	order := slices.Clone(u.servers)
	slices.SortStableFunc(order, func(a, b *Server) int { return cmp.Compare(count[a], count[b]) })
	return order
}
