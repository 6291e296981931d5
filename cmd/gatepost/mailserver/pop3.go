package mailserver

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"
)

// pop3Server serves the one maildrop by POP3 (RFC 1939).
type pop3Server struct {
	mailbox  *Mailbox
	log      *slog.Logger
	sessions sync.WaitGroup
}

// serve ends when l is closed; the sessions may outlast it.
func (p *pop3Server) serve(l net.Listener) {
	for {
		c, err := l.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			p.log.Debug("no pop3 session", "err", err)
			time.Sleep(50 * time.Millisecond) // files are scarce
		default:
			p.sessions.Go(func() { p.session(c) })
		}
	}
}

// session serves one client to its end.
func (p *pop3Server) session(c net.Conn) {
	defer c.Close()
	s := &pop3Session{mailbox: p.mailbox, talk: newTalk(c), stamp: "<" + rand.Text() + "@" + hostname + ">", phase: authorization}
	err := s.serve()
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
		p.log.Debug("pop3 session ended", "err", err)
	}
}

// pop3Session is one client's. All of it belongs to one goroutine.
type pop3Session struct {
	*talk
	mailbox *Mailbox
	stamp   string // for APOP
	phase   phase
	user    string    // who USER named; "" if nobody
	drop    *maildrop // nil unless the phase is transaction
}

// serve ends after QUIT, or else with what is wrong with the connection, and then nothing is deleted (RFC 1939, section 6).
func (s *pop3Session) serve() error {
	defer s.leave()
	s.ok("%s keeps mail in memory %s", hostname, s.stamp)
	for s.phase != over {
		err := s.next()
		var no refusal
		switch {
		case errors.As(err, &no):
			s.say("-ERR " + no.Error())
		case err != nil:
			return err
		}
	}
	return s.replies.Flush()
}

// next takes one command and obeys it.
func (s *pop3Session) next() error {
	line, err := s.line()
	if err != nil {
		return err
	}
	v, args, err := s.parse(line)
	if err != nil {
		return err
	}
	return v.step(s, args)
}

// ok answers +OK; a reply with more lines begins so.
func (s *pop3Session) ok(format string, args ...any) {
	s.say("+OK " + fmt.Sprintf(format, args...))
}

// leave lets the next session at the maildrop.
func (s *pop3Session) leave() {
	if s.drop != nil {
		s.drop.close()
		s.drop = nil
	}
}
