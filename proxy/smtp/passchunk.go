package smtp

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// passes tells whether chunks may go up as they come. Where they may not, what becomes of the transaction is settled before the first is
// kept.
func (s *Session) passes() bool {
	return s.chunksUp() && !s.holds() && s.tx.has(discarded) == 0
}

// passChunk sends a chunk up as it comes, command and octets in one go. Its reply is the upstream's.
func (s *Session) passChunk(c *command, size int64, last bool) error {
	row := c.row
	seen := c.seen
	if last {
		row, seen = &endOfContent, dotCommand
	}
	if !s.up.offers[extPipelining].on {
		if err := s.settle(); err != nil {
			return err
		}
	}
	if s.up == nil {
		return s.refuseChunk(c, size, last, upstreamSaid)
	}
	s.goes(journal.C)
	if last && size == 0 {
		if done, err := s.endHere(); done {
			return err
		}
	}
	s.chunks.octets += size
	s.outgoing = append(s.outgoing, chunkLine(c, size, last)...)
	s.send()
	s.tx.sending = s.up != nil
	s.queue = append(s.queue, exchange{row: row, seen: seen, delay: c.delay, chunk: true})
	early, err := s.passOctets(size, last)
	switch {
	case err != nil:
		return err
	case early != nil:
		return s.endChunkEarly(*early)
	case !last:
		return s.settle()
	}
	copied := s.chunks.copied
	s.chunks.copied = nil
	defer copied.Close()
	s.startBudget()
	err = s.settle()
	s.endBudget() // the reply has its own time
	if err = errors.Join(err, s.flush()); err != nil {
		return err
	}
	s.show(copied)
	return nil
}

// endHere is asked before a last chunk without octets; done: it doesn't go up.
func (s *Session) endHere() (done bool, err error) {
	s.witness(nil, nil, false)
	s.testify()
	switch {
	case !s.kept():
		err := s.settle()
		s.reset(errUnrecorded)
		return true, errors.Join(err, s.answerContent(*unrecorded.answer()))
	case !s.commit():
		return true, errStopped
	}
	return false, nil
}

// chunkLine is the command as it goes up: the client's own bytes only if they are just this. An upstream that read another size, or
// none, would take the octets for commands.
func chunkLine(c *command, size int64, last bool) []byte {
	line := fmt.Appendf(nil, "BDAT %d", size)
	if last {
		line = append(line, " LAST"...)
	}
	line = append(line, "\r\n"...)
	if bytes.EqualFold(line, c.line) {
		return c.line
	}
	return line
}

// passOctets writes the octets of a chunk up while the upstream is there. Replies that are open by then are read when all has gone; where
// only the chunk's own is, it can't come before its last octet: early is what came instead.
func (s *Session) passOctets(size int64, last bool) (early *answer, err error) {
	watched := len(s.queue) == 1
	err = s.eachPiece(size, func(piece []byte) {
		s.chunks.copied.Take(piece)
		s.witness(piece, piece, false)
		if size -= int64(len(piece)); last && size == 0 {
			s.testify()
		}
		switch {
		case s.up == nil || early != nil:
		case last && size == 0 && !s.kept():
			if s.reset(errUnrecorded); watched {
				early = unrecorded.answer()
			}
		case last && size == 0 && !s.commit():
			s.lose(errStopped)
		case watched:
			early = s.pass(piece)
		default:
			s.tx.sent += int64(len(piece))
			s.write(piece)
		}
	})
	return early, err
}

// endChunkEarly lets the client hear what the upstream has said in the middle of a chunk.
func (s *Session) endChunkEarly(a answer) error {
	s.tear(errors.New("answered before the end of a chunk"))
	x := s.queue[0]
	s.queue = s.queue[:0]
	return s.effect(&x, a)
}

// heardChunk notices a chunk that the upstream refuses.
func (s *Session) heardChunk(x *exchange, a *answer) error {
	s.unread(x, a)
	if a.code/100 != 2 && s.chunks != nil {
		s.chunks.broken, s.tx.sending = true, false
	}
	return nil
}

// unread gives up an upstream that didn't understand the command of a chunk: it may take the octets for commands.
func (s *Session) unread(x *exchange, a *answer) {
	if x.chunk && a.by == byUpstream && a.code >= 500 && a.code <= 502 {
		s.reset(errors.New("BDAT was not understood"))
	}
}
