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

	gathers bool // what is written until flush
	records []byte
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

// Write is of net.Conn.
func (s *socket) Write(b []byte) (int, error) {
	if s.gathers {
		s.records = append(s.records, b...)
		return len(b), nil
	}
	return s.TCPConn.Write(b)
}

// flush writes what was gathered at once.
func (s *socket) flush() error {
	_, err := s.TCPConn.Write(s.records)
	s.gathers, s.records = false, nil
	return err
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

// handshake is TLS that begins on a connection.
type handshake struct {
	socket *socket
	tls    *tls.Conn
	done   chan struct{}
	err    error // once it is done
}

func newHandshake(c *net.TCPConn, side func(net.Conn, *tls.Config) *tls.Conn, cfg *tls.Config) *handshake {
	h := &handshake{socket: &socket{TCPConn: c}, done: make(chan struct{})}
	h.tls = side(h.socket, cfg)
	return h
}

// run shakes hands.
func (h *handshake) run(patience time.Duration) {
	defer close(h.done)
	h.socket.SetDeadline(time.Now().Add(patience))
	h.err = h.tls.Handshake()
	h.socket.SetDeadline(time.Time{})
}

// shake begins TLS on the connection.
func (l *leg) shake(side func(net.Conn, *tls.Config) *tls.Conn, cfg *tls.Config) error {
	h := newHandshake(l.conn, side, cfg)
	h.run(l.patience)
	return l.protect(h)
}

// protect goes on under TLS as soon as hands are shaken.
func (l *leg) protect(h *handshake) error {
	<-h.done
	l.socket, l.tls = h.socket, h.tls
	var (
		clear tls.RecordHeaderError
		late  net.Error
	)
	switch err := h.err; {
	case err == nil:
		l.socket.shook, l.socket.heard = true, nil
		return nil
	case errors.As(err, &clear):
		l.tls, l.unread = nil, l.socket.heard
		return errors.New("the proxy goes on in clear")
	case errors.As(err, &late) && late.Timeout():
		return fmt.Errorf("the proxy hasn't shaken hands for %v", l.patience)
	}
	l.ended = refusal{h.err}
	return fmt.Errorf("the proxy has %s", endName(l.ended))
}
