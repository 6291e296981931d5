package smtp

import "github.com/gatepost-mail/gatepost/filters"

// rcpt names a recipient (RFC 5321, section 4.1.1.3).
func (s *Session) rcpt(c *command) error {
	if !s.tx.open {
		return s.wrong(c, mailFirst)
	}
	path, err := filters.ParseRecipient(c.arg, s.tx.utf8)
	if err != nil {
		return s.wrong(c, pathFault(err))
	}
	if fault := s.params(&path, true); fault.code != 0 {
		return s.wrong(c, fault)
	}
	s.tx.asked++
	if s.tx.has(asked, accepted, discarded) >= s.front.maxRecipients() {
		return s.answered(c, tooManyRcpts)
	}
	d := s.run.Recipient(&path)
	c.delay += d.Delay
	switch {
	case d.Action == filters.Answer || d.Action == filters.Disconnect:
		s.addRcpt(recipient{path: path, state: refused, reply: d.Reply.Code, by: d.Filter})
		s.tx.refusal = fromFilter(d.Reply)
		return s.decided(c, d)
	case d.Action == filters.Swallow:
		s.addRcpt(recipient{path: path, state: discarded, reply: okRecipient.code, by: d.Filter})
		return s.answered(c, okRecipient)
	case s.tx.discard != "":
		s.addRcpt(recipient{path: path, state: discarded, reply: okRecipient.code, by: s.tx.by})
		return s.answered(c, okRecipient)
	}
	s.addRcpt(recipient{path: path})
	return s.forwardRcpt(c, path)
}

// addRcpt takes a recipient into the transaction. Of those that were refused only so many are remembered.
func (s *Session) addRcpt(r recipient) {
	if r.state == refused && len(s.tx.rcpts) >= 2*maxNamed {
		return
	}
	s.tx.rcpts = append(s.tx.rcpts, r)
}

func (s *Session) forwardRcpt(c *command, path filters.Path) error {
	c.path = len(s.tx.rcpts) - 1
	return s.forwardPath(c, path)
}

// heardRcpt settles what becomes of the recipient.
func (s *Session) heardRcpt(x *exchange, a *answer) error {
	if !s.tx.open || x.path >= len(s.tx.rcpts) {
		return nil
	}
	s.tx.answered(a.code)
	r := &s.tx.rcpts[x.path]
	r.reply, r.by, r.state = a.code, a.by, refused
	if a.code/100 != 2 {
		s.tx.refusal = ownOf(a)
		return nil
	}
	r.state = accepted
	filters.MarkAccepted(&r.path)
	return nil
}
