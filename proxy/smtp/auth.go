package smtp

import (
	"cmp"
	"encoding/base64"
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
	tried     bool   // from here on a line that is no command may be a password
	claim     string // who the running exchange is about
	mechanism string
	asked     bool   // the Login hooks have spoken
	by        string // the filter that has refused
	wraps     bool   // from here on the client may go on in a security layer, of which nobody here could make sense
}

// auth is one exchange of several lines (RFC 4954, section 4), passed opaquely to its end. Nobody but the two ends sees a secret.
func (s *Session) auth(c *command) error {
	mechanism, initial, _ := strings.Cut(strings.TrimSpace(c.arg), " ")
	switch mechanism = strings.ToUpper(mechanism); {
	case s.tx.open:
		return s.wrong(c, notInMail)
	case s.login.user != "":
		return s.wrong(c, loggedIn)
	case mechanism == "", strings.Contains(initial, " "): // a name behind a second space would be hidden from the filters
		return s.wrong(c, badArgument)
	case !slices.Contains(strings.Fields(strings.ToUpper(s.offered[extAuth].arg)), mechanism):
		s.login.tried = true
		return s.wrong(c, notOffered)
	}
	s.login = login{tried: true, mechanism: mechanism}
	if err := s.settle(); err != nil {
		return err
	}
	if d := s.nameFrom(initial, initial != ""); d.Action != filters.Go {
		return s.decided(c, d)
	} else {
		c.delay += d.Delay
	}
	if s.up == nil {
		return s.answered(c, s.noUpstream())
	}
	s.up.spoiled = true
	if err := s.forward(c, c.line); err != nil {
		return err
	}
	return s.settle()
}

// nameFrom looks for the name in what the client is about to send up, and asks the Login hooks once: when it is there, or where the
// mechanism hides it, before the first thing that might decide.
func (s *Session) nameFrom(response string, there bool) filters.Decision {
	if !there || s.login.asked {
		return filters.Decision{}
	}
	s.login.asked = true
	s.login.claim = filters.Clean(nameIn(s.login.mechanism, response))
	return s.run.Login(&filters.Login{Name: s.login.claim, Mechanism: s.login.mechanism})
}

// nameIn is the name in a first response of the client, or "".
func nameIn(mechanism, response string) string {
	raw, err := base64.StdEncoding.DecodeString(response)
	if err != nil {
		return ""
	}
	text := string(raw)
	switch {
	case mechanism == "PLAIN": // authzid NUL authcid NUL password, RFC 4616
		if parts := strings.Split(text, "\x00"); len(parts) == 3 {
			return parts[1]
		}
	case mechanism == "LOGIN", mechanism == "EXTERNAL":
		return text
	case mechanism == "CRAM-MD5": // name SP digest, RFC 2195
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			return text[:i]
		}
	case strings.HasPrefix(mechanism, "SCRAM-"): // n,,n=name,r=nonce, RFC 5802
		return unescaped(attribute(text, ",", "n="))
	case mechanism == "OAUTHBEARER": // n,a=name,^A..., RFC 7628
		return unescaped(attribute(text, ",", "a="))
	case mechanism == "XOAUTH2": // user=name^A...
		return attribute(text, "\x01", "user=")
	}
	return ""
}

func attribute(text, separator, key string) string {
	for part := range strings.SplitSeq(text, separator) {
		if value, is := strings.CutPrefix(part, key); is {
			return value
		}
	}
	return ""
}

// unescaped: RFC 5802, section 5.1, writes "," and "=" as =2C and =3D.
func unescaped(name string) string {
	return strings.NewReplacer("=2C", ",", "=3D", "=").Replace(name)
}

// carryOn carries the exchange on while the upstream asks for more; a is then its last reply, or the filters' refusal.
func (s *Session) carryOn(x *exchange, a *answer) error {
	for a.code == 334 && a.by == byUpstream {
		s.tell(x, *a)
		if err := s.flush(); err != nil {
			return err
		}
		refusal, err := s.respond(x)
		if err != nil {
			return err
		}
		*a = s.hear(x)
		if refusal.code != 0 && a.code < 400 {
			s.lose(errors.New("a cancelled AUTH was not over"))
		}
		if refusal.code != 0 {
			*a = answer{code: refusal.code, text: refusal.append(nil), by: cmp.Or(s.login.by, byProxy), own: true}
		}
	}
	return nil
}

// respond takes the client's next line up. If the filters refuse the name in it the exchange is cancelled, and the refusal is what the
// client is to hear in the place of the upstream's reply to that.
func (s *Session) respond(x *exchange) (refusal own, err error) {
	line, err := s.readLine(s.front.Timeouts.command(), maxAuthLine)
	if err == wire.ErrLineTooLong || err == wire.ErrBareNewline || err == nil && slices.ContainsFunc(line[:len(line)-2], control) {
		s.respondWith("*")
		return badArgument, nil
	}
	if err != nil {
		return own{}, err
	}
	s.recordLine(journal.C, filters.Command{Verb: masked})
	response := string(line[:len(line)-2])
	d := s.nameFrom(response, response != "*" && response != "")
	x.delay += d.Delay
	if d.Action == filters.Go {
		s.respondWith(response)
		return own{}, nil
	}
	s.login.by, x.hangup = d.Filter, d.Action == filters.Disconnect
	s.respondWith("*")
	return fromFilter(d.Reply), nil
}

func (s *Session) respondWith(line string) {
	if s.up != nil {
		s.write([]byte(line + "\r\n"))
	}
}

// heardAuth settles the exchange.
func (s *Session) heardAuth(_ *exchange, a *answer) error {
	if a.code/100 == 2 && a.by == byUpstream {
		s.login.user = s.login.claim
	}
	s.emit(journal.Event{Kind: journal.Login, Verb: s.login.mechanism, Arg: s.login.claim, Code: a.code})
	s.login.wraps = a.code/100 == 2 && slices.Contains(wrapping, s.login.mechanism)
	return nil
}
