package smtp

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// login is how the client has logged in, or tries to.
type login struct {
	user      string // after the upstream agreed
	tried     bool
	claim     string // who the running exchange is about
	mechanism string
	nameless  bool   // an empty response stood for the name
	asked     bool   // the Login hooks have spoken
	by        string // the filter that has refused
	wraps     bool   // from here on the client may go on in a security layer, of which nobody here could make sense
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
	case there && !initialResponse(initial):
		s.login.tried = true
		return s.wrong(c, badArgument)
	case !slices.Contains(strings.Fields(strings.ToUpper(s.offered[extAuth].arg)), mechanism):
		s.login.tried = true
		return s.wrong(c, notOffered)
	}
	if initial != "=" && there && hidesName(mechanism, initial) {
		s.login.tried = true
		return s.wrong(c, badArgument)
	}
	s.login = login{tried: true, mechanism: mechanism}
	if err := s.settle(); err != nil {
		return err
	}
	if d := s.nameFrom(initial, there); d.Action != filters.Go {
		s.recordLogin(d.Reply.Code)
		return s.decided(c, d)
	} else {
		c.delay += d.Delay
	}
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

// nameFrom looks for the name in what the client is about to send up, and asks the Login hooks once: when it is there, or where the
// mechanism hides it, before the first thing that might decide.
func (s *Session) nameFrom(response string, there bool) filters.Decision {
	names, empty := showsName(s.login.mechanism), response == "" || response == "="
	if !there || s.login.asked || empty && names && s.login.mechanism != "EXTERNAL" {
		s.login.nameless = there
		return filters.Decision{}
	}
	s.login.asked = !empty || !names // an EXTERNAL without a name may yet be followed by one
	return s.askLogin(claimIn(s.login.mechanism, response))
}

func (s *Session) askLogin(name string) filters.Decision {
	s.login.claim = name
	return s.run.Login(&filters.Login{Name: name, Mechanism: s.login.mechanism})
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
	s.command.said, s.undecided = filters.Command{Verb: masked}, s.dialogue()
	if err == wire.ErrLineTooLong || err == wire.ErrBareNewline || err == nil && slices.ContainsFunc(line[:len(line)-2], control) {
		s.starred()
		return "*", badArgument, nil
	}
	if err != nil {
		s.undecided = false
		return "", own{}, err
	}
	switch response := string(line[:len(line)-2]); {
	case response == "*":
		s.command.said.Verb = response
		s.goes(journal.C)
		return response, own{}, nil
	case !s.login.asked && !s.wantsPassword() && hidesName(s.login.mechanism, response):
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
	var d filters.Decision
	if !s.login.asked && s.wantsPassword() {
		s.login.asked = true
		d = s.askLogin("")
	} else {
		d = s.nameFrom(response, true)
	}
	x.delay += d.Delay
	if d.Action == filters.Go {
		s.goes(journal.C)
		return response, own{}, nil
	}
	s.starred()
	s.login.by, x.hangup = d.Filter, d.Action == filters.Disconnect
	return "*", fromFilter(d.Reply), nil
}

// recordLogin records how an attempt to log in has ended.
func (s *Session) recordLogin(code int) {
	s.emit(journal.Event{Kind: journal.Login, Verb: s.login.mechanism, Arg: s.login.claim, Code: code})
}

// heardAuth settles the exchange.
func (s *Session) heardAuth(_ *exchange, a *answer) error {
	if a.code/100 == 2 && a.by == byUpstream {
		s.login.user = s.login.claim
	}
	s.recordLogin(a.code)
	s.login.wraps = a.code/100 == 2 && slices.Contains(wrapping, s.login.mechanism)
	return nil
}
