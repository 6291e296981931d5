package smtp

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// The commands that need no more than a few lines.

func (s *Session) unknown(c *command) error { return s.wrong(c, unknownVerb) }

func (s *Session) masked(c *command) error { return s.wrong(c, maskedVerb) }

// rset ends the transaction (RFC 5321, section 4.1.1.5); what follows waits for its reply.
func (s *Session) rset(c *command) error {
	if s.up == nil && s.phase != lost {
		s.mailRefused = false
		s.endTransaction(journal.Abandoned, okReset, "RSET")
		return s.answered(c, okReset)
	}
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	return s.settle()
}

func (s *Session) heardRset(_ *exchange, a *answer) error {
	s.mailRefused = false
	s.endWith(journal.Abandoned, ownOf(a), "RSET")
	return nil
}

// vrfy serves VRFY and EXPN, whose argument the upstream judges. UTF-8 needs its parameter (RFC 6531, section 3.7.4.2).
func (s *Session) vrfy(c *command) error {
	words := strings.Fields(c.arg)
	marked := len(words) > 1 && strings.EqualFold(words[len(words)-1], "SMTPUTF8")
	for _, b := range []byte(c.arg) {
		if b >= 0x80 && !(marked && s.offered[extUTF8].on) {
			return s.wrong(c, eightBit)
		}
	}
	if s.up == nil && s.phase != lost {
		return s.answered(c, cannotTell)
	}
	return s.forward(c, c.wire(nil))
}

func (s *Session) help(c *command) error {
	if s.up == nil && s.phase != lost {
		return s.answered(c, help)
	}
	return s.forward(c, c.wire(nil))
}

// noop is answered here within a BDAT, where the upstream awaits the next chunk.
func (s *Session) noop(c *command) error {
	if s.chunks != nil || s.up == nil && s.phase != lost {
		return s.answered(c, ok)
	}
	return s.forward(c, c.wire(nil))
}

// quit ends the session (RFC 5321, section 4.1.1.10). A connection in good order stays for another session.
func (s *Session) quit(c *command) error {
	if s.up == nil || s.park() {
		s.answered(c, goodbye)
		if err := s.settle(); err != nil {
			return err
		}
		return errQuit
	}
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	return s.settle()
}

// heardQuit ends the session, whatever was said.
func (s *Session) heardQuit(_ *exchange, a *answer) error {
	if a.code/100 != 2 {
		said := a.said
		*a = *goodbye.answer()
		a.said = said
	}
	return errQuit
}

// park leaves the upstream connection to the next session, if nothing has happened on it that would concern that one.
func (s *Session) park() bool {
	if !s.front.OwnGreeting {
		return false // QUIT goes up with the group that it ends
	}
	if err := s.settle(); err != nil || s.up == nil {
		return false
	}
	if !s.up.clean || s.up.spoiled || s.tx.open || s.chunks != nil || !s.up.Free() {
		return false
	}
	s.emit(journal.Event{Kind: journal.Upstream, Value: "parked", Upstream: s.up.Server.Addr()})
	s.front.Upstream.Park(s.up.idle())
	s.up = nil
	return true
}
