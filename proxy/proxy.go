// Package proxy is the gateway: it accepts clients at its fronts, hands each to a session with the front's chain and
// upstream, and can be given another configuration or be stopped while sessions run.
//
// A configuration in force is a generation. A session belongs to the generation under which it was accepted and ends
// under it; what two generations have in common (listening sockets, upstreams, caches) is handed on.
package proxy

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/store"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Services is what a gateway stands on, whatever its configuration.
type Services struct {
	Stream *journal.Stream                                     // beside the journal of Config, whose keeper goes before its own; nil: none
	Clock  wire.Clock                                          // nil: the machine's
	DNS    filters.DNS                                         // nil: a resolver as Config.DNS says
	Values filters.Values                                      // nil: a store in memory
	Log    *slog.Logger                                        // nil: slog.Default
	Listen func(network, address string) (net.Listener, error) // nil: that of package net
	Dial   upstream.DialFunc                                   // nil: that of package upstream
}

func (s Services) orDefaults() Services {
	if s.Clock == nil {
		s.Clock = wire.RealClock{}
	}
	if s.Values == nil {
		s.Values = store.New(store.Limits{}, s.Clock)
	}
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if s.Listen == nil {
		s.Listen = listen
	}
	return s
}

// Proxy is a gateway. Its methods may be called by any goroutine.
type Proxy struct {
	services  Services
	newSMTP   func(*smtp.Front, net.Conn, string) session
	newPOP3   func(*pop3.Front, net.Conn, string) session
	ids       *ids
	sessions  *sessions
	resolvers shared[string, *resolver.Resolver] // by their configuration
	books     shared[string, *journal.Book]      // by their directory
	closing   chan struct{}                      // closed by Shutdown
	retiring  sync.WaitGroup

	identities shared[string, *certificates.Identity] // by their configuration

	mu        sync.Mutex // one Start, Reload or end of accepting at a time
	phase     phase
	now       *generation // in force, or to be by Start
	listeners map[place]*listener
}

type phase int

const (
	made phase = iota
	running
	closed
)

// Why a method came at the wrong time.
var (
	ErrRunning    = errors.New("the proxy was started already")
	ErrNotRunning = errors.New("the proxy is not running")
)

// New makes a gateway that accepts nobody yet. An error names everything that is wrong with cfg. A journal is opened here; whoever
// doesn't start the gateway shuts it down all the same.
func New(cfg *Config, s Services) (*Proxy, error) {
	s = s.orDefaults()
	p := &Proxy{
		services: s, ids: &ids{clock: s.Clock}, sessions: newSessions(),
		closing: make(chan struct{}), listeners: map[place]*listener{},
		newSMTP: func(f *smtp.Front, c net.Conn, id string) session { return f.NewSession(c, id) },
		newPOP3: func(f *pop3.Front, c net.Conn, id string) session { return f.NewSession(c, id) },
	}
	p.resolvers.close, p.books.close = (*resolver.Resolver).Close, p.closeBook
	p.identities.close = (*certificates.Identity).Close
	var err error
	if p.now, err = p.generation(cfg, nil); err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	return p, nil
}

// Start listens at all addresses of all fronts, or at none and says why by [ListenErrors], and accepts clients from then on. It doesn't
// wait.
func (p *Proxy) Start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.phase != made {
		return fmt.Errorf("proxy: %w", ErrRunning)
	}
	opened, err := p.listen(p.now)
	if err != nil {
		return err
	}
	p.phase = running
	p.enforce(p.now, opened)
	return nil
}

// Addrs are the addresses at which a front listens, in the order of its configuration; none if there is no such
// front or the proxy isn't running.
func (p *Proxy) Addrs(front string) []net.Addr {
	p.mu.Lock()
	defer p.mu.Unlock()
	var addrs []net.Addr
	for _, at := range p.now.places {
		if l := p.listeners[at]; l != nil && p.now.fronts[at].label == front {
			addrs = append(addrs, l.Addr())
		}
	}
	return addrs
}
