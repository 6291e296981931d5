package wire

import (
	"bytes"
	"errors"
)

// What can be wrong with a line. After the first two the whole line, to its CRLF, is passed over: its tail is never a line of its own.
var (
	ErrLineTooLong = errors.New("line too long")
	ErrBareNewline = errors.New("CR or LF that is not CRLF")
	ErrEndless     = errors.New("input without a line end")
)

// maxSkip is how much of a bad line is passed over before the peer is given up.
const maxSkip = 64 << 10

// skip is the state of a line that was bad before its end was read.
type skip struct {
	on bool
	n  int // bytes passed over
}

// ReadLine waits for a line and returns it with its CRLF. It has at most limit bytes in all (at most 16 KiB) and is valid until the next
// call. The error says what is wrong with the line, or that the connection has failed.
func (c *Conn) ReadLine(limit int) ([]byte, error) {
	for {
		line, whole, err := c.nextLine(limit)
		if whole || err != nil {
			return line, err
		}
		if err := c.fill(); err != nil {
			return nil, err
		}
	}
}

// HasLine tells whether the end of a line is there, so that ReadLine answers, be it with an error, without waiting.
func (c *Conn) HasLine() bool {
	if c.skip.on {
		return false // its rest may hold no line at all; ReadLine finds out
	}
	return bytes.IndexByte(c.unread(), '\n') >= 0
}

// nextLine takes a whole line from the buffer, if it holds one.
func (c *Conn) nextLine(limit int) (line []byte, whole bool, err error) {
	if c.skip.on && !c.skipOn() {
		if c.skip.n > maxSkip {
			return nil, false, ErrEndless
		}
		return nil, false, nil
	}
	p := c.unread()
	lf := bytes.IndexByte(p, '\n')
	if lf < 0 && len(p) < limit {
		return nil, false, nil
	}
	if lf < 0 || lf >= limit {
		return nil, true, c.badLine(ErrLineTooLong)
	}
	if lf == 0 || p[lf-1] != '\r' || bytes.IndexByte(p[:lf], '\r') != lf-1 {
		return nil, true, c.badLine(ErrBareNewline)
	}
	line = p[:lf+1]
	c.r += len(line) // the buffer is given back when more is wanted: line still points into it
	return line, true, nil
}

// badLine begins to pass over a line whose end may not have come yet.
func (c *Conn) badLine(why error) error {
	c.skip = skip{on: true}
	c.skipOn()
	return why
}

// skipOn passes over what is there of a bad line and tells whether its CRLF was among it. Behind maxSkip a CRLF doesn't count, however
// the bytes came.
func (c *Conn) skipOn() bool {
	p := c.unread()
	if i := bytes.Index(p, []byte("\r\n")); i >= 0 && c.skip.n+i <= maxSkip {
		c.used(i + 2)
		c.skip = skip{}
		return true
	}
	n := len(p)
	if n > 0 && p[n-1] == '\r' {
		n--
	}
	c.skip.n += n
	c.used(n)
	return false
}
