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
	switch most := s.front.maxRecipients(); {
	case s.tx.asked > 2*most: // whatever became of them
		return s.wrong(c, tooManyRcpts)
	case s.tx.has(asked, accepted, discarded) >= most:
		return s.answered(c, tooManyRcpts)
	}
	d := s.spelt(s.run.Recipient(&path))
	if d.Action == filters.Answer || d.Action == filters.Disconnect {
		s.tx.add(recipient{path: path, state: refused, reply: d.Reply.Code, by: d.Filter})
		s.tx.refusal = fromFilter(d.Reply)
		return s.decided(c, d)
	}
	c.delay += d.Delay
	switch {
	case d.Action == filters.Swallow:
		s.tx.add(recipient{path: path, state: discarded, reply: okRecipient.code, by: d.Filter})
		return s.answered(c, okRecipient)
	case s.tx.discard != "":
		s.tx.add(recipient{path: path, state: discarded, reply: okRecipient.code, by: s.tx.by})
		return s.answered(c, okRecipient)
	}
	c.path = len(s.tx.rcpts)
	s.tx.add(recipient{path: path})
	return s.forwardPath(c, path)
}

// heardRcpt settles what becomes of the recipient.
func (s *Session) heardRcpt(x *exchange, a *answer) error {
	if !s.tx.open || x.path >= len(s.tx.rcpts) {
		return nil
	}
	s.tx.answered(a.code)
	r := &s.tx.rcpts[x.path]
	r.reply, r.by = a.code, a.by
	if a.code/100 != 2 {
		s.tx.settle(r, refused)
		s.tx.refusal = ownOf(a)
		return nil
	}
	s.tx.settle(r, accepted)
	filters.MarkAccepted(&r.path)
	return nil
}
