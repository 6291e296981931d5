package pop3

import (
	"cmp"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

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

// conclude finds the reply of an exchange, lets it take effect, and puts it on its way to the client, with all that follows.
func (s *Session) conclude(x *exchange) error {
	if x.answer.text != "" {
		return s.effect(x, answer{told: words{line: x.answer.append(nil, s.codes())}, by: cmp.Or(x.by, byProxy)})
	}
	a, err := s.hear(x)
	switch {
	case err != nil:
		return err
	case x.follows && a.ok && a.by == byUpstream:
		return x.row.follow(s, x, a)
	}
	return s.effect(x, a)
}

// effect lets a reply take effect and be told.
func (s *Session) effect(x *exchange, a answer) error {
	end, err := s.take(x, &a)
	if err != nil {
		return err
	}
	s.put(x, a)
	return s.ended(x, end)
}

// take lets a reply take effect. Order matters: first an AUTH goes on, then the filters may word the reply anew, then the session's state
// changes; end is why the session ends behind it.
func (s *Session) take(x *exchange, a *answer) (end, err error) {
	if s.Aborting() && a.by == byProxy && x.answer.text == "" && !s.drop.doubt {
		return nil, errStopped
	}
	if a.challenge {
		if err := s.carryOn(x, a); err != nil {
			return nil, err
		}
	}
	s.filterReply(x, a)
	if x.row.heard != nil && x.answer.text == "" {
		end = x.row.heard(s, x, *a)
	}
	return end, s.pause(x.delay)
}

// put puts a reply on its way, and on record.
func (s *Session) put(x *exchange, a answer) {
	s.recordReply(x, a)
	s.later(a.told.line)
	s.later(a.told.more)
}

// ended is whether the session ends behind a reply.
func (s *Session) ended(x *exchange, end error) error {
	switch {
	case end != nil:
		return end
	case x.hangup && x.answer == upstreamDown:
		return errUnreachable
	case x.hangup && x.row == &theGreeting && x.answer == (own{}) && s.heard.Kind == wire.Negative:
		return errTurnedAway
	case x.hangup:
		return errHangup
	case len(s.farewell) > 0 && x.answer.text == "": // and now the client has it
		return errFarewell
	}
	return nil
}

// pause waits because filters asked for it; the replies before this one leave first.
func (s *Session) pause(d time.Duration) error {
	if d <= 0 {
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	select {
	case <-s.front.Clock.After(d):
	case <-s.Calm.Done():
	}
	return nil
}
