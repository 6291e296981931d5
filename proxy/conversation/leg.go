package conversation

import (
	"context"

	"github.com/gatepost-mail/gatepost/proxy/upstream"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Leg is a session's connection to an upstream server. It counts as one of the server's until Close or Reset, of which one is called once.
type Leg struct {
	*wire.Conn
	Server *upstream.Server
	unbind func() bool // nil: no context's end concerns it
}

// Bind lets the end of ctx abort the connection.
func (l *Leg) Bind(ctx context.Context) {
	l.Free()
	l.unbind = context.AfterFunc(ctx, func() { l.Abort(0) })
}

// Free undoes Bind; false: the connection is aborted already, or about to be.
func (l *Leg) Free() bool {
	if l.unbind == nil {
		return true
	}
	unbind := l.unbind
	l.unbind = nil
	return unbind()
}

// Close closes the connection and ends its count.
func (l *Leg) Close() error {
	l.Free()
	l.Server.Release()
	return l.Conn.Close()
}

// Reset closes the connection with a reset and ends its count.
func (l *Leg) Reset() error {
	l.Free()
	l.Server.Release()
	return l.Conn.Reset()
}
