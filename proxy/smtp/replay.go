package smtp

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// replay replaces an upstream connection that was lost while content was held, and says the envelope again. It is done once, never for a
// client that has logged in (secrets aren't kept), and counts only if every reply has the class that it had before.
func (s *Session) replay() bool {
	if s.up != nil || s.tx.replayed || s.login.tried || len(s.farewell) > 0 {
		return false
	}
	s.tx.replayed = true
	up, err := s.connect(s.Torn)
	if err != nil {
		return false
	}
	s.recordGreeting(up)
	if s.heard.Code != 220 || !s.introduceAgain(up) || !s.sameEnvelope(up) {
		up.Reset()
		return false
	}
	s.up, s.phase, s.tx.upTo = up, talking, up.Server.Addr()
	s.emit(journal.Event{Kind: journal.Upstream, Value: "replayed", Upstream: s.tx.upTo})
	return true
}

// introduceAgain says the HELO or EHLO to which the lost server had agreed, if it did. The server must offer all that the client was offered.
func (s *Session) introduceAgain(up *leg) bool {
	if s.helloLine == "" {
		return true
	}
	reply := s.sayTo(up, s.helloLine)
	if reply.Code != 250 {
		return false
	}
	if !s.hello.Extended {
		return true
	}
	up.offers = offersOf(replyLines(reply.Text))
	for e := range exts {
		if s.offered[e].on && !extensions[e].mediated(s, &up.offers, up.offers[e]).on {
			return false
		}
	}
	return true
}

func (s *Session) sameEnvelope(up *leg) bool {
	begin := 0
	for _, step := range s.tx.steps {
		if s.sayTo(up, string(s.tx.envelope[begin:step.end])).Code/100 != step.class {
			return false
		}
		begin = step.end
	}
	return true
}

// sayTo says one line on a connection that isn't the session's yet, and hears the reply; the zero Reply if there is none, or if it came
// before the line.
func (s *Session) sayTo(up *leg, line string) wire.Reply {
	if up.Pending() != wire.Silent {
		up.ReadBy(s.now().Add(stall))
		if up.ReadReply(&s.heard) == nil {
			s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
		}
		return wire.Reply{}
	}
	up.spoke = s.now()
	up.WriteBy(s.answerBy())
	up.ReadBy(s.answerBy())
	verb, arg, _ := strings.Cut(strings.TrimSuffix(line, "\r\n"), " ")
	s.recordLine(journal.PS, filters.Command{Verb: verb, Arg: arg})
	if _, err := fmt.Fprint(up, line); err != nil {
		return wire.Reply{}
	}
	if err := up.ReadReply(&s.heard); err != nil {
		return wire.Reply{}
	}
	s.recordWords(journal.SP, verb, s.heard.Text, byUpstream)
	up.spoiled = up.spoiled || s.heard.Code >= 400
	return s.heard
}
