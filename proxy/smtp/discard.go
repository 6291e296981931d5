package smtp

import "github.com/gatepost-mail/gatepost/proxy/journal"

// discardContent throws content away and says 250, as a filter wants it.
func (s *Session) discardContent() error {
	by, why := s.discarder()
	r := s.read()
	if err := s.swallow(r); err != nil {
		return err
	}
	if s.oversize(r, true) {
		return s.refuseContent(tooLarge, byProxy)
	}
	return s.discardHere(by, why)
}

// discardHere is the one way in which a client hears 250 for mail that no upstream has.
func (s *Session) discardHere(by, why string) error {
	o := ok
	if err := s.endContent(o, by, journal.Discarded); err != nil {
		return err
	}
	return s.resetUpstream()
}

// discarder is the filter by which the transaction is discarded.
func (s *Session) discarder() (by, why string) {
	if s.tx.discard != "" {
		return s.tx.by, s.tx.discard
	}
	for _, r := range s.tx.rcpts {
		if r.state == discarded {
			return r.by, "all recipients discarded"
		}
	}
	return byProxy, ""
}
