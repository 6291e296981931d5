package explain

import "github.com/gatepost-mail/gatepost/filters"

// mail says MAIL. A client that is refused gives up.
func (s *session) mail() bool {
	arg := "FROM:" + s.envelope.Sender
	if s.hello.Extended && beyond(append(s.envelope.Recipients, s.envelope.Sender)...) {
		arg += " SMTPUTF8"
	}
	c := s.begin("MAIL", arg)
	if c == nil {
		return false
	}
	path, err := filters.ParseSender(c.arg)
	if err != nil {
		s.wrong(c, fault(err))
		return false
	}
	bad, ok := s.offered(&path, ofMail)
	size := int64(-1)
	if ok {
		size, bad, ok = s.size(&path)
	}
	if !ok {
		s.wrong(c, bad)
		return false
	}
	s.number++
	s.tx = transaction{size: size}
	return s.sender(c, &path)
}

// sender asks the Sender hooks.
func (s *session) sender(c *command, path *filters.Path) bool {
	d := s.run.Sender(path)
	s.tx.sender = *path
	if d.Action == filters.Answer || d.Action == filters.Disconnect {
		s.decided(c, d)
		return false
	}
	c.delay += d.Delay
	value, utf8 := path.Param("SMTPUTF8")
	s.tx.utf8 = utf8 && value == ""
	if d.Action == filters.Swallow {
		s.tx.all, s.tx.by = true, d.Filter
		s.answered(c, okSender)
		return true
	}
	s.passed(c, c.withPath(*path), 250)
	return true
}

// withPath is MAIL or RCPT as it goes up.
func (c *command) withPath(path filters.Path) string {
	if c.edited || filters.Rewritten(path) {
		return line(c.verb, filters.Argument(path))
	}
	return c.said
}

// recipients says RCPT for each. A client goes on while one of them may stand.
func (s *session) recipients() bool {
	for _, to := range s.envelope.Recipients {
		if c := s.begin("RCPT", "TO:"+to); c != nil {
			s.rcpt(c)
		}
		if s.over {
			return false
		}
	}
	return true
}

func (s *session) rcpt(c *command) {
	path, err := filters.ParseRecipient(c.arg, s.tx.utf8)
	if err != nil {
		s.wrong(c, fault(err))
		return
	}
	if bad, ok := s.offered(&path, ofRcpt); !ok {
		s.wrong(c, bad)
		return
	}
	s.tx.asked++
	switch {
	case s.tx.asked > 2*s.most():
		s.wrong(c, tooManyRcpts)
	case len(s.tx.accepted)+s.tx.discarded >= s.most():
		s.answered(c, tooManyRcpts)
	default:
		s.recipient(c, &path)
	}
}

// recipient asks the Recipient hooks.
func (s *session) recipient(c *command, path *filters.Path) {
	d := s.run.Recipient(path)
	if d.Action == filters.Answer || d.Action == filters.Disconnect {
		s.decided(c, d)
		return
	}
	c.delay += d.Delay
	if d.Action == filters.Go && !s.tx.all {
		filters.MarkAccepted(path)
		s.tx.accepted = append(s.tx.accepted, *path)
		s.passed(c, c.withPath(*path), 250)
		return
	}
	if s.tx.discarded++; s.tx.by == "" {
		s.tx.by = d.Filter
	}
	s.answered(c, okRecipient)
}
