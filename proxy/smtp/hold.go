package smtp

import (
	"errors"
	"io"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// held is content that is kept until the filters have decided.
type held struct {
	content *spool.Content
	stuffed bool // it came by DATA
	head    message.End
	message *filters.Message // nil until the header block is there
	decided filters.Decision // by the Header hooks; once it isn't Go the rest is thrown away
}

func (s *Session) newHeld(stuffed bool) *held {
	return &held{content: s.front.Spool.NewContent(), stuffed: stuffed, head: message.End{Stuffed: stuffed}}
}

// holdContent keeps the content of a DATA that was answered here. Once the Header hooks have passed it and nobody else wants to see it,
// it goes on as a stream.
func (s *Session) holdContent() error {
	h := s.newHeld(true)
	defer s.release(h)
	r := s.read()
	if err := s.keepAwake(r); err != nil {
		return err
	}
	for {
		piece, end, err := s.piece(r)
		if err != nil {
			return s.spoiled(r, err)
		}
		if end {
			s.startBudget()
		}
		if fault := s.keep(h, withoutDot(piece, end)); fault.code != 0 || s.oversize(r, end) {
			return s.refuseTail(r, end, orTooLarge(fault))
		}
		switch {
		case end:
			return s.decideHeld(h)
		case s.mayGoOn(h):
			if done, err := s.goOn(h, r); done || err != nil {
				return err
			}
		}
	}
}

// release lets the filters in shadow see what was held, and gives it up.
func (s *Session) release(h *held) {
	s.shadow(nil)
	h.content.Close()
}

func orTooLarge(fault own) own {
	if fault.code == 0 {
		return tooLarge
	}
	return fault
}

// keep adds a piece to what is held, and asks the Header hooks as soon as the header block is there.
func (s *Session) keep(h *held, piece []byte) (fault own) {
	if h.decided.Action != filters.Go {
		return own{}
	}
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

// spoolFault is the reply to content for which there is no room.
func (s *Session) spoolFault(err error) own {
	s.emit(journal.Event{Kind: journal.Finding, Key: "smtp.spool", Value: filters.Clean(err.Error()), Err: err})
	if errors.Is(err, spool.ErrFull) {
		return spoolFull
	}
	return diskTrouble
}

// askHeader makes the message of what is there and asks the Header hooks.
func (s *Session) askHeader(h *held) (fault own) {
	m, err := message.New(h.content, h.content.Size(), message.Options{
		Stuffed: h.stuffed, Announced: s.tx.size, HeaderOnly: true, SevenBit: !s.takesEightBit(),
	})
	if err != nil {
		return s.spoolFault(err)
	}
	h.message = m
	var limit *message.LimitError
	if errors.As(h.message.Err(), &limit) && s.holds() {
		return headerTooLarge // a filter would see only a part of it
	}
	h.decided = s.spelt(s.run.Header(h.message))
	return own{}
}

// decideHeld asks the hooks about what is wholly there, and delivers it or refuses it.
func (s *Session) decideHeld(h *held) error {
	if h.message == nil {
		if fault := s.askHeader(h); fault.code != 0 {
			return s.refuseContent(fault, byProxy)
		}
	}
	d := h.decided
	if d.Action == filters.Go {
		message.Complete(h.message, h.content.Size())
		d = s.spelt(s.run.Message(h.message))
		d.Delay += h.decided.Delay
	}
	if err := s.pause(d.Delay); err != nil {
		return err
	}
	return s.concludeHeld(h, d)
}

func (s *Session) concludeHeld(h *held, d filters.Decision) error {
	switch {
	case s.Aborting():
		return errStopped
	case s.client.Pending() == wire.Broken: // a close would change nothing: the client has said all of it
		return errReset
	case s.spent():
		s.reset(errors.New("the time for the end of content was used up before it went up"))
		return s.endContent(upstreamSlow, byProxy, journal.Deferred)
	case d.Action == filters.Swallow:
		return s.discardHere(d.Filter, d.Why)
	case d.Action == filters.Disconnect:
		return errors.Join(s.endContent(fromFilter(d.Reply), d.Filter, journal.Deferred), errHangup)
	case d.Action == filters.Answer:
		return s.refuseContent(fromFilter(d.Reply), d.Filter)
	}
	return s.deliver(h)
}

// body reads the held content as it goes up to DATA.
func (h *held) body(normalise bool) io.Reader {
	wired, _ := message.Wire(h.message)
	if h.stuffed {
		return wired
	}
	return wire.NewStuffer(wired, normalise)
}
