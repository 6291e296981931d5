package wire

import (
	"io"
	"syscall"
)

// Sign is what a peer shows of itself without being waited for.
type Sign uint8

// The signs.
const (
	Silent Sign = iota // nothing
	Spoke              // bytes are there to be read
	Gone               // it has closed the connection, and nothing is left to be read
	Broken             // the connection was reset or has failed
)

// Pending tells without blocking whether the peer has sent anything: it looks into the buffer, then at the socket, through TLS where that is
// on. A line or piece that was handed out is valid no longer.
func (c *Conn) Pending() Sign {
	if len(c.unread()) > 0 {
		return Spoke
	}
	if c.tls != nil {
		return c.pendingTLS()
	}
	if err := c.raw.Control(c.look); err != nil {
		return Broken
	}
	return c.sign
}

// pendingTLS reads what is there: tickets and other words of TLS itself are none of the peer's. Nothing is unread, but what was used may fill the
// buffer.
func (c *Conn) pendingTLS() Sign {
	c.giveBack()
	switch n, err := c.decryptNow(); {
	case n > 0:
		return Spoke
	case err == errNotYet:
		return Silent
	case err == io.EOF:
		return Gone
	}
	return Broken
}

func peek(fd int) Sign {
	var b [1]byte
	for {
		n, _, err := syscall.Recvfrom(fd, b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return Silent
		case err != nil:
			return Broken
		case n == 0:
			return Gone
		}
		return Spoke
	}
}
