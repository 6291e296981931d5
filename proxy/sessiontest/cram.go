package sessiontest

import "net"

// Cram is a Wrap of a [Gate] whose clients read nothing: it makes little fit into a connection, and waits is called when a write has to wait.
func Cram(waits func()) func(net.Conn) net.Conn {
	return func(c net.Conn) net.Conn {
		c.(*net.TCPConn).SetWriteBuffer(4 << 10)
		return &crammed{c.(*net.TCPConn), waits}
	}
}

// crammed is a connection that tells when a write has to wait: one that doesn't goes to the socket directly.
type crammed struct {
	*net.TCPConn
	waits func()
}

func (c *crammed) Write(p []byte) (int, error) {
	c.waits()
	return c.TCPConn.Write(p)
}
