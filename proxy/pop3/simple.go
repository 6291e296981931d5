package pop3

import (
	"errors"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// The commands that need no more than a few lines.

func (s *Session) unknown(c *command) error {
	if verb := c.seen.Verb; verb == "EHLO" || verb == "HELO" {
		return s.wrong(c, smtpVerb)
	}
	return s.wrong(c, unknownVerb)
}

func (s *Session) masked(c *command) error { return s.wrong(c, maskedVerb) }

// dele marks a message, unless the client got something else in its place. What became of a RETR before it in a group has to be known.
func (s *Session) dele(c *command) error {
	if s.holds() {
		if err := s.settle(); err != nil {
			return err
		}
	}
	if s.drop.withheld[c.message()] {
		return s.answered(c, notFetched)
	}
	return s.forward(c)
}

func (s *Session) heardDele(x *exchange, a answer) error {
	if a.ok {
		s.drop.mark(x.message)
	}
	return nil
}

// heardRset: no message is marked any more (RFC 1939, section 5).
func (s *Session) heardRset(_ *exchange, a answer) error {
	if a.ok {
		s.drop.marks = nil
	}
	return nil
}

// quit lets the upstream delete what is marked (RFC 1939, section 6). It goes up when the client has all that came before it, and, where
// something is to be deleted, when that is on record. Where the upstream would delete a message that the client didn't get, it never does. From there on the answer is awaited whoever wants to stop.
func (s *Session) quit(c *command) error {
	if err := s.settleAndFlush(); err != nil {
		return err
	}
	switch {
	case s.offers[capExpireNow] && len(s.drop.withheld) > 0:
		return s.goesWithout(c, expiring, errExpiring)
	case s.drop.marked() > 0 && !s.kept():
		return s.goesWithout(c, noRecord, errUnrecorded)
	}
	if s.up == nil {
		return s.settled(errUpstream)
	}
	if !s.up.Free() {
		return errStopped
	}
	return s.forwardAlone(c)
}

// goesWithout ends the session without the QUIT that the client has said: nothing is deleted.
func (s *Session) goesWithout(c *command, o own, why error) error {
	s.answered(c, o)
	return errors.Join(s.settleAndFlush(), why)
}

// heardUTF8 notes a mode from before TLS that the upstream wouldn't forget (RFC 6856, section 2.1).
func (s *Session) heardUTF8(_ *exchange, a answer) error {
	s.utf8 = s.utf8 || a.ok
	return nil
}

// heardQuit ends the session, whatever was said. Where more is said, a surplus reply may have put all behind it in the place of others.
func (s *Session) heardQuit(_ *exchange, a answer) error {
	if s.up != nil && s.up.Pending() == wire.Spoke {
		s.violation(journal.S, "more than one reply to QUIT, or a reply too many before it")
	}
	s.drop.updated = a.ok && a.by == byUpstream
	return errQuit
}
