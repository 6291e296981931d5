package proxytest

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// socket is a connection below TLS.
type socket struct {
	*net.TCPConn
	over  bool   // the other end has closed it: [tls.Conn] takes that for close_notify
	shook bool   // TLS has begun
	heard []byte // before that
}

// Read is of net.Conn.
func (s *socket) Read(b []byte) (int, error) {
	n, err := s.TCPConn.Read(b)
	s.over = s.over || err == io.EOF
	if !s.shook {
		s.heard = append(s.heard, b[:n]...)
	}
	return n, err
}

// startTLS shakes hands. A refusal is how the proxy has ended the connection, and an error unless the next line says so.
func (p *player) startTLS(own *leg, at *line) error {
	var err error
	if own == p.client {
		err = own.shake(tls.Client, at.stage.terms.forClient(p.stage.authority, p.stage.named()))
	} else {
		err = own.shake(tls.Server, at.stage.terms.forServer(p.stage.authority, own.host, "localhost", "127.0.0.1"))
	}
	if err == nil || own.ended != nil && at.stage.vain {
		return nil
	}
	return &miss{leg: own, at: -1, line: at.number, what: fmt.Sprintf("%s can't start TLS: %v", own.name, err)}
}

// shake begins TLS on the connection.
func (l *leg) shake(side func(net.Conn, *tls.Config) *tls.Conn, cfg *tls.Config) error {
	l.socket = &socket{TCPConn: l.conn}
	l.tls = side(l.socket, cfg)
	l.conn.SetDeadline(time.Now().Add(l.patience))
	err := l.tls.Handshake()
	l.conn.SetDeadline(time.Time{})
	var (
		clear tls.RecordHeaderError
		late  net.Error
	)
	switch {
	case err == nil:
		l.socket.shook, l.socket.heard = true, nil
		return nil
	case errors.As(err, &clear):
		l.tls, l.unread = nil, l.socket.heard
		return errors.New("the proxy goes on in clear")
	case errors.As(err, &late) && late.Timeout():
		return fmt.Errorf("the proxy hasn't shaken hands for %v", l.patience)
	}
	l.ended = refusal{err}
	return fmt.Errorf("the proxy has %s", endName(l.ended))
}
