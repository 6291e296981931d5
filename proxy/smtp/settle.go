package smtp

import (
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxDown is how many octets of replies wait for the end of a group before the client hears them.
const maxDown = 16 << 10

// settle sends what is to go up and concludes all open exchanges in order.
func (s *Session) settle() error {
	s.send()
	for i := range s.queue {
		err := s.conclude(&s.queue[i])
		if err == nil && len(s.down) >= maxDown {
			err = s.flush()
		}
		if err != nil {
			s.queue = s.queue[:0]
			return err
		}
	}
	s.queue = s.queue[:0]
	return nil
}

// settleAndFlush also lets the client hear it.
func (s *Session) settleAndFlush() error {
	if err := s.settle(); err != nil {
		return err
	}
	return s.flush()
}

// conclude finds the reply of an exchange, lets it take effect, and puts it on its way to the client.
func (s *Session) conclude(x *exchange) error {
	a := answer{code: x.answer.code, by: x.by, own: true}
	if x.answer.code == 0 {
		a = s.hear(x)
	} else {
		a.text = x.answer.append(nil)
		if a.by == "" {
			a.by = byProxy
		}
	}
	return s.effect(x, a)
}

// effect lets a reply take effect. Order matters: the gate's tables first, then the filters, then the state that the client will see.
func (s *Session) effect(x *exchange, a answer) error {
	if s.cut(x, &a) {
		return errStopped
	}
	if err := s.mediation(x, &a); err != nil {
		return err
	}
	if x.inward {
		s.recordReply(x, a)
	}
	var end error
	if x.row.heard != nil && x.answer.code == 0 {
		end = x.row.heard(s, x, &a)
	}
	if err := s.pause(x.delay); err != nil {
		return err
	}
	s.tell(x, a)
	if e := s.tx.ending; e != nil {
		s.endTransaction(e.outcome, e.last, e.by)
	}
	switch {
	case end != nil:
		return end
	case x.hangup && x.answer == upstreamDown:
		return errUnreachable
	case x.hangup:
		return errHangup
	case a.code == 421 && !x.inward:
		return errFarewell
	}
	return nil
}

// mediation makes of the upstream's reply what the client may hear. On an error it has heard all there is.
func (s *Session) mediation(x *exchange, a *answer) error {
	switch {
	case a.by != byUpstream || x.inward:
		return nil
	case a.code == 250 && x.row.verb == "EHLO":
		s.mediate(a)
	case a.code == 334:
		if err := s.carryOn(x, a); err != nil {
			return err
		}
	}
	if s.run.Asks(filters.AtReply) && a.by == byUpstream {
		s.filterReply(x, a)
	}
	return nil
}

// tell puts a reply on its way to the client and on record.
func (s *Session) tell(x *exchange, a answer) {
	if x.inward {
		return
	}
	s.recordReply(x, a)
	s.final = s.final || x.row == &endOfContent
	s.down = append(s.down, a.text...)
}

// flush writes what is on its way down. A client that doesn't read is given up after the time of a command.
func (s *Session) flush() error {
	if len(s.down) == 0 {
		return nil
	}
	unkept := s.recorded()
	s.client.WriteBy(earlier(s.now().Add(s.front.Timeouts.command()), s.budget))
	_, err := s.client.Write(s.down)
	s.down = s.down[:0]
	if err != nil {
		return fmt.Errorf("%w: %w", errClient, err)
	}
	return unkept
}

// pause waits because filters asked for it; the replies before this one leave first.
func (s *Session) pause(d time.Duration) error {
	if d <= 0 {
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	if !s.budget.IsZero() {
		d = min(d, s.budget.Sub(s.now()))
	}
	select {
	case <-s.front.Clock.After(d):
	case <-s.Calm.Done():
	}
	return nil
}
