package smtp

import (
	"io"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// evidence is what the record wants to know of content. nil: nothing was asked for.
type evidence struct {
	conversation.Digest
	header conversation.HeaderBlock
	sent   *conversation.Digest // of what goes up, where that may differ and comes in pieces
}

// witness puts on record what the record wants to know of content, as it is read: raw is what the client has sent, piece what was made of
// that.
func (s *Session) witness(raw, piece []byte, stuffed bool) {
	if s.front.Stream == nil || !s.front.Stream.Content {
		return
	}
	v := s.tx.evidence
	if v == nil {
		v = &evidence{Digest: *conversation.NewDigest(stuffed), header: conversation.NewHeaderBlock(stuffed, s.front.Stream.Header)}
		if s.front.Normalise && !s.holds() {
			v.sent = conversation.NewDigest(stuffed)
		}
		s.tx.evidence = v
	}
	v.Write(raw)
	if v.sent != nil {
		v.sent.Write(piece)
	}
	if v.header.Take(piece) {
		s.emit(v.header.Event(journal.C))
	}
}

// testify puts on record that all of the content has been read.
func (s *Session) testify() {
	v := s.tx.evidence
	if v == nil {
		return
	}
	if !v.header.Done() {
		s.emit(v.header.Event(journal.C)) // it has no body
	}
	s.emit(v.Digest.Event(journal.C))
	if v.sent != nil {
		s.testifyTo(v.sent)
	}
}

// testifyTo puts on record what goes up, where that isn't what the client has sent.
func (s *Session) testifyTo(sent *conversation.Digest) {
	if sent.Sum() != s.tx.evidence.Sum() {
		s.emit(sent.Event(journal.PS))
	}
}

// readSent is the digest of held content as it is to go up; nil where that is what the client has sent, or nobody asks.
func (s *Session) readSent(h *held, content io.Reader, stuffed bool) (*conversation.Digest, error) {
	if s.tx.evidence == nil || h.stuffed == stuffed && !message.Edited(h.message) && !s.front.Normalise {
		return nil, nil
	}
	sent := conversation.NewDigest(stuffed)
	_, err := io.Copy(sent, content)
	return sent, err
}

// testifyHeld puts on record how held content goes up.
func (s *Session) testifyHeld(h *held, content io.Reader, stuffed bool) error {
	sent, err := s.readSent(h, content, stuffed)
	if sent != nil && err == nil {
		s.testifyTo(sent)
	}
	return err
}
