package pop3

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// theGreeting is the exchange that nobody asks for.
var theGreeting = verb{}

// greet asks the Connect hooks and passes the upstream's greeting, whose timestamp APOP needs as it is (RFC 1939, section 7). Behind a -ERR
// there is no session.
func (s *Session) greet() error {
	d := s.spelt(s.run.Connect())
	x := exchange{row: &theGreeting, by: d.Filter, delay: d.Delay}
	if d.Action != filters.Go {
		x.answer, x.hangup = fromFilter(d.Reply), true
		return s.conclude(&x)
	}
	if err := s.pause(d.Delay); err != nil {
		return err
	}
	x.delay = 0
	up, err := s.connect()
	switch {
	case err == nil:
		s.up, s.drop.server = up, up.Server.Addr()
		s.hasty()
		x.hangup = s.heard.Kind != wire.Positive
		a := s.heardAnswer()
		if s.front.Upstream.Upgrades() {
			a.said = words{} // it is on record
		}
		return s.effect(&x, a)
	case s.leaving():
		return errStopped
	}
	x.answer, x.hangup = upstreamDown, true
	return s.conclude(&x)
}

// hasty notes a client that has talked before it was greeted, as programs do that don't listen.
func (s *Session) hasty() {
	if s.client.Pending() == wire.Spoke {
		s.emit(journal.Event{Kind: journal.Finding, Key: "pop3.pregreet", Value: "the client talked before the greeting"})
	}
}

// connect finds a server that greets, with +OK or for good with -ERR; its greeting is then in s.heard.
func (s *Session) connect() (*conversation.Leg, error) {
	search := conversation.Search{Upstream: s.front.Upstream, Clock: s.front.Clock, Emit: s.emit}
	search.Greeting = func(up *conversation.Leg) error {
		if err := s.hearGreeting(up); err != nil || !s.front.Upstream.Upgrades() {
			return search.Ungreeted(up, err)
		}
		return s.upgrade(&search, up)
	}
	return search.Find(s.Calm, s.Torn)
}

// hearGreeting reads a server's greeting. One that has trouble of its own is passed over like one that isn't there.
func (s *Session) hearGreeting(up *conversation.Leg) error {
	if err := up.ReadStatus(&s.heard, 0); err != nil {
		return err
	}
	switch code := parsed(&s.heard).Enhanced; {
	case s.heard.Kind == wire.Challenge:
		return &wire.StatusError{Why: "a challenge for a greeting"}
	case s.heard.Kind == wire.Negative && temporary(code):
		s.recordStatus(journal.SP, "", &s.heard, byUpstream)
		return fmt.Errorf("greeted with %s", textOf(&s.heard))
	}
	return nil
}
