package pop3

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// send writes the commands that are to go up, as one group. The upstream owes no reply at this point, so whatever it has
// said is looked at first.
func (s *Session) send() {
	if len(s.outgoing) > 0 && s.quiet() {
		s.sendUp(s.outgoing)
	}
	s.outgoing = s.outgoing[:0]
}

// sendUp writes up. An upstream that can't be written to is lost.
func (s *Session) sendUp(p []byte) {
	s.up.WriteBy(s.answerBy())
	if _, err := s.up.Write(p); err != nil {
		s.lose(err)
	}
}

// quiet tells whether the upstream, which owes no reply, has said nothing. If it has said -ERR the session ends with that, as servers do that
// shut down or have waited too long; anything else is a violation and drops it.
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
	s.up.ReadBy(s.now().Add(time.Second))
	err := s.up.ReadStatus(&s.heard, 0)
	if err == nil {
		s.recordStatus(journal.SP, "", &s.heard, byUpstream)
	}
	if err == nil && s.heard.Kind == wire.Negative {
		s.farewell = append(s.farewell[:0], s.heard.Text...)
		s.lose(errFarewell)
		return
	}
	s.violation(journal.S, "a reply without a command")
	s.lose(errors.New("a reply without a command"))
}

// answerBy is until when the upstream's next step is waited for.
func (s *Session) answerBy() time.Time { return s.now().Add(s.front.Upstream.Reply()) }

// lose gives up an upstream that has failed; it is never used again.
func (s *Session) lose(err error) {
	if s.up == nil {
		return
	}
	if s.Aborting() {
		err = errStopped // it is the gate that waits no longer
	}
	s.emit(journal.Event{Kind: journal.Upstream, Value: "lost", Upstream: s.up.Server.Addr(), Err: err})
	s.up.Reset()
	s.up, s.phase = nil, lost
}

// closeUpstream ends the upstream connection at the end of the session. Without a QUIT before it, nothing is deleted (RFC 1939, section 6).
func (s *Session) closeUpstream() {
	if s.up != nil {
		s.up.Close()
		s.up = nil
	}
}
