package smtp

// data takes content (RFC 5321, section 4.1.1.4): it streams up, is held until filters have decided, or is thrown away.
func (s *Session) data(c *command) error {
	switch {
	case !s.tx.open:
		return s.wrong(c, mailFirst)
	case s.tx.has(asked, accepted) == 0 && s.tx.has(discarded) > 0 && s.tx.discard != "":
		return s.takeContent(c, s.discardContent)
	case !s.holds() && s.tx.has(asked, accepted) > 0 && s.tx.has(discarded) == 0:
		return s.dataUp(c)
	}
	if err := s.settle(); err != nil {
		return err
	}
	switch {
	case s.up == nil:
		return s.answered(c, upstreamSaid)
	case !s.tx.open:
		return s.answered(c, mailFirst)
	case s.tx.has(accepted) == 0 && s.tx.has(discarded) > 0:
		return s.takeContent(c, s.discardContent)
	case s.tx.has(accepted) == 0:
		return s.answered(c, noRecipients)
	case !s.holds():
		return s.dataUp(c)
	case s.front.Spool.Full():
		return s.answered(c, spoolFull)
	}
	return s.takeContent(c, s.holdContent)
}

// dataUp lets the upstream decide about DATA, and the content stream behind its 354.
func (s *Session) dataUp(c *command) error {
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	if err := s.settleAndFlush(); err != nil || !s.tx.sending {
		return err
	}
	return s.streamContent(s.read(), s.watched(true))
}

func (s *Session) heardData(_ *exchange, a *answer) error {
	s.tx.sending = a.code == 354
	return nil
}

// takeContent answers DATA here and lets take read what comes.
func (s *Session) takeContent(c *command, take func() error) error {
	s.answered(c, goAhead)
	if err := s.settleAndFlush(); err != nil {
		return err
	}
	return take()
}
