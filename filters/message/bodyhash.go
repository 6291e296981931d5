package message

import (
	"bufio"
	"crypto/sha256"
	"hash"
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
		was, err := c.src.bodyHash(c.old, key)
		is, err2 := c.src.bodyHash(c.new, key)
		differs = was != is || err != nil || err2 != nil
		c.bodies[key] = differs
	}
	return differs
}

// bodyHash is that of the body in canonical form (RFC 6376, sections 3.4.3 to 3.4.5).
func (s *source) bodyHash(v view, key bodyKey) (sum [sha256.Size]byte, err error) {
	at := inText
	if s.bodyStart() == "\r\n" {
		at = lineStart
	}
	r := bufio.NewReaderSize(s.unstuffed(s.rest(v), at), 32<<10)
	b := canonicalBody{hash: sha256.New(), left: key.length, relaxed: key.relaxed}
	for {
		c, err := r.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return sum, err
		}
		b.next(c)
	}
	b.end()
	b.hash.Sum(sum[:0])
	return sum, nil
}

// canonicalBody hashes the canonical form of what it is given.
type canonicalBody struct {
	hash    hash.Hash
	buf     []byte
	left    int64 // octets that still count; below 0: all do
	relaxed bool
	lines   int  // line ends that count only if something follows
	space   bool // so does a space
	cr      bool
	any     bool
}

func (b *canonicalBody) next(c byte) {
	switch {
	case c == '\n' && b.cr:
		b.cr, b.space = false, false
		b.lines++
		return
	case b.cr:
		b.cr = false
		b.text('\r')
	}
	switch {
	case c == '\r':
		b.cr = true
	case b.relaxed && isSpace(c):
		b.space = true
	default:
		b.text(c)
	}
}

// text takes an octet that counts.
func (b *canonicalBody) text(c byte) {
	for ; b.lines > 0; b.lines-- {
		b.write('\r', '\n')
	}
	if b.space {
		b.space = false
		b.write(' ')
	}
	b.any = true
	b.write(c)
}

func (b *canonicalBody) write(octets ...byte) {
	for _, c := range octets {
		if b.left == 0 {
			return
		}
		b.left = max(-1, b.left-1)
		b.buf = append(b.buf, c)
	}
	if len(b.buf) >= 4<<10 {
		b.flush()
	}
}

func (b *canonicalBody) flush() {
	b.hash.Write(b.buf)
	b.buf = b.buf[:0]
}

func (b *canonicalBody) end() {
	if b.cr {
		b.text('\r')
	}
	if b.any || !b.relaxed {
		b.write('\r', '\n')
	}
	b.flush()
}
