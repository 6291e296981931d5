// Package wire reads and writes a mail connection: bounded lines, replies and dot-terminated content, with deadlines.
//
// A [Conn] belongs to one goroutine. It holds no buffer while its peer is silent: the read buffer is taken when
// bytes are there and given back when they are used up, so that an idle session costs little.
//
// The grammar is strict, because two readers who differ about where a line or a message ends can be made to see
// different mail: lines end in CRLF and nothing else, content ends in CRLF.CRLF and nothing else (RFC 5321, sections 2.3.8 and
// 4.1.1.4).
package wire

import (
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

	buf     []byte // nil while nothing is buffered
	r, w    int
	wide    bool    // content is expected: take the large buffer
	kept    [4]byte // a few unread bytes of a peer that has gone silent
	nkept   int
	skip    skip
	read    func(fd uintptr) bool // made once: what waits for bytes
	write   func(fd uintptr) bool // likewise: what writes without waiting
	out     []byte                // that it writes
	wrote   int                   // of out
	failed  error                 // how it failed
	writeBy time.Time
	n       int                           // what read has read
	err     error                         // how it failed
	look    func(fd uintptr)              // made once: what looks for a sign
	sign    Sign                          // what look has seen
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

// RemoteAddr is the peer's.
func (c *Conn) RemoteAddr() net.Addr { return c.c.RemoteAddr() }

// fill waits for bytes and adds what is there to the buffer, which must have room.
func (c *Conn) fill() error {
	c.compact()
	if c.buf != nil && c.w == len(c.buf) {
		return ErrLineTooLong
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

// take gets a buffer if there is none.
func (c *Conn) take() {
	if c.buf != nil {
		return
	}
	if c.wide {
		c.buf = contentBuffers.Get().(*[contentBuffer]byte)[:]
	} else {
		c.buf = lineBuffers.Get().(*[lineBuffer]byte)[:]
	}
	c.r, c.w = 0, copy(c.buf, c.kept[:c.nkept])
	c.nkept = 0
}

// giveBack gives the buffer away unless it holds more than the few bytes that can be kept without it.
func (c *Conn) giveBack() {
	if c.buf == nil || c.w-c.r > len(c.kept) {
		return
	}
	c.nkept = copy(c.kept[:], c.buf[c.r:c.w])
	if len(c.buf) == contentBuffer {
		contentBuffers.Put((*[contentBuffer]byte)(c.buf))
	} else {
		lineBuffers.Put((*[lineBuffer]byte)(c.buf))
	}
	c.buf, c.r, c.w = nil, 0, 0
}

// compact moves what is unread to the front, and to the large buffer where content is expected.
func (c *Conn) compact() {
	if c.buf == nil {
		return
	}
	if c.wide && len(c.buf) != contentBuffer {
		large := contentBuffers.Get().(*[contentBuffer]byte)[:]
		n := copy(large, c.buf[c.r:c.w])
		lineBuffers.Put((*[lineBuffer]byte)(c.buf))
		c.buf, c.r, c.w = large, 0, n
		return
	}
	if c.r > 0 {
		c.w = copy(c.buf, c.buf[c.r:c.w])
		c.r = 0
	}
}

// unread are the bytes that were read from the socket and not yet used.
func (c *Conn) unread() []byte {
	if c.buf == nil && c.nkept > 0 {
		c.take()
	}
	return c.buf[c.r:c.w]
}

// used drops n unread bytes.
func (c *Conn) used(n int) {
	c.r += n
	if c.r == c.w {
		c.giveBack()
	}
}

// Write writes all of p, or fails; what it has written counts. The deadline is set only if the peer can't take it at once: a timer
// for each write costs more than the write of a short reply.
func (c *Conn) Write(p []byte) (int, error) {
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

// ReadBy sets the time at which waiting for the peer ends with [os.ErrDeadlineExceeded]; the zero Time: never.
func (c *Conn) ReadBy(t time.Time) {
	c.woken.Store(false)
	c.readBy(t)
}

// WriteBy sets the time at which a write that has to wait fails with [os.ErrDeadlineExceeded]; the zero Time: never.
func (c *Conn) WriteBy(t time.Time) { c.writeBy = t }

func (c *Conn) armWrite() {
	c.c.SetWriteDeadline(c.writeBy)
	if grace := c.grace.Load(); grace != nil {
		c.c.SetWriteDeadline(c.last(*grace, c.writeBy))
	}
}

// Abort makes a running wait for the peer and all later ones end at once with [os.ErrDeadlineExceeded], and lets no write take longer
// than grace from its WriteBy, or for a running one from now; 0: nothing is written any more. Any goroutine may call it.
func (c *Conn) Abort(grace time.Duration) {
	c.grace.Store(&grace)
	c.c.SetReadDeadline(past)
	c.c.SetWriteDeadline(c.last(grace, time.Time{}))
}

// Aborted tells whether Abort was called.
func (c *Conn) Aborted() bool { return c.grace.Load() != nil }

// last is the deadline of a write under Abort that would have been t.
func (c *Conn) last(grace time.Duration, t time.Time) time.Time {
	by := c.clock.Now().Add(grace)
	switch {
	case grace == 0:
		return past
	case t.IsZero() || by.Before(t):
		return by
	}
	return t
}

// Wake makes a running or the next wait for the peer end at once with [os.ErrDeadlineExceeded], until ReadBy sets another time. Any
// goroutine may call it. A [ContentReader] answers it with one [ErrWoken], whatever deadline it was about to set.
func (c *Conn) Wake() {
	c.woken.Store(true)
	c.c.SetReadDeadline(past)
}

// readBy is ReadBy for who has not asked whether to go on: a Wake stays in force. (An Abort always does.)
func (c *Conn) readBy(t time.Time) {
	c.c.SetReadDeadline(t)
	if c.woken.Load() || c.Aborted() {
		c.c.SetReadDeadline(past)
	}
}

// Wait waits until the peer has said something, or has gone.
func (c *Conn) Wait() error {
	if len(c.unread()) > 0 {
		return nil
	}
	return c.fill()
}

// Close closes the connection in the ordinary way, and gives the buffer back. What the peer has sent meanwhile is thrown away first:
// the kernel would answer it with a reset, and that could overtake the last reply.
func (c *Conn) Close() error {
	c.drop()
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

// CloseWrite tells the peer that no more will come.
func (c *Conn) CloseWrite() error {
	if h, ok := c.c.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return nil
}

func (c *Conn) drop() {
	c.r, c.nkept = c.w, 0
	c.giveBack()
	c.nkept = 0
}
