package proxy

import (
	"net"
	"net/netip"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
)

// own is what a client hears that gets no session.
type own struct{ enhanced, text string }

var (
	tooMany         = own{"4.7.0", "too many connections, please try again later"}
	tooManyOfClient = own{"4.7.0", "too many connections from your address, please close some first"}
	notServed       = own{"4.3.2", "this service is closing, please try again later"}
)

// worded is the line in the place of a greeting: 421 (RFC 5321, section 3.8), or in POP3 -ERR with the response code that makes clients
// come again instead of asking for another password (RFC 3206, section 4). Who waits for TLS, or isn't known, is told nothing.
func (o own) worded(p filters.Protocol) string {
	switch p {
	case filters.SMTP:
		return "421 " + o.enhanced + " " + o.text + "\r\n"
	case filters.POP3:
		return "-ERR [SYS/TEMP] " + o.text + "\r\n"
	}
	return ""
}

// refusal is why a connection gets no session.
type refusal struct {
	reply  string
	why    string // for the log
	front  string
	client netip.Addr
	limit  int
}

// tell is for the loop that accepts, so that clients turned away cost no goroutines. It doesn't hold the loop up: the
// line fits into the send buffer of a connection that has carried nothing yet. The deadline, by the machine's time since
// that is what the kernel knows, is for connections of another kind.
func (r *refusal) tell(c net.Conn) {
	defer c.Close()
	if c.SetWriteDeadline(time.Now().Add(100*time.Millisecond)) == nil {
		_, _ = c.Write([]byte(r.reply)) // a client that has gone needs no answer
	}
}
