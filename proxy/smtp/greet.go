package smtp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// searchTime is how long all servers together may take until one has greeted. Clients wait five minutes for a greeting (RFC 5321, section
// 4.5.3.2.1).
const searchTime = 2 * time.Minute

var errNoTime = errors.New("no server has greeted in time")

// theGreeting is the exchange that nobody asks for.
var theGreeting = verb{}

// greet asks the Connect hooks and greets, in the upstream's words or in our own.
func (s *Session) greet() error {
	d := s.run.Connect()
	x := exchange{row: &theGreeting, by: d.Filter, delay: d.Delay, hangup: d.Action == filters.Disconnect || d.Reply.Code == 421}
	if d.Action != filters.Go {
		s.phase = barred
		x.answer = fromFilter(d.Reply)
		return s.conclude(&x)
	}
	if err := s.pause(d.Delay); err != nil {
		return err
	}
	x.delay = 0
	if s.front.OwnGreeting {
		x.answer = own{220, "", s.front.Hostname + " ESMTP"}
	} else if up, err := s.connect(s.calm); err == nil {
		s.up = up
	} else if s.leaving() {
		return errStopped
	} else {
		x.answer, x.hangup = upstreamDown, true
	}
	return s.welcome(&x)
}

// welcome greets a client that has waited for it.
func (s *Session) welcome(x *exchange) error {
	switch hasty := s.hasty(); {
	case hasty && s.front.RefusePregreet && !x.hangup:
		if s.up != nil {
			s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
		}
		s.closeUpstream(nil)
		s.phase = barred
		x.answer = pregreeting
	case x.answer.code == 0:
		return s.effect(x, s.heardAnswer())
	}
	return s.conclude(x)
}

// hasty tells whether the client has talked before it was greeted, as programs do that don't listen.
func (s *Session) hasty() bool {
	if s.client.Pending() != wire.Spoke {
		return false
	}
	s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.pregreet", Value: "the client talked before the greeting"})
	return true
}

// connect finds a server that greets, with 220 or for good with 5xx; its greeting is then in s.heard. It tries all of them: one that can't
// be reached, says nothing in time, says 4xx or something that is no greeting is passed over. It ends with ctx, and with
// the budget where there is one.
func (s *Session) connect(ctx context.Context) (*leg, error) {
	by := earlier(s.now().Add(searchTime), s.budget)
	ctx, cancel := context.WithTimeout(ctx, by.Sub(s.now()))
	defer cancel()
	var trouble error
	for _, server := range s.front.Upstream.Servers() {
		if !s.now().Before(by) || ctx.Err() != nil {
			break
		}
		up, err := s.try(ctx, server, by)
		if err == nil {
			s.emit(journal.Event{Kind: journal.Upstream, Value: "connected", Upstream: server.Addr()})
			return up, nil
		}
		s.emit(journal.Event{Kind: journal.Upstream, Value: "unavailable", Upstream: server.Addr(), Err: err})
		trouble = errors.Join(trouble, err)
	}
	return nil, cmp.Or(trouble, errNoTime)
}

// try makes a connection to one server and reads its greeting within ctx. From there on the connection is bound to the session.
func (s *Session) try(ctx context.Context, server *upstream.Server, by time.Time) (*leg, error) {
	c, err := server.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, err := wire.NewConn(c, s.front.Clock)
	if err != nil {
		c.Close()
		server.Release()
		return nil, err
	}
	up := &leg{Conn: conn, server: server, spoke: s.now()}
	up.bind(ctx)
	up.ReadBy(earlier(s.now().Add(s.front.Upstream.Greet()), by))
	err = up.ReadReply(&s.heard)
	if code := s.heard.Code; err == nil && code != 220 && code < 500 {
		s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
		err = fmt.Errorf("greeted with %s", firstLine(s.heard.Text))
	}
	if err != nil {
		up.Close()
		return nil, err
	}
	if !up.free() {
		up.Close()
		return nil, context.Cause(ctx)
	}
	up.bind(s.ctx)
	return up, nil
}
