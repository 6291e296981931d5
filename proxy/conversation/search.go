package conversation

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// searchTime is how long all servers together may take until one has greeted. Clients wait five minutes for a greeting (RFC 5321, section
// 4.5.3.2.1).
const searchTime = 2 * time.Minute

var errNoTime = errors.New("no server has greeted in time")

// Search looks for a server that greets.
type Search struct {
	Upstream *upstream.Upstream
	Clock    wire.Clock
	Until    time.Time // the search ends by then; zero: it has two minutes, which is the most in any case
	Emit     func(journal.Event)

	// Greeting reads the greeting of a server that was reached, and tells why that is none to go on with.
	Greeting func(*Leg) error

	patience time.Duration // with the server that is being tried
}

// Find tries all servers: one that can't be reached, says nothing in time, or no greeting is passed over. It ends with ctx. The leg is
// bound to torn.
func (s *Search) Find(ctx, torn context.Context) (*Leg, error) {
	by := s.Clock.Now().Add(searchTime)
	if !s.Until.IsZero() && s.Until.Before(by) {
		by = s.Until
	}
	ctx, cancel := context.WithTimeout(ctx, by.Sub(s.Clock.Now()))
	defer cancel()
	var trouble error
	for _, server := range s.Upstream.Servers() {
		if !s.Clock.Now().Before(by) || ctx.Err() != nil {
			break
		}
		up, err := s.try(ctx, server, by)
		if err == nil {
			up.Bind(torn)
			s.Emit(journal.Event{Kind: journal.Upstream, Value: "connected", Upstream: server.Addr()})
			return up, nil
		}
		s.Emit(journal.Event{Kind: journal.Upstream, Value: "unavailable", Upstream: server.Addr(), Err: err})
		trouble = errors.Join(trouble, err)
	}
	return nil, cmp.Or(trouble, errNoTime)
}

// try makes a connection to one server and lets its greeting be read within ctx.
func (s *Search) try(ctx context.Context, server *upstream.Server, by time.Time) (*Leg, error) {
	c, err := server.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, err := wire.NewConn(c, s.Clock)
	if err != nil {
		c.Close()
		server.Release()
		return nil, err
	}
	up := &Leg{Conn: conn, Server: server}
	up.Bind(ctx)
	if err := s.begin(up, by); err != nil {
		up.Close()
		return nil, err
	}
	if greet := s.Clock.Now().Add(s.Upstream.Greet()); greet.Before(by) {
		by = greet
	}
	s.patience = by.Sub(s.Clock.Now())
	up.ReadBy(by)
	up.WriteBy(by)
	err = s.Greeting(up)
	if err == nil && !up.Free() {
		err = context.Cause(ctx)
	}
	if err != nil {
		up.Close()
		return nil, err
	}
	return up, nil
}

// Ungreeted words why no greeting was read, for an operator: of a server whose time was up the error of its socket names two ports.
func (s *Search) Ungreeted(up *Leg, err error) error {
	if !errors.Is(err, os.ErrDeadlineExceeded) || up.Aborted() {
		return err
	}
	return fmt.Errorf("upstream %s takes connections and says nothing within %v", s.Upstream.Label(), s.patience)
}

// begin begins TLS with a server that speaks nothing else. It takes as long as a connection may, so that one that is silent leaves time for the
// others.
func (s *Search) begin(up *Leg, by time.Time) error {
	if !up.Server.Implicit() {
		return nil
	}
	if connect := s.Clock.Now().Add(s.Upstream.Connect()); connect.Before(by) {
		by = connect
	}
	up.ReadBy(by)
	up.WriteBy(by)
	return s.Secure(up)
}

// Secure begins TLS with a server and puts on record how that went.
func (s *Search) Secure(up *Leg) error {
	how, err := up.Secure()
	if err != nil {
		return fmt.Errorf("TLS: %w", err)
	}
	s.Emit(journal.Event{Kind: journal.TLS, Way: journal.S, Upstream: up.Server.Addr(), TLS: &how})
	return nil
}
