package message

import (
	"bufio"
	"io"
)

// body tells whether the two bodies differ for a signature that takes them so. What can't be read differs.
func (c *comparison) body(key bodyKey) (differs bool) {
	if c.old.body == c.new.body {
		return false
	}
	differs, known := c.bodies[key]
	switch {
	case !known && len(c.bodies) == maxBodies:
		return true
	case !known:
		differs = c.src.canonical(c.old, key).differs(c.src.canonical(c.new, key))
		c.bodies[key] = differs
	}
	return differs
}

// canonical reads the body in canonical form (RFC 6376, sections 3.4.3 to 3.4.5).
func (s *source) canonical(v view, key bodyKey) *canonicalBody {
	at := inText
	if s.bodyStart() == "\r\n" {
		at = lineStart
	}
	return &canonicalBody{r: bufio.NewReaderSize(s.unstuffed(s.rest(v), at), 32<<10), left: key.length, relaxed: key.relaxed}
}

// canonicalBody reads octet by octet, so that two bodies are read no further than to where they differ.
type canonicalBody struct {
	r       *bufio.Reader
	left    int64 // octets that still count; below 0: all do
	relaxed bool
	lines   int  // line ends that count only if something follows
	half    bool // of a line end the CR was given
	space   bool // a space that counts only if something follows
	cr      bool
	any     bool
	due     bool // octet was read and comes behind lines and space
	octet   byte
	over    bool
}

// differs reads both as far as they are the same.
func (b *canonicalBody) differs(other *canonicalBody) bool {
	for {
		was, err := b.next()
		is, err2 := other.next()
		switch {
		case err != err2 || was != is || err != nil && err != io.EOF:
			return true
		case err == io.EOF:
			return false
		}
	}
}

// next gives the next octet, or io.EOF behind the last that counts.
func (b *canonicalBody) next() (byte, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	for !b.due && !b.over {
		if err := b.read(); err != nil {
			return 0, err
		}
	}
	b.left = max(-1, b.left-1)
	switch {
	case b.half:
		b.half = false
		return '\n', nil
	case b.lines > 0:
		b.lines--
		b.half = true
		return '\r', nil
	case b.over:
		return 0, io.EOF
	case b.space:
		b.space = false
		return ' ', nil
	}
	b.due, b.any = false, true
	return b.octet, nil
}

// read takes an octet of the body.
func (b *canonicalBody) read() error {
	c, err := b.r.ReadByte()
	switch {
	case err != nil && err != io.EOF:
		return err
	case err == nil && c == '\n' && b.cr:
		b.cr, b.space = false, false
		b.lines++
	case b.cr:
		b.cr, b.due, b.octet = false, true, '\r'
		if err == nil {
			return b.r.UnreadByte()
		}
	case err == io.EOF:
		b.end()
	case c == '\r':
		b.cr = true
	case b.relaxed && isSpace(c):
		b.space = true
	default:
		b.due, b.octet = true, c
	}
	return nil
}

// end makes one line end of those at the end, or puts one there.
func (b *canonicalBody) end() {
	b.over, b.lines = true, 0
	if b.any || !b.relaxed {
		b.lines = 1
	}
}
