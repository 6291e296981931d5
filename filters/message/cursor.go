package message

import (
	"bufio"
	"io"
	"strings"
)

// put makes the splice that puts octets, lines with their ends, where the at-th octet of the decoded content is, so that nothing else
// of the part changes; ok: its encoding allows it.
func (p *part) put(at int64, octets string) (s splice, ok bool) {
	c, ok := p.seek(at)
	if !ok || p.n.body == p.n.end {
		return s, false
	}
	switch p.n.encoding {
	case base64Coded:
		return c.base64(octets)
	case quotedPrintable:
		return c.quoted(octets), true
	}
	if c.column > 0 {
		octets = "\r\n" + octets
	}
	return splice{c.at, c.at, octets}, p.carries(octets, p.hook.src.SevenBit)
}

// cursor is a place in the coded content of a part.
type cursor struct {
	r      *bufio.Reader // of wire from at on
	at     int64
	column int // octets behind the last line end
	state  lineState
	stuff  bool
	inside int // of base64: octets before the place that are coded together with those behind it
}

// next reads an octet without stuffing.
func (c *cursor) next() (byte, error) {
	b, err := c.r.ReadByte()
	if err != nil {
		return 0, err
	}
	c.at++
	if b == '.' && c.stuff && c.state == lineStart {
		c.state = inText
		return c.next()
	}
	switch {
	case b == '\n' && c.state == crInText:
		c.state = lineStart
	case b == '\r':
		c.state = crInText
	default:
		c.state = inText
	}
	if c.column++; b == '\n' {
		c.column = 0
	}
	return b, nil
}

// seek finds where the at-th octet of the decoded content is.
func (p *part) seek(at int64) (*cursor, bool) {
	body := p.hook.body()
	c := &cursor{at: p.n.body, state: inText, stuff: p.hook.src.Stuffed, r: bufio.NewReader(&span{body, p.n.body, p.n.end})}
	if !p.hook.behindBareLF(p.n.body) {
		c.state = lineStart
	}
	switch p.n.encoding {
	case base64Coded:
		return c, c.skipBase64(at)
	case quotedPrintable:
		return c, c.skipQuoted(at)
	}
	for range at {
		if _, err := c.next(); err != nil {
			return c, false
		}
	}
	return c, true
}

// skipBase64 goes on before the group of digits in which the octet is. Only canonical base64 can be cut.
func (c *cursor) skipBase64(at int64) bool {
	for range at / 3 * 4 {
		if digit, err := c.digit(); err != nil || digit >= noDigit {
			return false
		}
	}
	c.inside = int(at % 3)
	return true
}

// digit reads the next octet that isn't a space.
func (c *cursor) digit() (byte, error) {
	for {
		b, err := c.next()
		if err != nil {
			return 0, err
		}
		if digit := base64Digits[b]; digit != spaceDigit {
			return digit, nil
		}
	}
}

// base64 puts octets in. They are filled up with spaces to whole groups, so that the digits behind them stay.
func (c *cursor) base64(octets string) (s splice, ok bool) {
	s.from, s.to = c.at, c.at
	before, behind, start := "", "", ""
	if c.column > 0 {
		start = "\r\n"
	}
	if c.inside > 0 {
		group, ok := c.group()
		if !ok {
			return s, false
		}
		before, behind, s.to = group[:c.inside], group[c.inside:], c.at
	}
	s.text = start + inBase64(before+filled(octets, len(before)+len(behind))+behind)
	if next, _ := c.r.Peek(1); string(next) == "\r" {
		s.text = strings.TrimSuffix(s.text, "\r\n")
	}
	return s, true
}

// group reads the octets of four digits.
func (c *cursor) group() (string, bool) {
	var bits uint32
	for range 4 {
		digit, err := c.digit()
		if err != nil || digit >= noDigit {
			return "", false
		}
		bits = bits<<6 | uint32(digit)
	}
	return string([]byte{byte(bits >> 16), byte(bits >> 8), byte(bits)}), true
}

// filled adds spaces before the last line end, so that octets and those beside them are whole groups.
func filled(octets string, beside int) string {
	fill := strings.Repeat(" ", (3-(len(octets)+beside)%3)%3)
	if body, ended := strings.CutSuffix(octets, "\r\n"); ended {
		return body + fill + "\r\n"
	}
	return octets + fill
}

// skipQuoted goes on before the octet.
func (c *cursor) skipQuoted(at int64) bool {
	q := &quotedCursor{c}
	for n := int64(0); n < at; {
		b, err := c.next()
		if err != nil {
			return false
		}
		if b != '=' {
			n++
			continue
		}
		skip, octet := escape(q)
		for range skip {
			if _, err := c.next(); err != nil && err != io.EOF {
				return false
			}
		}
		if octet >= 0 {
			n++
		}
	}
	return true
}

// quotedCursor looks ahead from a cursor. No escape holds a dot that is stuffing: a soft line end is the last of its line.
type quotedCursor struct{ *cursor }

func (q *quotedCursor) Peek(n int) ([]byte, error) { return q.r.Peek(n) }

// quoted puts octets in, on lines of their own.
func (c *cursor) quoted(octets string) splice {
	text := inQuoted(octets, false)
	if c.column > 0 {
		text = "=\r\n" + text
	}
	return splice{c.at, c.at, text}
}
