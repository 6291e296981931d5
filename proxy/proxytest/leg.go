package proxytest

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
	"time"
)

// leg is one end of the dialogue with its connection to the proxy: the client or the upstream.
type leg struct {
	name     string
	from     string // the client's address, as the proxy sees it
	patience time.Duration
	open     func() error // connects it
	vain     func() error // says that the other leg has heard what comes in the place of what this one waits for; nil if that isn't known

	conn *net.TCPConn
	host string // the upstream's name in the configuration, without its port

	tls      *tls.Conn // nil: it is in clear
	socket   *socket   // below that
	notified bool      // the proxy has said close_notify

	queue  []*want // to be heard, and not yet compared
	past   []heard // heard and compared, the last few
	unread []byte  // heard, and not yet compared
	ended  error   // how the proxy's side ended: io.EOF, ECONNRESET and what end.go says of TLS; nil: not known to have
}

// heard is a want that was met, with the bytes that met it.
type heard struct {
	want  *want
	words []byte
}

// maxPast is how many met lines a failure shows before the difference.
const maxPast = 4

func (l *leg) isOpen() bool { return l.conn != nil || len(l.queue) > 0 }

func (l *leg) connect(line int) error {
	if l.conn != nil {
		return nil
	}
	l.unread, l.ended = nil, nil
	l.tls, l.notified = nil, false
	if err := l.open(); err != nil {
		return &miss{leg: l, at: -1, line: line, what: err.Error()}
	}
	return nil
}

// do carries out the leg's own direction.
func (l *leg) do(a act) error {
	switch a {
	case actHalfClose:
		return l.closeWrite()
	case actClose:
		l.notify()
	case actReset:
		l.conn.SetLinger(0)
	}
	l.drop()
	return nil
}

// ear is where words come from; behind close_notify none do, but the connection's own end.
func (l *leg) ear() io.Reader {
	if l.tls != nil && !l.notified {
		return l.tls
	}
	return l.conn
}

// notify says under TLS that nothing more comes. It is no matter whether that can still be said.
func (l *leg) notify() {
	if l.tls != nil {
		l.tls.CloseWrite()
	}
}

func (l *leg) closeWrite() error {
	l.notify()
	err := l.conn.CloseWrite()
	if l.tls != nil && errors.Is(err, syscall.ENOTCONN) {
		return nil // the proxy has closed the connection, and so close_notify was answered with a reset
	}
	return err
}

func (l *leg) drop() {
	if l.conn != nil {
		l.conn.Close()
	}
	l.conn, l.unread = nil, nil
}
