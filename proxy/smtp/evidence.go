package smtp

import (
	"io"

	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// evidence is what the record wants to know of content. nil: nothing was asked for.
type evidence struct {
	digest
	header headerBlock
	sent   *digest // of what goes up, where that may differ and comes in pieces
}

// witness puts on record what the record wants to know of content, as it is read: raw is what the client has sent, piece what was made of
// that.
func (s *Session) witness(raw, piece []byte, stuffed bool) {
	if s.front.Stream == nil || !s.front.Stream.Content {
		return
	}
	v := s.tx.evidence
	if v == nil {
		v = &evidence{digest: *newDigest(stuffed), header: headerBlock{end: message.End{Stuffed: stuffed}, done: !s.front.Stream.Header}}
		if s.front.Normalise && !s.holds() {
			v.sent = newDigest(stuffed)
		}
		s.tx.evidence = v
	}
	v.Write(raw)
	if v.sent != nil {
		v.sent.Write(piece)
	}
	if v.header.take(piece) {
		s.recordHeader()
	}
}

func (s *Session) recordHeader() {
	h := &s.tx.evidence.header
	e := journal.Event{Kind: journal.Header, Way: journal.C, Lines: h.fields()}
	if err := h.end.Err(); err != nil {
		e.Value = "cut off: " + err.Error()
	}
	s.emit(e)
	h.done, h.octets = true, nil
}

// testify puts on record that all of the content has been read.
func (s *Session) testify() {
	v := s.tx.evidence
	if v == nil {
		return
	}
	if !v.header.done {
		s.recordHeader() // it has no body
	}
	s.recordMessage(journal.C, &v.digest)
	if v.sent != nil {
		s.testifyTo(v.sent)
	}
}

// testifyTo puts on record what goes up, where that isn't what the client has sent.
func (s *Session) testifyTo(sent *digest) {
	if sent.sum() != s.tx.evidence.sum() {
		s.recordMessage(journal.PS, sent)
	}
}

func (s *Session) recordMessage(way journal.Way, d *digest) {
	s.emit(journal.Event{Kind: journal.Message, Way: way, Size: d.size, SHA256: d.sum()})
}

// readSent is the digest of held content as it is to go up; nil where that is what the client has sent, or nobody asks.
func (s *Session) readSent(h *held, content io.Reader, stuffed bool) (*digest, error) {
	if s.tx.evidence == nil || h.stuffed == stuffed && !message.Edited(h.message) && !s.front.Normalise {
		return nil, nil
	}
	sent := newDigest(stuffed)
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
