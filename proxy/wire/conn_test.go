package wire

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestNewConnNeedsASocket(t *testing.T) {
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	if _, err := NewConn(a, RealClock{}); err == nil {
		t.Error("a pipe was taken for a socket")
	}
}

// A reset is seen as one, so that what was half written can't look whole to a peer that takes a close for the end.
func TestReset(t *testing.T) {
	c, peer := dial(t)
	if _, err := c.Write([]byte("DATA\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := c.Reset(); err != nil {
		t.Fatal(err)
	}
	_, err := io.ReadAll(peer)
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the peer read to %v", err)
	}
}

func TestClose(t *testing.T) {
	c, peer := dial(t)
	c.Write([]byte("221 bye\r\n"))
	c.Close()
	if p, err := io.ReadAll(peer); string(p) != "221 bye\r\n" || err != nil {
		t.Errorf("%q, %v", p, err)
	}
	if _, err := c.ReadLine(512); !errors.Is(err, net.ErrClosed) {
		t.Errorf("read after close: %v", err)
	}
	if _, err := c.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
		t.Errorf("write after close: %v", err)
	}
	if err := c.Close(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("second close: %v", err)
	}
}

// A peer that sends QUIT and half closes still hears the reply (RFC 9293, section 3.6).
func TestHalfClose(t *testing.T) {
	c, peer := dial(t)
	peer.Write([]byte("QUIT\r\n"))
	peer.CloseWrite()
	if line, err := c.ReadLine(512); string(line) != "QUIT\r\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := c.ReadLine(512); err != io.EOF {
		t.Errorf("%v", err)
	}
	if _, err := c.Write([]byte("221 bye\r\n")); err != nil {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if p, err := io.ReadAll(peer); string(p) != "221 bye\r\n" || err != nil {
		t.Errorf("%q, %v", p, err)
	}
}

// Whatever a Conn waits for, it has no buffer meanwhile, unless the peer has said half of something long.
func TestWaitingCostsNoBuffer(t *testing.T) {
	for _, test := range []struct {
		name, said string
		kept       int
		ask        func(*Conn) error
	}{
		{"line", "", 0, func(c *Conn) error { _, err := c.ReadLine(512); return err }},
		{"rest of a line", "NO", 2, func(c *Conn) error { _, err := c.ReadLine(512); return err }},
		{"rest of a bad line", strings.Repeat("x", 900) + "\r", 1, func(c *Conn) error { c.ReadLine(512); _, err := c.ReadLine(512); return err }},
		{"content", "a\r\n", 0, func(c *Conn) error { return next(c, 2) }},
		{"rest of a dot line", "a\r\n.\r", 2, func(c *Conn) error { return next(c, 2) }},
		{"more to swallow", "a\n\r\n.", 1, func(c *Conn) error { return c.Content(never, time.Time{}, false).Swallow(100) }},
		{"octets", "ab", 0, func(c *Conn) error { c.ReadOctets(1 << 20); _, err := c.ReadOctets(1 << 20); return err }},
		{"reply", "250 OK\r\n", 0, func(c *Conn) error { var r Reply; c.ReadReply(&r); return c.ReadReply(&r) }},
	} {
		c, peer := inSegments(t)
		peer.segments = [][]byte{[]byte(test.said)}
		peer.waiting = func() {
			if len(peer.segments) == 1 && test.said != "" {
				return // for the first word
			}
			if c.buf != nil || c.nkept != test.kept {
				t.Errorf("%s: a buffer of %d, %d bytes kept", test.name, len(c.buf), c.nkept)
			}
			c.Wake()
		}
		if err := test.ask(c); !errors.Is(err, os.ErrDeadlineExceeded) && err != ErrWoken {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// next asks n times for content.
func next(c *Conn, n int) (err error) {
	b := c.Content(never, time.Time{}, false)
	for range n {
		_, _, err = b.Next()
	}
	return err
}

// The upstream leg has no buffer once its reply was read, though nothing waits for it.
func TestReplyGivesTheBufferBack(t *testing.T) {
	c := inMemory([][]byte{[]byte("250 OK\r\n")})
	var r Reply
	if err := c.ReadReply(&r); err != nil || c.buf != nil {
		t.Errorf("%v, a buffer of %d", err, len(c.buf))
	}
}

// Content passes through a large buffer, also of a peer that is never silent, and so does a line behind which it is expected; other lines
// wait in a small one again.
func TestBuffersFit(t *testing.T) {
	c := saysAgain("a\r\n.\r\n")
	c.ReadLine(512)
	b := c.Content(never, time.Time{}, false)
	if _, end, err := b.Next(); !end || err != nil || len(c.buf) != lineBuffer {
		t.Errorf("what was there: %v, %v, a buffer of %d", end, err, len(c.buf))
	}
	if err := next(c, 1); err != nil || len(c.buf) != contentBuffer {
		t.Errorf("what came: %v, a buffer of %d", err, len(c.buf))
	}
	c.giveBack()
	if _, err := c.ReadLine(512); err != nil || len(c.buf) != lineBuffer {
		t.Errorf("a line: %v, a buffer of %d", err, len(c.buf))
	}
	c.giveBack()
	c.Expect(true)
	if _, err := c.ReadLine(512); err != nil || len(c.buf) != contentBuffer {
		t.Errorf("a line before content: %v, a buffer of %d", err, len(c.buf))
	}
}
