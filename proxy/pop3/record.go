package pop3

import (
	"bytes"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Who a reply is by.
const (
	byUpstream = "upstream"
	byProxy    = "proxy"
)

// emit records an event. What happens while a command is being decided comes behind the command.
func (s *Session) emit(e journal.Event) {
	if s.fetching {
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

// recordReply records what the upstream has said and what the client is about to hear, which may be the same. Of lines that follow the record
// has those that were read already.
func (s *Session) recordReply(x *exchange, a answer) {
	if !s.scribe.Dialogue() {
		return
	}
	verb, by := x.seen.Verb, a.by
	switch {
	case a.said.line == nil:
	case bytes.Equal(a.said.line, a.told.line) && bytes.Equal(a.said.more, a.told.more):
		s.recordWords(journal.S, verb, a.told, by)
		return
	default:
		s.recordWords(journal.SP, verb, a.said, byUpstream)
		if by == byUpstream {
			by = byProxy
		}
	}
	s.recordWords(journal.PC, verb, a.told, by)
}

func (s *Session) recordStatus(way journal.Way, verb string, heard *wire.Status, by string) {
	if s.scribe.Dialogue() {
		s.recordWords(way, verb, words{line: heard.Text}, by)
	}
}

// recordWords records a reply to a verb: of the lines that follow it has all, or the first.
func (s *Session) recordWords(way journal.Way, verb string, w words, by string) {
	line := bytes.TrimSuffix(w.line, []byte("\r\n"))
	e := journal.Event{Kind: journal.Reply, Way: way, Verb: verb, Status: statusOf(line), Size: w.size, By: by}
	r := reading(line)
	e.Enhanced, e.Lines = r.Enhanced, r.Lines
	for line := range bytes.Lines(bytes.TrimSuffix(w.more, []byte(".\r\n"))) {
		e.Lines = append(e.Lines, filters.Clean(string(bytes.TrimRight(line, "\r\n"))))
	}
	s.emit(e)
}

// violation records that a peer broke the protocol.
func (s *Session) violation(by journal.Way, what string) {
	e := journal.Event{Kind: journal.Violation, Way: by, Value: filters.Clean(what)}
	if s.up != nil {
		e.Upstream = s.up.Server.Addr()
	}
	s.emit(e)
}
