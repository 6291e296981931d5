// Package wire reads and writes a mail connection: bounded lines, replies, status lines and dot-terminated content, with deadlines.
//
// A [Conn] belongs to one goroutine. It holds no buffer while its peer is silent: the read buffer is taken when
// bytes are there and given back when they are used up, so that an idle session costs little.
//
// The grammar is strict, because two readers who differ about where a line or a message ends can be made to see
// different mail: lines end in CRLF and nothing else, content ends in CRLF.CRLF and nothing else (RFC 5321, sections 2.3.8 and
// 4.1.1.4; RFC 1939, section 3).
package wire

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// The sizes of read buffers: a command line or a reply line fits in the first; content passes through the second.
const (
	lineBuffer    = 16 << 10
	contentBuffer = 64 << 10
)

var (
	lineBuffers    = sync.Pool{New: func() any { return new([lineBuffer]byte) }}
	contentBuffers = sync.Pool{New: func() any { return new([contentBuffer]byte) }}
)

// past is a deadline that is over by any clock.
var past = time.Unix(1, 0)

// Conn is one leg of a session. Its unread bytes are buf[r:w].
type Conn struct {
	c     net.Conn
	raw   syscall.RawConn
	clock Clock

	// What was read and not used yet.
	buf   []byte // nil while nothing is buffered
	r, w  int
	wide  bool    // content is expected: take the large buffer
	kept  [4]byte // a few unread bytes of a peer that has gone silent
	nkept int
	skip  skip

	reader *ContentReader // of the last content, to be used again; nil: none

	// Under TLS; nil in clear.
	tls    *tls.Conn
	cipher *ciphertext
	owed   int // octets of an unfinished Write that are encrypted already

	// What works on the socket itself; each func is made once.
	read   func(fd uintptr) bool // waits for bytes
	n      int                   // that it has read
	err    error                 // how it failed
	write  func(fd uintptr) bool // writes without waiting
	out    []byte                // what it writes
	wrote  int                   // of out
	failed error                 // how it failed
	look   func(fd uintptr)      // looks for a sign
	sign   Sign                  // that it has seen

	writeBy time.Time
	woken   atomic.Bool                   // since ReadBy
	grace   atomic.Pointer[time.Duration] // of Abort; nil: it wasn't called
}

// NewConn takes over c, which must be a socket.
func NewConn(c net.Conn, clock Clock) (*Conn, error) {
	socket, ok := c.(syscall.Conn)
	if !ok {
		return nil, errors.New("wire: not a socket")
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return nil, err
	}
	conn := &Conn{c: c, raw: raw, clock: clock}
	conn.read, conn.write, conn.look = conn.readReady, conn.writeReady, func(fd uintptr) { conn.sign = peek(int(fd)) }
	return conn, nil
}

// fill waits for bytes and adds what is there to the buffer, which must have room.
func (c *Conn) fill() error {
	c.compact()
	if c.buf != nil && c.w == len(c.buf) {
		return ErrLineTooLong
	}
	if c.tls != nil {
		return c.decrypt()
	}
	if err := c.raw.Read(c.read); err != nil {
		return err
	}
	return c.err
}

// readReady is called when the socket may have bytes; false asks to wait until it has.
func (c *Conn) readReady(fd uintptr) bool {
	c.take()
	for {
		c.n, c.err = syscall.Read(int(fd), c.buf[c.w:])
		switch {
		case c.err == syscall.EINTR:
			continue
		case c.err == syscall.EAGAIN:
			c.giveBack()
			return false
		case c.err != nil:
			c.err = os.NewSyscallError("read", c.err)
		case c.n == 0:
			c.err = io.EOF
		default:
			c.w += c.n
		}
		return true
	}
}

// Close closes the connection in the ordinary way, under TLS with close_notify (RFC 8446, section 6.1), and gives the buffer back. What the
// peer has sent meanwhile is thrown away first: the kernel would answer it with a reset, and that could overtake the last reply.
func (c *Conn) Close() error {
	c.drop()
	if c.tls != nil {
		c.writeBy = past // it isn't waited for
		c.tls.CloseWrite()
	}
	c.raw.Control(discard)
	return c.c.Close()
}

// discard throws away what is there to be read, up to 1 MiB.
func discard(fd uintptr) {
	var b [4 << 10]byte
	for range 256 {
		if n, err := syscall.Read(int(fd), b[:]); err != syscall.EINTR && n <= 0 {
			return
		}
	}
}

// Reset closes the connection with a TCP reset: what the peer has half read must not look whole to it.
func (c *Conn) Reset() error {
	if l, ok := c.c.(interface{ SetLinger(sec int) error }); ok {
		l.SetLinger(0)
	}
	c.drop()
	return c.c.Close()
}
