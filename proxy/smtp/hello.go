package smtp

import (
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// helo and ehlo introduce the client (RFC 5321, section 4.1.1.1). HELO goes up as HELO: its client isn't offered anything.
func (s *Session) helo(c *command) error { return s.introduce(c, false) }
func (s *Session) ehlo(c *command) error { return s.introduce(c, true) }

func (s *Session) introduce(c *command, extended bool) error {
	name := strings.Trim(c.arg, " ")
	if name == "" {
		return s.wrong(c, wantName)
	}
	hello := filters.Hello{Name: name, Extended: extended}
	d := s.spelt(s.run.Hello(&hello))
	if d.Action != filters.Go {
		return s.decided(c, d)
	}
	c.delay += d.Delay
	if hello.Name != name {
		c.arg, c.edited = hello.Name, true
	}
	if err := s.settle(); err != nil {
		return err
	}
	if s.up == nil && s.front.OwnGreeting && s.phase != lost {
		if done, err := s.reach(c); done {
			return err
		}
	}
	s.claimed = hello
	if err := s.forward(c, c.wire(nil)); err != nil {
		return err
	}
	return s.settle()
}

// heardHello begins the session anew if the upstream agrees (RFC 5321, section 4.1.4).
func (s *Session) heardHello(x *exchange, a *answer) error {
	if a.code != 250 {
		return nil
	}
	s.endWith(journal.Abandoned, own{}, "a new "+x.row.verb)
	s.hello, s.mailRefused = s.claimed, false
	s.helloLine = string(s.command.wire(nil))
	if x.row.verb == "EHLO" {
		s.offered = offersOf(replyLines(a.text)) // filters may have taken lines out
	} else {
		s.offered, s.up.offers = offers{}, offers{}
	}
	if s.front.OwnGreeting {
		a.text = renamed(a.text, s.front.Hostname)
	}
	s.emit(journal.Event{Kind: journal.Hello, Verb: x.row.verb, Arg: s.hello.Name})
	return nil
}
