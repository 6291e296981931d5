package smtp

import (
	"context"
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// theGreeting is the exchange that nobody asks for.
var theGreeting = verb{}

// greet asks the Connect hooks and greets, in the upstream's words or in our own.
func (s *Session) greet() error {
	d := s.spelt(s.run.Connect())
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
	} else if up, err := s.connect(s.Calm); err == nil {
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
			s.recordGreeting(s.up)
		}
		s.closeUpstream(nil)
		s.phase = barred
		x.answer = pregreeting
	case x.answer.code == 0:
		a := s.heardAnswer()
		if s.up.introduced {
			a.said = nil // it is on record
		}
		return s.effect(x, a)
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

// connect finds a server that greets, with 220 or for good with 5xx; its greeting is then in s.heard. One that says 4xx is passed over like
// one that isn't there. It ends with ctx, and with the budget where there is one.
func (s *Session) connect(ctx context.Context) (*leg, error) {
	introduced := false
	search := conversation.Search{Upstream: s.front.Upstream, Clock: s.front.Clock, Until: s.budget, Emit: s.emit}
	search.Greeting = func(up *conversation.Leg) error {
		introduced = s.front.Upstream.Upgrades()
		if err := s.hearGreeting(up); err != nil || s.heard.Code != 220 || !introduced {
			return search.Ungreeted(up, err)
		}
		return s.upgrade(&search, up)
	}
	up, err := search.Find(ctx, s.Torn)
	if err != nil {
		return nil, err
	}
	return &leg{Leg: up, spoke: s.now(), introduced: introduced}, nil
}

// hearGreeting reads a server's greeting.
func (s *Session) hearGreeting(up *conversation.Leg) error {
	err := up.ReadReply(&s.heard)
	if code := s.heard.Code; err == nil && code != 220 && code < 500 {
		s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
		return fmt.Errorf("greeted with %s", firstLine(s.heard.Text))
	}
	return err
}

// recordGreeting records how the server has greeted, unless that is done.
func (s *Session) recordGreeting(up *leg) {
	if !up.introduced {
		s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
	}
}
