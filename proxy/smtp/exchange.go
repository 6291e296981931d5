package smtp

import (
	"fmt"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// The most that is outstanding at the upstream at one time, so that neither side ever waits for the other to read.
const (
	maxOutstanding = 64
	maxOutgoing    = 8 << 10
)

// maxDown is how many octets of replies wait for the end of a group before the client hears them.
const maxDown = 16 << 10

// exchange is one command with its one reply. The replies leave in the order of the queue, whoever gives them.
type exchange struct {
	row    *verb
	seen   filters.Command // as filters and the record see it
	answer own             // the gate's reply; zero: the upstream's is awaited
	by     string          // who gave the gate's reply: "" the gate, or a filter's label
	delay  time.Duration
	path   int  // the recipient that it is about
	inward bool // of the gate's making: the client hears nothing of it
	chunk  bool // BDAT: octets have gone up with it
	hangup bool // close both sides behind the reply
}

// answer is a reply on its way to the client.
type answer struct {
	code int
	text []byte // all lines in wire form
	by   string // "upstream", "proxy", or a filter's label
	own  bool   // in the gate's words, or changed by a filter
}

// answered queues a reply of the gate to a command.
func (s *Session) answered(c *command, o own) error {
	s.goes(journal.CP)
	s.queue = append(s.queue, exchange{row: c.row, seen: c.seen, answer: o, delay: c.delay})
	if len(s.queue) >= maxOutstanding {
		return s.settle()
	}
	return nil
}

// wrong answers a command that is a mistake; too many of them end the session.
func (s *Session) wrong(c *command, o own) error {
	if s.errors++; s.errors > s.front.errors() {
		if err := s.settleAndFlush(); err != nil {
			return err
		}
		return errErrors
	}
	return s.answered(c, o)
}

// decided answers a command as a chain has decided.
func (s *Session) decided(c *command, d filters.Decision) error {
	s.goes(journal.CP)
	s.queue = append(s.queue, exchange{
		row: c.row, seen: c.seen, answer: fromFilter(d.Reply), by: d.Filter, delay: c.delay + d.Delay,
		hangup: d.Action == filters.Disconnect,
	})
	if d.Action == filters.Disconnect {
		return s.settle()
	}
	return nil
}

// forward queues a command for the upstream, in the words of line.
func (s *Session) forward(c *command, line []byte) error {
	if s.up == nil {
		return s.answered(c, s.noUpstream())
	}
	if c.edited {
		s.goes(journal.CP)
		s.recordLine(journal.PS, filters.Command{Verb: c.row.verb, Arg: c.arg})
	}
	s.goes(journal.C)
	return s.ask(exchange{row: c.row, seen: c.seen, delay: c.delay, path: c.path}, line)
}

// noUpstream is what a command hears that would have to go up when nobody is there.
func (s *Session) noUpstream() own {
	if s.phase == lost {
		return upstreamSaid
	}
	return helloFirst
}

// inward queues a command of the gate's own.
func (s *Session) inward(row *verb, line string) error {
	seen := filters.Command{Verb: row.verb}
	s.recordLine(journal.PS, seen)
	return s.ask(exchange{row: row, seen: seen, inward: true}, []byte(line))
}

// ask queues a command for the upstream. One that doesn't take commands in groups is asked at once.
func (s *Session) ask(x exchange, line []byte) error {
	s.outgoing = append(s.outgoing, line...)
	s.queue = append(s.queue, x)
	if !s.up.offers[extPipelining].on || len(s.queue) >= maxOutstanding || len(s.outgoing) >= maxOutgoing {
		return s.settle()
	}
	return nil
}

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
	if err := s.mediation(x, &a); err != nil {
		return err
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
	s.recordReply(x, a)
	if !x.inward {
		s.down = append(s.down, a.text...)
	}
}

// flush writes what is on its way down. A client that doesn't read is given up after the time of a command.
func (s *Session) flush() error {
	if len(s.down) == 0 {
		return nil
	}
	s.client.WriteBy(earlier(s.now().Add(s.front.Timeouts.command()), s.budget))
	_, err := s.client.Write(s.down)
	s.down = s.down[:0]
	if err != nil {
		return fmt.Errorf("%w: %w", errClient, err)
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
	if !s.budget.IsZero() {
		d = min(d, s.budget.Sub(s.now()))
	}
	select {
	case <-s.front.Clock.After(d):
	case <-s.calm.Done():
	}
	return nil
}
