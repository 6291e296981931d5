package smtp

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// chunks is a running BDAT (RFC 3030). nil: none runs.
type chunks struct {
	held   *held       // the octets are held; nil: they pass chunk by chunk
	copied *shadowCopy // of octets that pass
	broken bool        // a chunk was refused: the others are too
	octets int64       // so far
}

func (c *chunks) close() {
	if c == nil {
		return
	}
	c.copied.close()
	if c.held != nil {
		c.held.content.Close()
	}
}

// bdat takes one chunk. Its octets are read whatever becomes of it: they must never be taken for commands.
func (s *Session) bdat(c *command) error {
	size, last, fine := chunkSize(c.arg)
	if !fine {
		return s.countless(c, badChunkSize)
	}
	if !s.passes() {
		if err := s.settle(); err != nil {
			return err
		}
	}
	refusal := s.chunkRefusal(size)
	switch {
	case refusal.code != 0:
		return s.refuseChunk(c, size, last, refusal)
	case s.tx.has(asked, accepted) == 0:
		return s.discardChunk(c, size, last)
	case s.chunks == nil:
		s.chunks = &chunks{copied: s.shadowCopy(false)}
		if !s.passes() {
			s.chunks.held = s.newHeld(false)
		}
	}
	if s.chunks.held == nil {
		return s.passChunk(c, size, last)
	}
	return s.holdChunk(c, size, last)
}

// countless refuses a chunk of which nobody knows where it ends, and so where the next command begins.
func (s *Session) countless(c *command, o own) error {
	if err := s.wrong(c, o); err != nil {
		return err
	}
	return errors.Join(s.settleAndFlush(), errOctets)
}

// chunkDecided answers a BDAT as the Command hooks have decided. Its octets are on their way nevertheless.
func (s *Session) chunkDecided(c *command, d filters.Decision) error {
	size, last, fine := chunkSize(c.arg)
	if !fine {
		return s.countless(c, badChunkSize)
	}
	if err := errors.Join(s.settle(), s.swallowOctets(size)); err != nil {
		return err
	}
	if err := s.decided(c, d); err != nil || !s.tx.open {
		return err
	}
	if s.chunks == nil {
		s.chunks = &chunks{}
	}
	if s.chunks.broken = true; !last {
		return nil
	}
	return s.endBroken(fromFilter(d.Reply), d.Filter)
}

// passes tells whether chunks may go up as they come. Where they may not, what becomes of the transaction is settled before the first is
// kept.
func (s *Session) passes() bool {
	return s.chunksUp() && !s.holds() && s.tx.has(discarded) == 0
}

// chunkSize reads "size [LAST]".
func chunkSize(arg string) (size int64, last, fine bool) {
	words := strings.Fields(arg)
	if len(words) == 0 || len(words) > 2 || strings.Trim(words[0], "0123456789") != "" {
		return 0, false, false
	}
	last = len(words) == 2
	if last && !strings.EqualFold(words[1], "LAST") {
		return 0, false, false
	}
	size, err := strconv.ParseInt(words[0], 10, 64)
	return size, last, err == nil
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

// chunkRefusal says why a chunk can't be taken; the zero own: it can.
func (s *Session) chunkRefusal(size int64) own {
	switch {
	case !s.tx.open:
		return mailFirst
	case s.tx.has(asked, accepted, discarded) == 0:
		return rcptFirst
	case s.chunks != nil && s.chunks.broken:
		return chunksBroken
	case size > s.front.maxSize()-s.octets():
		return tooLarge
	}
	return own{}
}

func (s *Session) octets() int64 {
	if s.chunks == nil {
		return 0
	}
	return s.chunks.octets
}

// refuseChunk swallows a chunk that can't be taken. The message is lost with it.
func (s *Session) refuseChunk(c *command, size int64, last bool, o own) error {
	if err := s.settle(); err != nil {
		return err
	}
	if err := s.swallowOctets(size); err != nil {
		return err
	}
	if !s.tx.open {
		return s.wrong(c, o)
	}
	return s.breakChunks(c, last, o)
}

// breakChunks refuses a chunk, and with it the message. Between chunks the upstream is in step: RSET will end what it has of it.
func (s *Session) breakChunks(c *command, last bool, o own) error {
	if s.chunks == nil {
		s.chunks = &chunks{}
	}
	s.chunks.broken = true
	if err := s.answered(c, o); err != nil || !last {
		return err
	}
	return s.endBroken(o, byProxy)
}

// endBroken ends the transaction of a message that was refused in one of its chunks.
func (s *Session) endBroken(o own, by string) error {
	if err := s.settle(); err != nil {
		return err
	}
	s.endTransaction(outcomeOf(o.code), o, by)
	return s.resetUpstream()
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
		take(piece)
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
		if s.aborting() {
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
	if err := s.swallowOctets(size); err != nil {
		return err
	}
	if !last {
		return s.answered(c, chunkTaken)
	}
	s.emit(journal.Event{Kind: journal.Finding, Filter: by, Key: "smtp.discarded", Value: why})
	return s.discardHere(by, why)
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
	s.chunks.octets += size
	s.outgoing = append(s.outgoing, chunkLine(c, size, last)...)
	s.send()
	s.tx.sending = s.up != nil
	s.queue = append(s.queue, exchange{row: row, seen: seen, delay: c.delay, chunk: true})
	early, err := s.passOctets(size)
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
	defer copied.close()
	s.startBudget()
	err = s.settle()
	s.endBudget() // the reply has its own time
	if err = errors.Join(err, s.flush()); err != nil {
		return err
	}
	copied.show(s)
	return nil
}

// passOctets writes the octets of a chunk up while the upstream is there. Replies that are open by then are read when all has gone; where
// only the chunk's own is, it can't come before its last octet: early is what came instead.
func (s *Session) passOctets(size int64) (early *answer, err error) {
	watched := len(s.queue) == 1
	err = s.eachPiece(size, func(piece []byte) {
		s.chunks.copied.take(piece)
		switch {
		case s.up == nil || early != nil:
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
	var fault own
	err := s.eachPiece(size, func(piece []byte) {
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
	h.decided.Delay += c.delay
	if s.tx.has(accepted) == 0 {
		by, why := s.discarder()
		return s.discardHere(by, why)
	}
	return s.decideHeld(h)
}

// resumes tells whether a command goes on with chunks that are held although the upstream is lost: the envelope will be said again.
func (s *Session) resumes(c *command) bool {
	return s.chunks != nil && s.chunks.held != nil && c.row.inChunks && s.canReplay()
}

func (s *Session) canReplay() bool { return !s.tx.replayed && !s.login.tried && s.tx.open }
