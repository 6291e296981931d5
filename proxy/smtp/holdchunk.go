package smtp

import "github.com/gatepost-mail/gatepost/proxy/journal"

// holdChunk keeps a chunk until all are there and the filters have decided.
func (s *Session) holdChunk(c *command, size int64, last bool) error {
	if err := s.settle(); err != nil {
		return err
	}
	h := s.chunks.held
	switch {
	case s.up == nil && !s.canReplay():
		return s.refuseChunk(c, size, last, upstreamSaid)
	case s.tx.has(accepted, discarded) == 0:
		return s.refuseChunk(c, size, last, rcptFirst)
	}
	s.goes(journal.CP)
	var fault own
	err := s.eachPiece(size, func(piece []byte) {
		s.witness(piece, piece, false)
		if fault.code == 0 {
			fault = s.keep(h, piece)
		}
	})
	s.chunks.octets += size
	switch {
	case err != nil:
		return err
	case fault.code != 0:
		return s.breakChunks(c, last, fault)
	case !last:
		return s.answered(c, chunkTaken)
	}
	return s.endChunks(c, h)
}

// endChunks is the end of held octets. The delay of filters before the command counts with theirs before the content.
func (s *Session) endChunks(c *command, h *held) error {
	s.chunks = nil
	defer s.release(h)
	s.startBudget()
	s.witness(nil, nil, false)
	s.testify()
	h.decided.Delay += c.delay
	if s.tx.has(accepted) == 0 {
		by, why := s.discarder()
		return s.discardHere(by, why)
	}
	return s.decideHeld(h)
}

// resumes tells whether a command goes on with chunks that are held although the upstream is lost: the envelope will be said again.
func (s *Session) resumes(c *command) bool {
	goesOn := c.row.verb == "BDAT" || c.row.verb == "NOOP"
	return goesOn && s.chunks != nil && s.chunks.held != nil && s.canReplay()
}

func (s *Session) canReplay() bool { return !s.tx.replayed && !s.login.tried && s.tx.open }

// discardChunk throws a chunk away, because a filter discards the message.
func (s *Session) discardChunk(c *command, size int64, last bool) error {
	by, why := s.discarder()
	if s.chunks == nil {
		s.chunks = &chunks{}
	}
	s.chunks.octets += size
	if err := s.settle(); err != nil {
		return err
	}
	s.goes(journal.CP)
	if err := s.swallowOctets(size); err != nil {
		return err
	}
	if !last {
		return s.answered(c, chunkTaken)
	}
	s.emit(journal.Event{Kind: journal.Finding, Filter: by, Key: "smtp.discarded", Value: why})
	return s.discardHere(by, why)
}
