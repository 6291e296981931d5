// Package mailserver is a small mail server for trying Gatepost out: mail comes by SMTP, is kept in memory, delivered nowhere, and
// fetched by POP3. It is no server for real mail.
//
// There is one user, and one maildrop with all mail, whoever it was sent to. The last messages are kept, each whole: where the
// newest doesn't fit, the oldest are forgotten. A POP3 session keeps what was there at its login, so up to twice as much may be in
// memory, beside what is on its way in. No message is changed, also one that isn't made of lines ended by CRLF; POP3 gives an end
// to a last line that has none.
package mailserver

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// hostname is what the server calls itself.
const hostname = "mail.example.org"

// Server listens on two loopback ports of its own.
type Server struct {
	Mailbox *Mailbox

	smtp                       *smtp.Server
	pop3                       *pop3Server
	smtpListener, pop3Listener *listener
	accepting                  sync.WaitGroup
}

// Start makes a server, which serves until Close. What goes wrong in its sessions is logged at debug level.
func Start(log *slog.Logger) (*Server, error) {
	incoming, err := listen()
	if err != nil {
		return nil, err
	}
	outgoing, err := listen()
	if err != nil {
		incoming.Close()
		return nil, err
	}
	b := &Mailbox{}
	s := &Server{Mailbox: b, smtp: newSMTP(b, log), pop3: &pop3Server{mailbox: b, log: log}, smtpListener: incoming, pop3Listener: outgoing}
	s.accepting.Go(func() { s.smtp.Serve(s.smtpListener) }) // ends when Close closes the listener, with that as its error
	s.accepting.Go(func() { s.pop3.serve(s.pop3Listener) })
	return s, nil
}

// newSMTP makes the SMTP side.
func newSMTP(b *Mailbox, log *slog.Logger) *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &smtpSession{mailbox: b}, nil }))
	s.Domain = hostname
	s.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	s.ReadTimeout, s.WriteTimeout = 10*time.Minute, time.Minute
	s.MaxMessageBytes, s.MaxRecipients = MaxMessage, 1000
	s.AllowInsecureAuth = true // it is on loopback, and the password is in the manual
	s.EnableSMTPUTF8, s.EnableBINARYMIME, s.EnableDSN = true, true, true
	return s
}

// SMTPAddr is where mail is taken.
func (s *Server) SMTPAddr() net.Addr { return s.smtpListener.Addr() }

// POP3Addr is where mail is fetched.
func (s *Server) POP3Addr() net.Addr { return s.pop3Listener.Addr() }

// Close ends the server and its connections, and waits until nothing of it runs.
func (s *Server) Close() {
	s.smtpListener.Close()
	s.pop3Listener.Close()
	s.accepting.Wait()
	s.smtpListener.hangUp()
	s.pop3Listener.hangUp()
	s.smtp.Shutdown(context.Background()) // waits for the sessions; its error is that the listener is closed
	s.pop3.sessions.Wait()
}
