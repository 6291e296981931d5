package sessiontest

import (
	"net"
	"syscall"
)

// Cram is a Wrap of a [Gate] whose clients read nothing: it makes little fit into a connection, which is then wrapped by inner, unless that is
// nil, and waits is called when a write has to wait.
func Cram(inner func(net.Conn) net.Conn, waits func()) func(net.Conn) net.Conn {
	return func(c net.Conn) net.Conn {
		c.(*net.TCPConn).SetWriteBuffer(4 << 10)
		if inner != nil {
			c = inner(c)
		}
		return &crammed{c.(socket), waits}
	}
}

// socket is what a session wants of its connection.
type socket interface {
	net.Conn
	syscall.Conn
	SetLinger(sec int) error
}

// crammed is a connection that tells when a write has to wait: one that doesn't goes to the socket directly.
type crammed struct {
	socket
	waits func()
}

func (c *crammed) Write(p []byte) (int, error) {
	c.waits()
	return c.socket.Write(p)
}
