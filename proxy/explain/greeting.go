package explain

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// connect asks the Connect hooks. Who is refused here can only leave again.
func (s *session) connect() bool {
	c := &command{}
	d := s.run.Connect()
	switch {
	case d.Action != filters.Go:
		s.decided(c, d)
		return false
	case s.front.SMTP.OwnGreeting:
		c.delay = d.Delay
		s.answered(c, reply(220, "", s.hostname()+" ESMTP"))
	default:
		c.delay = d.Delay
		s.passed(c, "", 220)
	}
	return true
}

// introduce says EHLO or HELO. A client that is refused gives up.
func (s *session) introduce() bool {
	hello := s.envelope.Hello
	verb := "HELO"
	if hello.Extended {
		verb = "EHLO"
	}
	c := s.begin(verb, hello.Name)
	if c == nil {
		return false
	}
	hello.Name = strings.Trim(c.arg, " ")
	if hello.Name == "" {
		s.wrong(c, wantName)
		return false
	}
	before := hello
	d := s.run.Hello(&hello)
	if d.Action != filters.Go {
		s.decided(c, d)
		return false
	}
	c.delay += d.Delay
	if hello != before {
		c.arg = hello.Name
	}
	s.hello = hello
	s.passed(c, line(verb, c.arg), 250)
	return true
}

// login logs in by PLAIN, whose name and password go up together. No filter sees the password, so none has to be known.
func (s *session) login() bool {
	if s.envelope.Login == "" {
		return true
	}
	c := s.begin("AUTH", "PLAIN ***")
	if c == nil {
		return false
	}
	d := s.run.Login(&filters.Login{Name: s.envelope.Login, Mechanism: "PLAIN"})
	if d.Action != filters.Go {
		s.decided(c, d)
		return false
	}
	c.delay += d.Delay
	s.user = s.envelope.Login
	s.passed(c, c.said, 235)
	return true
}
