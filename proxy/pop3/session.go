package pop3

import (
	"net"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// Session is one client connection, its upstream connection, and what stands between them. All of it belongs to the goroutine
// of Serve; only Stop may be called from elsewhere.
type Session struct {
	conversation.Stopping
	front *Front
}

// NewSession makes the session of an accepted connection. id is unique and sorts by time. A connection that is no socket ends at
// once when served.
func (f *Front) NewSession(c net.Conn, id string) *Session { return &Session{front: f} }

// Serve runs the session to its end and closes both connections. It is called once.
func (s *Session) Serve() {}
