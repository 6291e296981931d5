package smtp

import "github.com/gatepost-mail/gatepost/proxy/journal"

// reach gets the upstream connection of a client that was greeted in our own words: a used one that is still silent, or a new one. done says
// that the command has its answer because there is none.
func (s *Session) reach(c *command) (done bool, err error) {
	if s.up = s.reuse(); s.up != nil {
		return false, nil
	}
	o := s.connectFor()
	switch {
	case s.leaving():
		return true, errStopped
	case o.code != 0:
		s.answered(c, o)
		return true, s.settle()
	}
	return false, nil
}

// connectFor makes a new upstream connection, or says what the client is to hear because there is none.
func (s *Session) connectFor() own {
	up, err := s.connect(s.Calm)
	if err != nil {
		return upstreamDown
	}
	s.recordGreeting(up)
	if s.heard.Code != 220 {
		up.Close()
		return own{554, "5.3.2", "the mail server takes no mail"}
	}
	s.up = up
	return own{}
}

// hearAnew introduces the client on a new connection, because the used one turned out dead when it was introduced there.
func (s *Session) hearAnew(x *exchange) answer {
	s.farewell = s.farewell[:0]
	if o := s.connectFor(); o.code != 0 {
		return *o.answer()
	}
	s.recordLine(journal.PS, s.command.seen)
	s.write(s.command.wire(nil))
	return s.hear(x)
}

// reuse takes a connection that another session has left in good order and on which nothing was said since.
func (s *Session) reuse() *leg {
	for {
		idle, found := s.front.Upstream.Take()
		if !found {
			return nil
		}
		up := idle.Conn.(*leg)
		if up.Pending() == 0 {
			up.Bind(s.Torn)
			up.used = true
			s.emit(journal.Event{Kind: journal.Upstream, Value: "reused", Upstream: up.Server.Addr(), TLS: up.Protection()})
			return up
		}
		up.Close()
	}
}
