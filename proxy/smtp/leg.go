package smtp

import (
	"time"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// leg is the session's connection to the upstream.
type leg struct {
	*conversation.Leg
	offers     offers    // what its EHLO said
	spoke      time.Time // when something last went up
	introduced bool      // by the gate in its own name, to begin TLS; its greeting is on record
	spoiled    bool      // not for another session: AUTH, a 421 or an error was seen on it
	clean      bool      // the last reply was that to an end of content or RSET
	used       bool      // by another session, and it has said nothing to this one yet
}

// idle is the leg as it waits for another session.
func (l *leg) idle() upstream.Idle { return upstream.Idle{Conn: l, Server: l.Server} }
