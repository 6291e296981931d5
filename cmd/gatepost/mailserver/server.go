// Package mailserver is a small SMTP server for trying Gatepost out: it keeps the last messages in memory and delivers
// nowhere. It is no server for real mail.
package mailserver

import (
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/emersion/go-smtp"
)

// hostname is what the server calls itself.
const hostname = "mail.example.org"

// Server listens on a loopback port of its own.
type Server struct {
	Mailbox *Mailbox

	smtp     *smtp.Server
	listener *listener
	served   chan struct{}
}

// Start makes a server, which serves until Close. What goes wrong in its sessions is logged at debug level.
func Start(log *slog.Logger) (*Server, error) {
	l, err := listen()
	if err != nil {
		return nil, err
	}
	s := &Server{Mailbox: &Mailbox{}, listener: l, served: make(chan struct{})}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &smtpSession{mailbox: s.Mailbox}, nil }))
	s.smtp.Domain = hostname
	s.smtp.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	s.smtp.ReadTimeout, s.smtp.WriteTimeout = 10*time.Minute, time.Minute
	s.smtp.MaxMessageBytes, s.smtp.MaxRecipients = MaxMessage, 1000
	s.smtp.AllowInsecureAuth = true // it is on loopback, and the password is in the manual
	s.smtp.EnableSMTPUTF8, s.smtp.EnableBINARYMIME, s.smtp.EnableDSN = true, true, true
	go s.serve()
	return s, nil
}

func (s *Server) serve() {
	defer close(s.served)
	s.smtp.Serve(s.listener) // ends when Close closes the listener, with that as its error
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Close ends the server and its connections, and waits until nothing of it runs.
func (s *Server) Close() {
	s.listener.Close()
	<-s.served
	s.listener.hangUp()
	s.smtp.Shutdown(context.Background()) // waits for the sessions; its error is that the listener is closed
}
