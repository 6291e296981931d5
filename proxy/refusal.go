package proxy

import (
	"net"
	"net/netip"
	"time"
)

// What a client hears that gets no session (RFC 5321, section 3.8).
const (
	tooMany         = "421 4.7.0 too many connections, please try again later\r\n"
	tooManyOfClient = "421 4.7.0 too many connections from your address, please close some first\r\n"
	notServed       = "421 4.3.2 this service is closing, please try again later\r\n"
)

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
