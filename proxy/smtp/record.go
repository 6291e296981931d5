package smtp

import (
	"net/netip"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Who a reply is by.
const (
	byUpstream = "upstream"
	byProxy    = "proxy"
)

// emit completes an event and hands it to the stream. What happens while a command is being decided comes behind the command.
func (s *Session) emit(e journal.Event) {
	if s.front.Stream == nil {
		return
	}
	e.Time = s.now()
	if s.tx.open || s.showing {
		e.Transaction = s.number
	}
	if s.undecided {
		s.behind = append(s.behind, e)
		return
	}
	s.hand(e)
}

// hand gives an event its number and lets it go.
func (s *Session) hand(e journal.Event) {
	s.seq++
	e.Session, e.Seq = s.id, s.seq
	e.Front, e.Protocol = s.front.Label, string(filters.SMTP)
	e.Client = netip.AddrPortFrom(s.peer.Addr, s.peer.Port)
	s.front.Stream.Emit(&e)
}

// begins notes a command of which it isn't known yet how far it goes.
func (s *Session) begins(c *command) {
	c.said = c.seen
	s.undecided = s.dialogue()
}

// goes records the command that was being decided: C if it goes up, CP if not.
func (s *Session) goes(way journal.Way) {
	if !s.undecided {
		return
	}
	s.undecided = false
	s.recordLine(way, s.command.said)
	for _, e := range s.behind {
		s.hand(e)
	}
	s.behind = s.behind[:0]
}

// dialogue tells whether anybody wants to know each line.
func (s *Session) dialogue() bool { return s.front.Stream != nil && s.front.Stream.Dialogue }

func (s *Session) recordLine(way journal.Way, c filters.Command) {
	if s.dialogue() {
		s.emit(journal.Event{Kind: journal.Command, Way: way, Verb: c.Verb, Arg: filters.Clean(c.Arg)})
	}
}

func (s *Session) recordReply(x *exchange, a answer) {
	if !s.dialogue() {
		return
	}
	way := journal.S
	switch {
	case x.inward:
		way = journal.SP
	case a.own:
		way = journal.PC
	}
	r := parsed(a.text)
	s.emit(journal.Event{Kind: journal.Reply, Way: way, Verb: x.seen.Verb, Code: r.Code, Enhanced: r.Enhanced, Lines: r.Lines})
}

// violation records that a peer broke the protocol.
func (s *Session) violation(by journal.Way, what string) {
	e := journal.Event{Kind: journal.Violation, Way: by, Value: filters.Clean(what)}
	if s.up != nil {
		e.Upstream = s.up.server.Addr()
	}
	s.emit(e)
}

// parsed is a reply as filters see it: the enhanced code (RFC 2034) is taken from the lines if all have the same.
func parsed(text []byte) filters.Reply {
	r := filters.Reply{Code: codeOf(text), Lines: replyLines(text)}
	code, _, _ := strings.Cut(r.Lines[0], " ")
	if !isEnhanced(code) {
		return r
	}
	for _, line := range r.Lines {
		if line != code && !strings.HasPrefix(line, code+" ") {
			return r
		}
	}
	r.Enhanced = code
	for i, line := range r.Lines {
		r.Lines[i] = strings.TrimPrefix(line[len(code):], " ")
	}
	return r
}

func codeOf(text []byte) int {
	if len(text) < 3 {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}

// isEnhanced: RFC 3463, section 2.
func isEnhanced(s string) bool {
	class, rest, _ := strings.Cut(s, ".")
	subject, detail, two := strings.Cut(rest, ".")
	return two && (class == "2" || class == "4" || class == "5") && digits(subject) && digits(detail)
}

func digits(s string) bool {
	return len(s) >= 1 && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// worded is a parsed reply in wire form.
func worded(r filters.Reply) []byte {
	lines := r.Lines
	if r.Enhanced != "" {
		lines = make([]string, len(r.Lines))
		for i, line := range r.Lines {
			lines[i] = strings.TrimSpace(r.Enhanced + " " + line)
		}
	}
	return replyText(nil, r.Code, lines)
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
	x.delay += d.Delay
	if changed := worded(after); string(changed) != string(worded(before)) {
		a.code, a.text, a.own = after.Code, changed, true
	}
	x.hangup = x.hangup || d.Action == filters.Disconnect
}

// ownOf is a reply as the summary of a transaction has it.
func ownOf(a *answer) own {
	r := parsed(a.text)
	return own{a.code, r.Enhanced, strings.Join(r.Lines, " / ")}
}
