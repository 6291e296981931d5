package pop3

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sasl"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// auth is one exchange of several lines (RFC 5034, section 4), passed opaquely to its end; without an argument servers older than CAPA list their
// mechanisms. Nobody but the two ends sees a secret.
func (s *Session) auth(c *command) error {
	arg := strings.Trim(c.arg, " ")
	if arg != c.arg || arg == "" && len(c.line) > len("AUTH\r\n") {
		c.arg, c.edited = arg, true
	}
	mechanism, initial, there := strings.Cut(arg, " ")
	switch mechanism = strings.ToUpper(mechanism); {
	case mechanism == "":
		return s.forwardAlone(c)
	case strings.ContainsFunc(arg, func(letter rune) bool { return letter >= 0x80 }): // a mechanism is ASCII (RFC 4422, section 3.1)
		return s.wrong(c, badArgument)
	case there && !sasl.Initial(initial), there && initial != "=" && sasl.HidesName(mechanism, initial):
		return s.wrong(c, badArgument)
	case sasl.Offered(mechanism, s.front.Auth) == "":
		return s.wrong(c, notOffered)
	}
	if err := s.settle(); err != nil {
		return err
	}
	s.login.Attempt, s.login.claim, s.login.how = sasl.Attempt{Mechanism: mechanism}, "", ""
	s.login.mechanism = s.shown(mechanism)
	d := s.askLogin(s.login.Initial(initial, there))
	if d.Action != filters.Go {
		s.login.how = keptOut(d)
		s.recordLogin(false, d.Reply, cmp.Or(d.Filter, byProxy))
		return s.decided(c, d)
	}
	c.delay += d.Delay
	return s.forwardAlone(c)
}

// shown is a mechanism as filters and the record may see it: a word that is none may be a secret.
func (s *Session) shown(mechanism string) string {
	if sasl.Mechanism(mechanism) || slices.Contains(s.named, mechanism) {
		return mechanism
	}
	return masked
}

// askLogin asks the Login hooks, if it is time.
func (s *Session) askLogin(name string, ask bool) filters.Decision {
	if !ask {
		return filters.Decision{}
	}
	s.login.claim = name
	return s.spelt(s.run.Login(&filters.Login{Name: name, Mechanism: s.login.mechanism}))
}

// carryOn carries the exchange on while the upstream asks for more; a is then its last reply, or the filters' refusal.
func (s *Session) carryOn(x *exchange, a *answer) error {
	for a.challenge {
		s.put(x, *a)
		if err := s.flush(); err != nil {
			return err
		}
		line, refusal, err := s.respond(x)
		if err != nil {
			return err
		}
		if s.quiet() {
			s.sendUp([]byte(line + "\r\n"))
		}
		if *a, err = s.hear(x); err != nil {
			return err
		}
		if line == "*" {
			s.cancelled(a)
		}
		if refusal.text != "" {
			said := a.said.line
			*a = s.ownAnswer(refusal)
			a.said.line, a.by = said, cmp.Or(s.login.by, byProxy)
		}
	}
	return nil
}

// cancelled believes an upstream only that a cancelled exchange is over: to one that went on, the client's next command would be a password.
func (s *Session) cancelled(a *answer) {
	if !a.ok && !a.challenge {
		return
	}
	s.recordStatus(journal.SP, "AUTH", &s.heard, byUpstream)
	s.violation(journal.S, "a cancelled AUTH was not over: "+textOf(&s.heard))
	s.lose(errors.New("a cancelled AUTH was not over"))
	*a = s.inItsPlace()
}

// respond reads the client's next line and says what goes up. If the filters refuse the name in it, or it is no response, that is the star
// which cancels the exchange, and the refusal is what the client is to hear in the place of the upstream's reply to that.
func (s *Session) respond(x *exchange) (up string, refusal own, err error) {
	line, err := s.readLine(s.front.Timeouts.command(), maxAuthLine)
	s.command.said = filters.Command{Verb: masked}
	s.scribe.Hold()
	if errors.Is(err, wire.ErrLineTooLong) || errors.Is(err, wire.ErrBareNewline) || err == nil && slices.ContainsFunc(line[:len(line)-2], conversation.Control) {
		s.starred()
		return "*", badArgument, nil
	}
	if err != nil {
		s.scribe.Forget()
		return "", own{}, err
	}
	switch response := string(line[:len(line)-2]); {
	case response == "*":
		s.command.said.Verb, s.login.how = response, journal.Cancelled
		s.goes(journal.C)
		return response, own{}, nil
	case s.login.Hides(response, s.challenge()):
		s.starred()
		return "*", badArgument, nil
	default:
		return s.judged(x, response)
	}
}

// challenge is the upstream's last.
func (s *Session) challenge() string {
	_, challenge, _ := strings.Cut(textOf(&s.heard), " ")
	return challenge
}

// starred records that the star goes up in the place of the client's line.
func (s *Session) starred() {
	s.goes(journal.CP)
	s.recordLine(journal.PS, filters.Command{Verb: "*"})
}

// judged is what goes up when the Login hooks had their say.
func (s *Session) judged(x *exchange, response string) (up string, refusal own, err error) {
	d := s.askLogin(s.login.Response(response, s.challenge()))
	x.delay += d.Delay
	if d.Action == filters.Go {
		s.goes(journal.C)
		return response, own{}, nil
	}
	s.starred()
	s.login.by, s.login.how, x.hangup = d.Filter, keptOut(d), d.Action == filters.Disconnect
	return "*", fromFilter(d.Reply), nil
}

// heardAuth settles the exchange.
func (s *Session) heardAuth(x *exchange, a answer) error {
	if x.arg == "" {
		return nil
	}
	s.loggedIn(a)
	s.login.wraps = a.ok && sasl.Wraps(s.login.Mechanism)
	return nil
}
