package smtp

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var dotCommand = filters.Command{Verb: "."}

// read begins to read content from the client.
func (s *Session) read() *wire.ContentReader {
	return s.client.Content(s.front.Timeouts.data(), s.ends(), s.front.Normalise)
}

// piece waits for the next piece of content. While the upstream waits idly it is kept awake.
func (s *Session) piece(r *wire.ContentReader) (piece []byte, end bool, err error) {
	for {
		piece, end, err = r.Next()
		s.tx.read = r.Size
		if !errors.Is(err, wire.ErrWoken) {
			if err == nil {
				s.witness(withoutDot(r.Raw(), end), withoutDot(piece, end), true)
			}
			if err == nil && end {
				s.testify()
			}
			return piece, end, err
		}
		if s.Aborting() {
			return nil, false, errStopped
		}
		if err := s.keepAwake(r); err != nil {
			return nil, false, err
		}
	}
}

// awake is how long an upstream that waits for held content is left without a word.
const awake = 45 * time.Second

// keepAwake says NOOP to an upstream that has heard nothing for long, and sets the alarm for the next time.
func (s *Session) keepAwake(r *wire.ContentReader) error {
	if s.up == nil || s.tx.sending {
		return nil
	}
	if err := s.stir(); err != nil || s.up == nil {
		return err
	}
	r.Alarm(s.up.spoke.Add(awake))
	return nil
}

// stir says NOOP if it is time.
func (s *Session) stir() error {
	if s.up == nil || s.tx.sending || s.now().Before(s.up.spoke.Add(awake)) {
		return nil
	}
	if err := s.inward(&ownNoop, "NOOP\r\n"); err != nil {
		return err
	}
	return s.settle()
}

// spoiled answers content that can't be passed on. What the upstream has of it must not look whole to it.
func (s *Session) spoiled(r *wire.ContentReader, err error) error {
	reply := bareContent
	switch {
	case errors.Is(err, wire.ErrNUL):
		reply = nulContent
	case !errors.Is(err, wire.ErrBareNewline):
		return err
	}
	s.violation(journal.C, reply.text)
	s.tear(err)
	if err := s.swallow(r); err != nil {
		return err
	}
	if err := s.endContent(reply, byProxy, journal.Refused); err != nil {
		return err
	}
	return errContent
}

// tear resets an upstream connection that is in the middle of content.
func (s *Session) tear(err error) {
	if s.tx.sending {
		s.reset(err)
		s.tx.sending = false
	}
}

// swallow reads to the end of the content, of which no more is wanted: up to twice the largest message.
func (s *Session) swallow(r *wire.ContentReader) error {
	for {
		err := r.Swallow(2 * s.front.maxSize())
		s.tx.read = r.Size
		switch {
		case errors.Is(err, wire.ErrWoken) && !s.Aborting():
			continue
		case errors.Is(err, wire.ErrWoken):
			return errStopped
		case errors.Is(err, wire.ErrEndless):
			return errEndless
		}
		return err
	}
}

// refuseRest swallows the rest and refuses the message.
func (s *Session) refuseRest(r *wire.ContentReader, o own) error {
	s.tear(errors.New(o.text))
	if err := s.swallow(r); err != nil {
		return err
	}
	return s.refuseContent(o, byProxy)
}

// refuseContent gives the gate's own reply to the end of content, and brings the upstream out of the transaction.
func (s *Session) refuseContent(o own, by string) error {
	if err := s.endContent(o, by, outcomeOf(o.code)); err != nil {
		return err
	}
	return s.resetUpstream()
}

// endContent lets the client hear the gate's own reply to the end of content.
func (s *Session) endContent(o own, by string, outcome journal.Outcome) error {
	err := s.conclude(&exchange{row: &endOfContent, seen: dotCommand, answer: o, by: by})
	s.endTransaction(outcome, o, by)
	s.endBudget()
	return errors.Join(err, s.flush())
}

// heardContent ends the transaction as the upstream has decided.
func (s *Session) heardContent(x *exchange, a *answer) error {
	s.unread(x, a)
	outcome := outcomeOf(a.code)
	if s.tx.doubt {
		outcome = journal.InDoubt
	}
	if a.by == byUpstream {
		s.tx.answer = firstLine(a.text)
	}
	s.tx.sending = false
	s.endWith(outcome, ownOf(a), a.by)
	return nil
}

// resetUpstream says RSET in the gate's own name; any answer but 250 closes the upstream.
func (s *Session) resetUpstream() error {
	if s.up == nil {
		return nil
	}
	if err := s.inward(&ownReset, "RSET\r\n"); err != nil {
		return err
	}
	return s.settle()
}

// heardInward drops an upstream that doesn't agree to what the gate has said in its own name.
func (s *Session) heardInward(_ *exchange, a *answer) error {
	if a.code != 250 && s.up != nil {
		s.lose(errors.New("answered " + firstLine(a.text)))
	}
	return nil
}
