package pop3

import (
	"errors"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// hear reads the upstream's status line for an exchange. Where there is none the gate answers in its place, and the upstream is lost. What the
// client could have by now doesn't wait for it. The error is the client's.
func (s *Session) hear(x *exchange) (answer, error) {
	if s.up == nil {
		return s.inItsPlace(), nil
	}
	if !s.up.HasLine() {
		if len(s.down) > smallDown {
			if err := s.flush(); err != nil {
				return answer{}, err
			}
		}
		s.up.ReadBy(s.answerBy())
		s.up.Expect(x.follows)
	}
	limit := 0
	if x.row.verb == "AUTH" {
		limit = maxAuthLine
	}
	err := s.up.ReadStatus(&s.heard, limit)
	if err == nil && s.heard.Kind == wire.Challenge && !x.challenged() {
		s.recordStatus(journal.SP, x.seen.Verb, &s.heard, byUpstream)
		err = &wire.StatusError{Why: "a challenge to " + x.row.verb}
	}
	if err != nil {
		s.noAnswer(x, err)
		return s.inItsPlace(), nil
	}
	return s.heardAnswer(), nil
}

// challenged tells whether the reply may be a challenge: AUTH without a mechanism begins no exchange.
func (x *exchange) challenged() bool { return x.row.verb == "AUTH" && x.arg != "" }

// heardAnswer is the upstream's last status line, until the next is read.
func (s *Session) heardAnswer() answer {
	return answer{
		ok: s.heard.Kind == wire.Positive, challenge: s.heard.Kind == wire.Challenge,
		told: words{line: s.heard.Text}, said: words{line: s.heard.Text}, by: byUpstream,
	}
}

// inItsPlace is what the client hears when the upstream has no answer.
func (s *Session) inItsPlace() answer {
	if len(s.farewell) > 0 {
		return answer{told: words{line: s.farewell}, by: byUpstream}
	}
	return s.ownAnswer(upstreamSaid)
}

// noAnswer records why the upstream gave no reply, and loses it: after a time-out or an error it can't be known which reply would be
// the next. A QUIT that it has may have deleted what was marked.
func (s *Session) noAnswer(x *exchange, err error) {
	var bad *wire.StatusError
	if errors.As(err, &bad) {
		s.violation(journal.S, bad.Error())
	}
	if x.row.verb == "QUIT" && s.drop.marked() > 0 {
		s.drop.doubt = true
		s.emit(journal.Event{Kind: journal.Upstream, Value: "in-doubt", Upstream: s.up.Server.Addr(), Err: err})
	}
	s.lose(err)
}
