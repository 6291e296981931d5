package pop3

import (
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// evidence is what the record wants to know of content. nil: nothing was asked for.
type evidence struct {
	read   *conversation.Digest
	header conversation.HeaderBlock
	sent   *conversation.Digest // of what the client gets, where that may differ; nil: it is what was read
}

func (s *Session) newEvidence() *evidence {
	if s.front.Stream == nil || !s.front.Stream.Content {
		return nil
	}
	return &evidence{read: conversation.NewDigest(true), header: conversation.NewHeaderBlock(true, s.front.Stream.Header)}
}

// witness takes what the upstream has sent.
func (s *Session) witness(f *fetched, raw []byte) {
	v := f.evidence
	if v == nil {
		return
	}
	v.read.Write(raw)
	if v.header.Take(raw) {
		s.emit(v.header.Event(journal.S))
	}
}

// pass takes what the client gets.
func (v *evidence) pass(piece []byte) {
	if v != nil && v.sent != nil {
		v.sent.Write(piece)
	}
}

// differs begins to take what the client gets in the place of what was read.
func (v *evidence) differs() {
	if v != nil && v.sent == nil {
		v.sent = conversation.NewDigest(true)
	}
}

// testifyRead puts on record that all of the content has been read.
func (s *Session) testifyRead(f *fetched) {
	v := f.evidence
	if v == nil {
		return
	}
	if !v.header.Done() {
		s.emit(v.header.Event(journal.S)) // it has no body
	}
	s.emit(v.read.Event(journal.S))
}

// testifySent puts on record what the client got, where that isn't what was read.
func (s *Session) testifySent(f *fetched) {
	if v := f.evidence; v != nil && v.sent != nil && v.sent.Sum() != v.read.Sum() {
		s.emit(v.sent.Event(journal.PC))
	}
}

func (s *Session) testify(f *fetched) {
	s.testifyRead(f)
	s.testifySent(f)
}
