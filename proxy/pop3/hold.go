package pop3

import (
	"errors"
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/spool"
)

// held is content that is kept, with its status line, until the filters have decided.
type held struct {
	fetched
	content *spool.Content
	head    message.End
	message *filters.Message // nil until the header block is there
	decided filters.Decision
	ended   bool // all of it has been read
}

// hold keeps content until the filters have decided. Those in shadow see it when the client has its reply.
func (s *Session) hold(f fetched) error {
	h := &held{fetched: f, content: s.front.Spool.NewContent(), head: message.End{Stuffed: true}}
	defer h.content.Close()
	watched := s.run.Watches()
	err := s.decide(h)
	if watched && err == nil {
		err = s.flush()
	}
	if watched {
		s.run.Shadow(nil)
	}
	return err
}

// decide reads what is held. Once the Header hooks have passed it and nobody else wants to see it, it goes on as a stream.
func (s *Session) decide(h *held) error {
	for {
		piece, end, err := s.contentPiece(&h.fetched)
		if err != nil {
			return s.effect(h.x, s.inItsPlace())
		}
		h.ended = end
		if fault := s.keep(h, withoutDot(piece, end)); fault.text != "" {
			return s.insteadOf(h, fault, byProxy)
		}
		switch {
		case h.decided.Action != filters.Go:
			return s.withhold(h)
		case h.message != nil && h.content.Size() > s.front.maxSize() && s.run.Has(filters.AtMessage):
			return s.tooLarge(h)
		case end:
			return s.decideHeld(h)
		case h.message != nil && !s.run.Has(filters.AtMessage):
			return s.goOn(h)
		}
	}
}

// keep adds a piece to what is held, and asks the Header hooks as soon as the header block is there.
func (s *Session) keep(h *held, piece []byte) (fault own) {
	if _, err := h.content.Write(piece); err != nil {
		return s.spoolFault(err)
	}
	if h.message != nil {
		return own{}
	}
	if _, over := h.head.Find(piece); !over {
		return own{}
	}
	return s.askHeader(h)
}

// spoolFault is the reply where there is no room.
func (s *Session) spoolFault(err error) own {
	s.emit(journal.Event{Kind: journal.Finding, Key: "pop3.spool", Value: filters.Clean(err.Error()), Err: err})
	if errors.Is(err, spool.ErrFull) {
		return spoolFull
	}
	return diskTrouble
}

// askHeader makes the message of what is there and asks the Header hooks. A header of which they would see only a part is a failure of theirs.
func (s *Session) askHeader(h *held) (fault own) {
	o := h.options()
	o.HeaderOnly = true
	m, err := message.New(h.content, h.content.Size(), o)
	if err != nil {
		return s.spoolFault(err)
	}
	h.message = m
	if err := m.Err(); err != nil {
		h.decided = s.run.Unasked(filters.AtHeader, err)
		return own{}
	}
	h.decided = s.run.Header(m)
	return own{}
}

// decideHeld asks the hooks about what is wholly there, and lets the client have it, or not.
func (s *Session) decideHeld(h *held) error {
	if h.message == nil {
		if fault := s.askHeader(h); fault.text != "" {
			return s.insteadOf(h, fault, byProxy)
		}
	}
	if h.decided.Action == filters.Go {
		delay := h.decided.Delay
		message.Complete(h.message, h.content.Size())
		h.decided = s.run.Message(h.message)
		h.decided.Delay += delay
	}
	if h.decided.Action != filters.Go {
		return s.withhold(h)
	}
	return s.deliver(h)
}

// tooLarge is for what is more than the Message hooks may have held: to them it is a failure, and if it may pass it streams.
func (s *Session) tooLarge(h *held) error {
	err := fmt.Errorf("the message has more than the %d octets of max_size", s.front.maxSize())
	d := s.run.Unasked(filters.AtMessage, err)
	d.Delay += h.decided.Delay
	switch h.decided = d; {
	case d.Action != filters.Go:
		return s.withhold(h)
	case h.ended:
		message.Complete(h.message, h.content.Size())
		return s.deliver(h)
	}
	return s.goOn(h)
}
