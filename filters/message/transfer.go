package message

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
)

// decoded reads the content of a leaf out of its encoding.
func decoded(r io.Reader, how transfer) io.Reader {
	switch how {
	case base64Coded:
		return &base64Reader{r: r}
	case quotedPrintable:
		return &quotedReader{r: bufio.NewReader(r)}
	}
	return r
}

// base64Reader reads as lenient readers do: what is no digit is skipped, and after padding it begins anew.
type base64Reader struct {
	r     io.Reader
	coded [4 << 10]byte
	plain [4 << 10]byte
	out   []byte // of plain, not yet given
	bits  uint32
	count int // digits in bits
	err   error
}

func (b *base64Reader) Read(p []byte) (n int, err error) {
	for len(b.out) == 0 && b.err == nil && len(p) > 0 {
		n, b.err = b.r.Read(b.coded[:])
		b.out = b.decode(b.plain[:0], b.coded[:n])
		if b.err != nil {
			b.out = b.rest(b.out)
		}
	}
	if len(b.out) == 0 {
		return 0, b.err
	}
	n = copy(p, b.out)
	b.out = b.out[n:]
	return n, nil
}

// decode appends what coded octets say, whole groups of a line at once where it can.
func (b *base64Reader) decode(out, coded []byte) []byte {
	for len(coded) > 0 {
		line := coded
		if i := bytes.IndexByte(coded, '\n'); i >= 0 {
			line = coded[:i+1]
		}
		coded = coded[len(line):]
		if whole := len(bytes.TrimSuffix(line, []byte("\r\n"))) / 4 * 4; b.count == 0 && areDigits(line[:whole]) {
			out, _ = base64.RawStdEncoding.AppendDecode(out, line[:whole])
			line = line[whole:]
		}
		out = b.digits(out, line)
	}
	return out
}

// digits appends what coded octets say, one by one.
func (b *base64Reader) digits(out, coded []byte) []byte {
	for _, octet := range coded {
		digit := base64Digits[octet]
		switch {
		case digit == paddingDigit:
			out = b.rest(out)
		case digit < noDigit:
			b.bits = b.bits<<6 | uint32(digit)
			if b.count++; b.count == 4 {
				out = append(out, byte(b.bits>>16), byte(b.bits>>8), byte(b.bits))
				b.bits, b.count = 0, 0
			}
		}
	}
	return out
}

// rest appends what digits without a whole group say.
func (b *base64Reader) rest(out []byte) []byte {
	switch b.count {
	case 2:
		out = append(out, byte(b.bits>>4))
	case 3:
		out = append(out, byte(b.bits>>10), byte(b.bits>>2))
	}
	b.bits, b.count = 0, 0
	return out
}

// quotedReader reads quoted-printable (RFC 2045, section 6.7). An "=" that means nothing stands for itself; spaces at the end of
// a line stay, but behind an "=" they don't.
type quotedReader struct {
	r *bufio.Reader
}

func (q *quotedReader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if n > 0 && q.r.Buffered() == 0 {
			return n, nil
		}
		if _, err := q.r.Peek(1); err != nil {
			return n, err
		}
		text, _ := q.r.Peek(min(q.r.Buffered(), len(p)-n))
		if i := bytes.IndexByte(text, '='); i != 0 {
			if i > 0 {
				text = text[:i]
			}
			n += copy(p[n:], text)
			q.r.Discard(len(text))
			continue
		}
		q.r.Discard(1)
		skip, octet := escape(q.r)
		q.r.Discard(skip)
		if octet >= 0 {
			p[n] = byte(octet)
			n++
		}
	}
	return n, nil
}

// longestEscape is how far behind an "=" is looked for a line end.
const longestEscape = 80

// escape tells what stands behind an "=": how many octets belong to it, and the octet it means; -1: none, it is a soft
// line end.
func escape(r interface{ Peek(int) ([]byte, error) }) (skip, octet int) {
	b, _ := r.Peek(2)
	if len(b) == 2 && hex(b[0]) >= 0 && hex(b[1]) >= 0 {
		return 2, hex(b[0])<<4 | hex(b[1])
	}
	if len(b) == 2 && b[0] == '\r' && b[1] == '\n' {
		return 2, -1
	}
	if len(b) > 0 && b[0] == '\n' {
		return 1, -1
	}
	b, err := r.Peek(longestEscape)
	for i, c := range b {
		switch {
		case c == '\n':
			return i + 1, -1
		case !isSpace(c) && c != '\r':
			return 0, '='
		}
	}
	if err == io.EOF {
		return len(b), -1
	}
	return 0, '='
}
