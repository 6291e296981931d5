package pop3

import (
	"errors"
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// upgrade takes a server that has greeted to TLS, in the gate's own name (RFC 2595, section 4). A server that doesn't know STLS is used in
// clear only where that is allowed; one that agrees and fails isn't, since that is how somebody between would have it. The greeting stays in
// s.heard.
func (s *Session) upgrade(search *conversation.Search, up *conversation.Leg) error {
	s.recordStatus(journal.SP, "", &s.heard, byUpstream)
	if s.heard.Kind != wire.Positive {
		return nil
	}
	if up.Pending() != wire.Silent {
		return errors.New("a reply without a command")
	}
	s.recordLine(journal.PS, filters.Command{Verb: "STLS"})
	if _, err := fmt.Fprint(up, "STLS\r\n"); err != nil {
		return err
	}
	var reply wire.Status
	if err := up.ReadStatus(&reply, 0); err != nil {
		return err
	}
	s.recordStatus(journal.SP, "STLS", &reply, byUpstream)
	switch {
	case reply.Kind == wire.Positive:
		return search.Secure(up)
	case s.front.Upstream.Insists() || reply.Kind == wire.Challenge:
		return fmt.Errorf("STLS: %s", textOf(&reply))
	}
	return nil
}
