package explain

import (
	"errors"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// command is one of the client's, on its way.
type command struct {
	verb   string
	arg    string        // as the filters have left it
	said   string        // the line as the client says it
	edited bool          // a filter has changed arg
	delay  time.Duration // that filters want before the reply
}

// begin says a command and asks the Command hooks. It is nil if one of them has decided.
func (s *session) begin(verb, arg string) *command {
	c := &command{verb: verb, arg: arg, said: line(verb, arg)}
	seen := filters.Command{Verb: verb, Arg: arg}
	d := s.run.Command(&seen, c.check)
	if d.Action != filters.Go {
		s.decided(c, d)
		return nil
	}
	c.delay = d.Delay
	if seen.Arg != arg {
		c.arg, c.edited = seen.Arg, true
	}
	return c
}

// maxLine bounds a command line with its CRLF, as in package smtp.
const maxLine = 2 << 10

// check says whether an Arg that a filter has put in place could be this command's.
func (c *command) check(changed filters.Command) error {
	switch {
	case c.verb == "AUTH":
		return errors.New("the command carries a secret and is read only")
	case len(line(c.verb, changed.Arg))+len("\r\n") > maxLine:
		return errors.New("too long")
	case c.verb == "DATA":
		return errors.New("the command takes no argument")
	}
	var err error
	switch c.verb {
	case "MAIL":
		_, err = filters.ParseSender(changed.Arg)
	case "RCPT":
		_, err = filters.ParseRecipient(changed.Arg, true)
	}
	return err
}

func line(verb, arg string) string {
	if arg == "" {
		return verb
	}
	return verb + " " + arg
}

// Who words a reply, if no filter does.
const (
	byUpstream = "upstream"
	byProxy    = "proxy"
)

// passed is the end of a command that goes up, to which the server says yes.
func (s *session) passed(c *command, up string, code int) {
	s.step(Step{Client: c.said, Reply: filters.Reply{Code: code}, By: byUpstream, Delay: c.delay, Up: up})
}

// answered is the end of a command that the gate answers itself.
func (s *session) answered(c *command, r filters.Reply) {
	s.step(Step{Client: c.said, Reply: r, By: byProxy, Delay: c.delay})
}

// wrong is the end of a command that is a mistake; too many of them end the session.
func (s *session) wrong(c *command, r filters.Reply) {
	if s.errors++; s.errors > s.maxErrors() {
		s.over, r = true, tooManyErrors
	}
	s.answered(c, r)
}

// decided is the end of a command that a filter has decided.
func (s *session) decided(c *command, d filters.Decision) {
	s.over = d.Action == filters.Disconnect
	s.step(Step{Client: c.said, Reply: d.Reply, By: d.Filter, Delay: c.delay + d.Delay})
}

func (s *session) step(one Step) {
	one.Reports, s.reports = s.reports, nil
	s.account.Steps = append(s.account.Steps, one)
}
