package smtp

import (
	"bytes"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Who a reply is by.
const (
	byUpstream = "upstream"
	byProxy    = "proxy"
)

// emit records an event. What happens while a command is being decided comes behind the command.
func (s *Session) emit(e journal.Event) {
	if s.tx.open || s.showing {
		e.Transaction = s.number
	}
	s.scribe.Emit(e)
}

// begins notes a command of which it isn't known yet how far it goes.
func (s *Session) begins(c *command) {
	c.said = c.seen
	s.scribe.Hold()
}

// goes records the command that was being decided: C if it goes up, CP if not.
func (s *Session) goes(way journal.Way) {
	s.scribe.Release(func() { s.recordLine(way, s.command.said) })
}

func (s *Session) recordLine(way journal.Way, c filters.Command) {
	if s.scribe.Dialogue() {
		s.emit(journal.Event{Kind: journal.Command, Way: way, Verb: c.Verb, Arg: filters.Clean(c.Arg)})
	}
}

// recordReply records what the upstream has said and what the client is about to hear, which may be the same.
func (s *Session) recordReply(x *exchange, a answer) {
	verb, by := x.seen.Verb, a.by
	switch {
	case !x.inward && a.said != nil && bytes.Equal(a.said, a.text):
		s.recordWords(journal.S, verb, a.text, by)
		return
	case a.said != nil:
		s.recordWords(journal.SP, verb, a.said, byUpstream)
		if by == byUpstream {
			by = byProxy
		}
	}
	if !x.inward {
		s.recordWords(journal.PC, verb, a.text, by)
	}
}

// recordWords records a reply to a verb.
func (s *Session) recordWords(way journal.Way, verb string, text []byte, by string) {
	if !s.scribe.Dialogue() {
		return
	}
	r := parsed(text)
	s.emit(journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Code: r.Code, Enhanced: r.Enhanced, Lines: r.Lines, By: by})
}

// violation records that a peer broke the protocol.
func (s *Session) violation(by journal.Way, what string) {
	e := journal.Event{Kind: journal.Violation, Way: by, Value: filters.Clean(what)}
	if s.up != nil {
		e.Upstream = s.up.Server.Addr()
	}
	s.emit(e)
}

// filterReply asks the Reply hooks; they may word the reply anew, or hang up behind it.
func (s *Session) filterReply(x *exchange, a *answer) {
	before := parsed(a.text)
	after := before
	command := x.seen
	if a.code == 421 && len(s.farewell) > 0 {
		command = filters.Command{} // nobody has asked for it
	}
	d := s.run.Reply(command, &after)
	if !s.tx.utf8 {
		after.Lines = conversation.ASCIILines(after.Lines, before.Lines)
	}
	x.delay += d.Delay
	if changed := worded(after); string(changed) != string(worded(before)) {
		a.code, a.text, a.own = after.Code, changed, true
	}
	x.hangup = x.hangup || d.Action == filters.Disconnect
}
