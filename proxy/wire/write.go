package wire

import (
	"os"
	"syscall"
	"time"
)

// Write writes all of p, or fails; what it has written counts. After [os.ErrDeadlineExceeded] who wants to go on writes the rest of p, and
// nothing else. The deadline is set only if the peer can't take it at once: a timer for each write costs more than the write of a short
// reply.
func (c *Conn) Write(p []byte) (int, error) {
	if c.tls != nil {
		return c.encrypt(p)
	}
	return c.writeClear(p)
}

// writeClear is Write to the socket.
func (c *Conn) writeClear(p []byte) (int, error) {
	n, err := c.writeNow(p)
	if n == len(p) || err != nil {
		return n, err
	}
	c.armWrite()
	more, err := c.c.Write(p[n:])
	if err == nil {
		c.c.SetWriteDeadline(time.Time{})
	}
	return n + more, err
}

// writeNow writes what the peer can take without waiting.
func (c *Conn) writeNow(p []byte) (int, error) {
	if grace := c.grace.Load(); grace != nil && *grace == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	c.out, c.wrote, c.failed = p, 0, nil
	c.raw.Write(c.write) // a deadline that has passed is an old one: armWrite sets the new
	c.out = nil
	return c.wrote, c.failed
}

// writeReady is writeNow with the socket; it never asks to wait.
func (c *Conn) writeReady(fd uintptr) bool {
	for c.wrote < len(c.out) {
		n, err := syscall.Write(int(fd), c.out[c.wrote:])
		switch {
		case err == syscall.EINTR:
		case err == syscall.EAGAIN:
			return true
		case err != nil:
			c.failed = os.NewSyscallError("write", err)
			return true
		default:
			c.wrote += n
		}
	}
	return true
}

// WriteBy sets the time at which a write that has to wait fails with [os.ErrDeadlineExceeded]; the zero Time: never.
func (c *Conn) WriteBy(t time.Time) { c.writeBy = t }

func (c *Conn) armWrite() {
	c.c.SetWriteDeadline(c.writeBy)
	if grace := c.grace.Load(); grace != nil {
		c.c.SetWriteDeadline(c.last(*grace, c.writeBy))
	}
}
