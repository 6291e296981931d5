package smtp

import (
	"context"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// leg is the session's connection to the upstream.
type leg struct {
	*wire.Conn
	server  *upstream.Server
	offers  offers      // what its EHLO said
	spoke   time.Time   // when something last went up
	spoiled bool        // not for another session: AUTH, a 421 or an error was seen on it
	clean   bool        // the last reply was that to an end of content or RSET
	used    bool        // by another session, and it has said nothing to this one yet
	unbind  func() bool // nil: no context's end concerns it
}

// bind lets the end of ctx abort the connection.
func (l *leg) bind(ctx context.Context) {
	l.free()
	l.unbind = context.AfterFunc(ctx, func() { l.Abort(0) })
}

// free undoes bind; false: the connection is aborted already, or about to be.
func (l *leg) free() bool {
	if l.unbind == nil {
		return true
	}
	unbind := l.unbind
	l.unbind = nil
	return unbind()
}

// Close closes the connection and ends its count.
func (l *leg) Close() error {
	l.free()
	l.server.Release()
	return l.Conn.Close()
}

// Reset closes the connection with a reset and ends its count.
func (l *leg) Reset() error {
	l.free()
	l.server.Release()
	return l.Conn.Reset()
}

// idle is the leg as it waits for another session.
func (l *leg) idle() upstream.Idle { return upstream.Idle{Conn: l, Server: l.server} }
