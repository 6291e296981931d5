package smtp

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// chunks is a running BDAT (RFC 3030). nil: none runs.
type chunks struct {
	held   *held                 // the octets are held; nil: they pass chunk by chunk
	copied *conversation.Watched // of octets that pass
	broken bool                  // a chunk was refused: the others are too
	octets int64                 // so far
}

func (c *chunks) close() {
	if c == nil {
		return
	}
	c.copied.Close()
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
	if err := s.beforeOctets(); err != nil {
		return err
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
		s.chunks = &chunks{copied: s.watched(false)}
		if !s.passes() {
			s.chunks.held = s.newHeld(false)
		}
	}
	if s.chunks.held == nil {
		return s.passChunk(c, size, last)
	}
	return s.holdChunk(c, size, last)
}

// beforeOctets lets the client hear what became of the commands before a chunk, if it has only announced that: it may send the octets when it
// knows, or not at all.
func (s *Session) beforeOctets() error {
	if s.client.Pending() == wire.Spoke {
		return nil
	}
	return s.settleAndFlush()
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
	if err := errors.Join(s.beforeOctets(), s.settle(), s.swallowOctets(size)); err != nil {
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

// chunkRefusal says why a chunk can't be taken; the zero own: it can.
func (s *Session) chunkRefusal(size int64) own {
	switch {
	case !s.tx.open:
		return mailFirst
	case !s.offered[extChunking].on:
		return maskedVerb
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

// refuseChunk swallows a chunk that can't be taken. The message is lost with it, unless there is none in chunks here.
func (s *Session) refuseChunk(c *command, size int64, last bool, o own) error {
	if err := s.settle(); err != nil {
		return err
	}
	if err := s.swallowOctets(size); err != nil {
		return err
	}
	if !s.tx.open || o == maskedVerb {
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
