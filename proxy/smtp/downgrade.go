package smtp

import (
	"errors"
	"strings"

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
	parts, breaks, err := message.Downgrade(h.message)
	if len(parts) > 0 {
		s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.downgraded", Value: strings.Join(parts, ", ")})
	}
	for _, what := range breaks {
		s.emit(journal.Event{Kind: journal.Finding, Key: "message.breaks", Value: what})
	}
	var limit *message.LimitError
	switch {
	case err == nil:
		return own{}
	case errors.Is(err, message.ErrEightBit), errors.Is(err, message.ErrTooLong), errors.As(err, &limit):
		s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.not_downgraded", Value: filters.Clean(err.Error()), Err: err})
		return noSevenBit
	}
	return s.spoolFault(err)
}
