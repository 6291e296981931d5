package smtp

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// stall is how long a write up may make no progress before the gate looks whether the upstream has said something instead of reading.
const stall = time.Second

// send writes the commands that are to go up, as one group. The upstream owes no reply at this point, so whatever it has
// said is looked at first.
func (s *Session) send() {
	if len(s.outgoing) == 0 {
		return
	}
	defer func() { s.outgoing = s.outgoing[:0] }()
	if !s.quiet() {
		return
	}
	s.write(s.outgoing)
}

// quiet tells whether the upstream, which owes no reply, has said nothing. If it has said 421 the session ends with that; anything else is
// a violation and drops it.
func (s *Session) quiet() bool {
	if s.up == nil {
		return false
	}
	switch s.up.Pending() {
	case wire.Silent:
		return true
	case wire.Gone, wire.Broken:
		s.lose(errors.New("closed by the upstream"))
	case wire.Spoke:
		s.unasked()
	}
	return false
}

// unasked reads what an upstream says that wasn't asked.
func (s *Session) unasked() {
	s.up.ReadBy(s.now().Add(stall))
	err := s.up.ReadReply(&s.heard)
	if err == nil {
		s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
	}
	if err == nil && s.heard.Code == 421 {
		s.farewell = append(s.farewell[:0], s.heard.Text...)
		s.lose(errFarewell)
		return
	}
	s.violation(journal.S, "a reply without a command")
	s.lose(errors.New("a reply without a command"))
}

// write writes up. An upstream that can't be written to is lost.
func (s *Session) write(p []byte) {
	s.up.spoke, s.up.clean = s.now(), false
	s.up.WriteBy(s.answerBy())
	if _, err := s.up.Write(p); err != nil {
		s.lose(err)
	}
}

// answerBy is until when the upstream's next step is waited for. Behind the end of content that is the budget alone: servers may take
// longer over a message than over a command (RFC 5321, section 4.5.3.2.6).
func (s *Session) answerBy() time.Time {
	if !s.budget.IsZero() {
		return s.budget
	}
	return s.now().Add(s.front.Upstream.Reply())
}
