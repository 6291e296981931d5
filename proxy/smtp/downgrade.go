package smtp

import (
	"errors"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// takesEightBit tells whether the upstream has said that it takes 8-bit content.
func (s *Session) takesEightBit() bool { return s.up != nil && s.up.offers[ext8BitMIME].on }

// downgrades tells whether content is made 7-bit, for which all of it has to be there.
func (s *Session) downgrades() bool { return s.front.Downgrade && !s.takesEightBit() }

// downgrade makes held content 7-bit before it goes up. What can't be encoded is refused: the server would make something else of it.
func (s *Session) downgrade(h *held) (fault own) {
	if !s.downgrades() {
		return own{}
	}
	edits, err := message.Downgrade(h.message)
	if err != nil {
		return s.notDowngraded(h, err)
	}
	for _, e := range edits {
		s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.downgraded", Value: e.What})
	}
	if len(edits) > 0 {
		for _, what := range message.Broken(h.message) {
			s.emit(journal.Event{Kind: journal.Finding, Key: "message.breaks", Value: what})
		}
	}
	return own{}
}

// notDowngraded tells whether it is the message that can't be encoded, or the gate that can't read what it holds.
func (s *Session) notDowngraded(h *held, why error) own {
	content, _ := message.Wire(h.message)
	if _, err := io.Copy(io.Discard, content); err != nil {
		return s.spoolFault(errors.Join(why, err))
	}
	s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.not_downgraded", Value: filters.Clean(why.Error()), Err: why})
	return noSevenBit
}
