package smtp

import (
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// The most that is outstanding at the upstream at one time, so that neither side ever waits for the other to read.
const (
	maxOutstanding = 64
	maxOutgoing    = 8 << 10
)

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
	said []byte // as the upstream has just said it; nil: it has said nothing
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
