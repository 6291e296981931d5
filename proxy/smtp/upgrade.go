package smtp

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

var errNoTLS = errors.New("STARTTLS isn't offered")

// upgrade takes a server that has greeted to TLS, in the gate's own name: the client's EHLO comes later, and is the first that the server hears
// under TLS (RFC 3207, section 4.2). A server that doesn't offer it is used in clear only where that is allowed; one that offers it and fails
// isn't, since that is how somebody between would have it. The greeting stays in s.heard.
func (s *Session) upgrade(search *conversation.Search, up *conversation.Leg) error {
	s.recordWords(journal.SP, "", s.heard.Text, byUpstream)
	hello, err := s.sayFirst(up, "EHLO", s.front.Hostname)
	switch {
	case err != nil:
		return err
	case hello.Code/100 == 4: // it has trouble, and may have said 421
		return fmt.Errorf("EHLO: %s", firstLine(hello.Text))
	case hello.Code != 250 || !offersOf(replyLines(hello.Text))[extStartTLS].on:
		return s.unoffered()
	}
	switch ready, err := s.sayFirst(up, "STARTTLS", ""); {
	case err != nil:
		return err
	case ready.Code != 220:
		return fmt.Errorf("STARTTLS: %s", firstLine(ready.Text))
	}
	return search.Secure(up)
}

// unoffered is what becomes of a server without STARTTLS.
func (s *Session) unoffered() error {
	if s.front.Upstream.Insists() {
		return errNoTLS
	}
	return nil
}

// sayFirst says a line to a server that isn't the session's yet, within its time to greet, and hears the reply.
func (s *Session) sayFirst(up *conversation.Leg, verb, arg string) (reply wire.Reply, err error) {
	if up.Pending() != wire.Silent {
		return reply, errors.New("a reply without a command")
	}
	line := strings.TrimSpace(verb + " " + arg)
	s.recordLine(journal.PS, filters.Command{Verb: verb, Arg: arg})
	if _, err := fmt.Fprint(up, line+"\r\n"); err != nil {
		return reply, err
	}
	if err := up.ReadReply(&reply); err != nil {
		return reply, err
	}
	s.recordWords(journal.SP, verb, reply.Text, byUpstream)
	return reply, nil
}
