package smtp

import (
	"errors"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// hear reads the upstream's reply to an exchange. Where there is none the gate answers in its place, and the upstream is lost.
func (s *Session) hear(x *exchange) answer {
	if s.up == nil {
		return s.unheard(x)
	}
	s.up.ReadBy(s.answerBy())
	err := s.up.ReadReply(&s.heard)
	if err == nil && !expected(x, s.heard.Code) {
		s.recordWords(journal.SP, x.seen.Verb, s.heard.Text, byUpstream)
		err = &wire.ReplyError{Why: "out of place: " + firstLine(s.heard.Text)}
	}
	if err != nil {
		s.noAnswer(x, err)
		return s.unheard(x)
	}
	s.up.used = false
	if x.row == &endOfContent {
		s.up.Bind(s.Torn)
	}
	s.up.clean = s.heard.Code == 250 && (x.row == &endOfContent || x.row.verb == "RSET")
	s.up.spoiled = s.up.spoiled || s.heard.Code >= 400
	return s.heardAnswer()
}

// heardAnswer is the upstream's last reply, until the next is read.
func (s *Session) heardAnswer() answer {
	return answer{code: s.heard.Code, text: s.heard.Text, said: s.heard.Text, by: byUpstream}
}

// unheard is what stands in the place of a reply that didn't come. A connection that served another session may have died since.
func (s *Session) unheard(x *exchange) answer {
	if s.phase != lost && x.introduces() {
		return s.hearAnew(x)
	}
	return s.inItsPlace()
}

func (x *exchange) introduces() bool { return x.row.verb == "EHLO" || x.row.verb == "HELO" }

// expected: 354 belongs to DATA and 334 to AUTH alone, the end of content has no intermediate reply, and of EHLO and HELO only 250 is
// understood.
func expected(x *exchange, code int) bool {
	switch {
	case x.row.verb == "DATA":
		return code == 354 || code >= 400
	case x.row.verb == "AUTH":
		return code == 334 || code/100 != 3
	case x.introduces():
		return code == 250 || code >= 400
	}
	return code/100 != 3
}

// inItsPlace is what the client hears when the upstream has no answer.
func (s *Session) inItsPlace() answer {
	if len(s.farewell) > 0 {
		return answer{code: 421, text: s.farewell, by: byUpstream}
	}
	return *upstreamSaid.answer()
}

// noAnswer records why the upstream gave no reply, and loses it: after a time-out or an error it can't be known which reply would be
// the next.
func (s *Session) noAnswer(x *exchange, err error) {
	var bad *wire.ReplyError
	if errors.As(err, &bad) {
		s.violation(journal.S, bad.Error())
	}
	s.up.used = s.up.used && bad == nil && !timedOut(err)
	if x.row == &endOfContent {
		s.tx.doubt = true
		s.emit(journal.Event{Kind: journal.Upstream, Value: "in-doubt", Upstream: s.up.Server.Addr(), Err: err})
	}
	s.lose(err)
}
