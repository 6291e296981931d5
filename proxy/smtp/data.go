package smtp

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var dotCommand = filters.Command{Verb: "."}

// data takes content (RFC 5321, section 4.1.1.4): it streams up, is held until filters have decided, or is thrown away.
func (s *Session) data(c *command) error {
	switch {
	case !s.tx.open:
		return s.wrong(c, mailFirst)
	case s.tx.has(asked, accepted) == 0 && s.tx.has(discarded) > 0 && s.tx.discard != "":
		return s.takeContent(c, s.discardContent)
	case !s.holds() && s.tx.has(asked, accepted) > 0 && s.tx.has(discarded) == 0:
		return s.dataUp(c)
	}
	if err := s.settle(); err != nil {
		return err
	}
	switch {
	case s.up == nil:
		return s.answered(c, upstreamSaid)
	case !s.tx.open:
		return s.answered(c, mailFirst)
	case s.tx.has(accepted) == 0 && s.tx.has(discarded) > 0:
		return s.takeContent(c, s.discardContent)
	case s.tx.has(accepted) == 0:
		return s.answered(c, noRecipients)
	case !s.holds():
		return s.dataUp(c)
	case s.front.Spool.Full():
		return s.answered(c, spoolFull)
	}
	return s.takeContent(c, s.holdContent)
}

// dataUp lets the upstream decide about DATA, and the content stream behind its 354.
func (s *Session) dataUp(c *command) error {
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	if err := s.settleAndFlush(); err != nil || !s.tx.sending {
		return err
	}
	return s.streamContent(s.read(), s.shadowCopy(true))
}

func (s *Session) heardData(_ *exchange, a *answer) error {
	s.tx.sending = a.code == 354
	return nil
}

// takeContent answers DATA here and lets take read what comes.
func (s *Session) takeContent(c *command, take func() error) error {
	s.answered(c, goAhead)
	if err := s.settleAndFlush(); err != nil {
		return err
	}
	return take()
}

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
			return piece, end, err
		}
		if s.aborting() {
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
		case errors.Is(err, wire.ErrWoken) && !s.aborting():
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

// discardContent throws content away and says 250, as a filter wants it.
func (s *Session) discardContent() error {
	by, why := s.discarder()
	r := s.read()
	if err := s.swallow(r); err != nil {
		return err
	}
	if s.oversize(r, true) {
		return s.refuseContent(tooLarge, byProxy)
	}
	return s.discardHere(by, why)
}

// discardHere is the one way in which a client hears 250 for mail that no upstream has.
func (s *Session) discardHere(by, why string) error {
	o := ok
	if err := s.endContent(o, by, journal.Discarded); err != nil {
		return err
	}
	return s.resetUpstream()
}

// discarder is the filter by which the transaction is discarded.
func (s *Session) discarder() (by, why string) {
	if s.tx.discard != "" {
		return s.tx.by, s.tx.discard
	}
	for _, r := range s.tx.rcpts {
		if r.state == discarded {
			return r.by, "all recipients discarded"
		}
	}
	return byProxy, ""
}
