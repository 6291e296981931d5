package smtp

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

// login is how the client has logged in, or tries to.
type login struct {
	sasl.Attempt
	user  string // after the upstream agreed
	tried bool
	claim string // who the running exchange is about
	by    string // the filter that has refused
	how   string // "", journal.Cancelled or journal.KeptOut
	wraps bool   // from here on the client may go on in a security layer, of which nobody here could make sense
}

// auth is one exchange of several lines (RFC 4954, section 4), passed opaquely to its end. Nobody but the two ends sees a secret.
func (s *Session) auth(c *command) error {
	arg := strings.Trim(c.arg, " ")
	mechanism, initial, there := strings.Cut(arg, " ")
	switch mechanism = strings.ToUpper(mechanism); {
	case s.tx.open:
		return s.wrong(c, notInMail)
	case s.login.user != "":
		return s.wrong(c, loggedIn)
	case mechanism == "":
		return s.wrong(c, badArgument)
	case there && !sasl.Initial(initial):
		s.login.tried = true
		return s.wrong(c, badArgument)
	case !slices.Contains(strings.Fields(strings.ToUpper(s.offered[extAuth].arg)), mechanism):
		s.login.tried = true
		return s.wrong(c, notOffered)
	}
	if initial != "=" && there && sasl.HidesName(mechanism, initial) {
		s.login.tried = true
		return s.wrong(c, badArgument)
	}
	s.login = login{tried: true, Attempt: sasl.Attempt{Mechanism: mechanism}}
	if err := s.settle(); err != nil {
		return err
	}
	d := s.askLogin(s.login.Initial(initial, there))
	if d.Action != filters.Go {
		s.login.how = keptOut(d)
		s.recordLogin(d.Reply, cmp.Or(d.Filter, byProxy))
		return s.decided(c, d)
	}
	c.delay += d.Delay
	return s.authUp(c, arg)
}

// authUp takes AUTH up, without the spaces that some put around it.
func (s *Session) authUp(c *command, arg string) error {
	if s.up == nil {
		return s.answered(c, s.noUpstream())
	}
	line := c.line
	if arg != c.arg {
		line = c.with(nil, arg)
		s.goes(journal.CP)
		s.recordLine(journal.PS, c.seen)
	}
	s.up.spoiled = true
	if err := s.forward(c, line); err != nil {
		return err
	}
	return s.settle()
}

// askLogin asks the Login hooks, if it is time.
func (s *Session) askLogin(name string, ask bool) filters.Decision {
	if !ask {
		return filters.Decision{}
	}
	s.login.claim = name
	return s.spelt(s.run.Login(&filters.Login{Name: name, Mechanism: s.login.Mechanism}))
}

// carryOn carries the exchange on while the upstream asks for more; a is then its last reply, or the filters' refusal.
func (s *Session) carryOn(x *exchange, a *answer) error {
	for a.code == 334 && a.by == byUpstream {
		s.tell(x, *a)
		if err := s.flush(); err != nil {
			return err
		}
		line, refusal, err := s.respond(x)
		if err != nil {
			return err
		}
		if s.quiet() {
			s.write([]byte(line + "\r\n"))
		}
		*a = s.hear(x)
		if line == "*" {
			s.cancelled(a)
		}
		if refusal.code != 0 {
			*a = answer{code: refusal.code, text: refusal.append(nil), said: a.said, by: cmp.Or(s.login.by, byProxy), own: true}
		}
	}
	return nil
}

// cancelled believes an upstream only that a cancelled exchange is over (RFC 4954, section 4): to one that went on, the client's next
// command would be a password.
func (s *Session) cancelled(a *answer) {
	if a.code >= 400 {
		return
	}
	s.recordWords(journal.SP, "AUTH", a.text, byUpstream)
	s.violation(journal.S, "a cancelled AUTH was not over: "+firstLine(a.text))
	s.lose(errors.New("a cancelled AUTH was not over"))
	*a = s.inItsPlace()
}

// respond reads the client's next line and says what goes up. If the filters refuse the name in it, or it is no response, that is the star
// which cancels the exchange, and the refusal is what the client is to hear in the place of the upstream's reply to that.
func (s *Session) respond(x *exchange) (up string, refusal own, err error) {
	line, err := s.readLine(s.front.Timeouts.command(), maxAuthLine)
	s.command.said = filters.Command{Verb: masked}
	s.scribe.Hold()
	if err == wire.ErrLineTooLong || err == wire.ErrBareNewline || err == nil && slices.ContainsFunc(line[:len(line)-2], conversation.Control) {
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

// keptOut is how a login has ended that filters don't let through: to put it off is no refusal.
func keptOut(d filters.Decision) string {
	if d.Filter == "" || d.Action != filters.Disconnect && d.Reply.Code/100 != 5 {
		return ""
	}
	return journal.KeptOut
}

// challenge is the upstream's last.
func (s *Session) challenge() string {
	_, challenge, _ := strings.Cut(firstLine(s.heard.Text), " ")
	return challenge
}

// recordLogin records how an attempt to log in has ended.
func (s *Session) recordLogin(r filters.Reply, by string) {
	s.emit(journal.Event{
		Kind: journal.Login, Verb: s.login.Mechanism, Arg: s.login.claim, Code: r.Code, Enhanced: r.Enhanced, Lines: r.Lines, By: by,
		Value: s.login.how,
	})
}

// heardAuth settles the exchange.
func (s *Session) heardAuth(_ *exchange, a *answer) error {
	if a.code/100 == 2 && a.by == byUpstream {
		s.login.user = s.login.claim
	}
	s.recordLogin(parsed(a.text), a.by)
	s.login.wraps = a.code/100 == 2 && sasl.Wraps(s.login.Mechanism)
	return nil
}
