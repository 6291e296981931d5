package pop3

import (
	"cmp"
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// How many octets of replies wait for the end of a group before the client hears them, and how many an idle session has room for.
const (
	maxDown   = 32 << 10
	smallDown = 4 << 10
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
		end = x.row.heard(s, x, a)
	}
	return end, s.pause(x.delay)
}

// put puts a reply on its way, and on record.
func (s *Session) put(x *exchange, a answer) {
	s.recordReply(x, a)
	s.down = append(append(s.down, a.told.line...), a.told.more...)
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

// flush writes what is on its way down. A client that doesn't read is given up after the time of a command.
func (s *Session) flush() error {
	if len(s.down) == 0 {
		return nil
	}
	down := s.down
	s.down = s.down[:0]
	return s.write(down)
}

// write writes down. What can't be put on record isn't said; the client is told so, but never within a reply that has begun.
func (s *Session) write(p []byte) error {
	unkept := s.recorded()
	switch {
	case unkept != nil && s.begun:
		return unkept
	case unkept != nil:
		p = noRecord.append(nil, s.codes())
	}
	s.begun = s.midway
	s.client.WriteBy(s.takenBy())
	if _, err := s.client.Write(p); err != nil {
		return fmt.Errorf("%w: %w", errClient, err)
	}
	return unkept
}

// takenBy is until when the client is to take what is written: a client that takes each piece of a message just in time has no longer than
// the session lasts. What ends a reply is told all the same.
func (s *Session) takenBy() time.Time {
	by := s.now().Add(s.front.Timeouts.command())
	if s.midway {
		return earlier(by, s.ends())
	}
	return by
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
