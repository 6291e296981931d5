package pop3

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

// How much of that an idle session has room for.
const (
	smallQueue    = 4
	smallOutgoing = 512
)

// exchange is one command with its one reply. The replies leave in the order of the queue, whoever gives them.
type exchange struct {
	row     *verb
	seen    filters.Command // as filters and the record see it
	arg     string          // as it went up
	answer  own             // the gate's reply; zero: the upstream's is awaited
	by      string          // who gave the gate's reply: "" the gate, or a filter's label
	delay   time.Duration
	message int  // that it is about
	follows bool // lines follow +OK
	hangup  bool // close both sides behind the reply
}

// words are those of a reply, in wire form.
type words struct {
	line []byte // the status line; nil: nothing was said
	more []byte // the lines that follow, where they were read already
	size int64  // octets of what follows, where it isn't a message
}

// answer is a reply on its way to the client.
type answer struct {
	ok        bool
	challenge bool   // neither +OK nor -ERR yet
	told      words  // as the client hears it
	said      words  // as the upstream has just said it
	by        string // "upstream", "proxy", or a filter's label
	code      string // the response code of the gate's own reply, whether clients are told it or not
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

// decided answers a command as a chain has decided. A message that was asked for is withheld by that.
func (s *Session) decided(c *command, d filters.Decision) error {
	s.goes(journal.CP)
	if c.row.fetches() {
		s.drop.withhold(c.message())
	}
	s.queue = append(s.queue, exchange{
		row: c.row, seen: c.seen, answer: fromFilter(d.Reply), by: d.Filter, delay: c.delay + d.Delay,
		hangup: d.Action == filters.Disconnect,
	})
	if d.Action == filters.Disconnect {
		return s.settle()
	}
	return nil
}

// forward queues a command for the upstream. One that doesn't take commands in groups is asked at once.
func (s *Session) forward(c *command) error {
	if s.up == nil {
		return s.answered(c, upstreamSaid)
	}
	if c.edited {
		s.goes(journal.CP)
		s.recordLine(journal.PS, filters.Command{Verb: c.row.verb, Arg: c.seen.Arg})
	}
	s.goes(journal.C)
	s.outgoing = c.wire(s.outgoing)
	s.queue = append(s.queue, exchange{
		row: c.row, seen: c.seen, arg: c.arg, delay: c.delay, message: c.message(),
		follows: c.row.follows != nil && c.row.follows(c.arg),
	})
	if !s.offers[capPipelining] || len(s.queue) >= maxOutstanding || len(s.outgoing) >= maxOutgoing {
		return s.settle()
	}
	return nil
}

// forwardAlone also lets nothing be decided behind the command before its reply is known.
func (s *Session) forwardAlone(c *command) error {
	if err := s.forward(c); err != nil {
		return err
	}
	return s.settle()
}
