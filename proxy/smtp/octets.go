package smtp

import "time"

// blockOctets is how much must come within one deadline: who drips single octets isn't waited for for ever.
const blockOctets = 4 << 10

// eachPiece reads n octets of the client.
func (s *Session) eachPiece(n int64, take func([]byte)) error {
	by, got := s.blockBy(), 0
	for left := n; left > 0; {
		piece, err := s.readOctets(left, by)
		if err != nil {
			return err
		}
		left -= int64(len(piece))
		s.tx.read += int64(len(piece))
		if got += len(piece); got >= blockOctets {
			by, got = s.blockBy(), 0
		}
		came := s.now()
		take(piece)
		by = earlier(by.Add(s.now().Sub(came)), s.ends()) // the upstream's time isn't the client's
	}
	return nil
}

func (s *Session) blockBy() time.Time {
	return earlier(s.now().Add(s.front.Timeouts.data()), s.ends())
}

// readOctets waits for some of the octets that are left of a chunk.
func (s *Session) readOctets(left int64, by time.Time) ([]byte, error) {
	for {
		s.client.ReadBy(s.wakeBy(by))
		if s.Aborting() {
			return nil, errStopped
		}
		piece, err := s.client.ReadOctets(left)
		if !timedOut(err) || !s.now().Before(by) {
			return piece, err
		}
		if err := s.stir(); err != nil {
			return nil, err
		}
	}
}

// wakeBy is when a wait for the client is to be broken off: at by, or when an upstream that waits for held chunks needs a word.
func (s *Session) wakeBy(by time.Time) time.Time {
	if s.chunks == nil || s.chunks.held == nil || s.up == nil {
		return by
	}
	return earlier(by, s.up.spoke.Add(awake))
}

// swallowOctets reads octets that nobody wants, up to twice the largest message.
func (s *Session) swallowOctets(n int64) error {
	if err := s.flush(); err != nil {
		return err
	}
	if s.swallowed += n; s.swallowed > 2*s.front.maxSize() || s.swallowed < 0 {
		return errEndless
	}
	return s.eachPiece(n, func([]byte) {})
}
