package message

import "bytes"

// transfer is how the content of a leaf is encoded.
type transfer uint8

const (
	asItIs transfer = iota
	base64Coded
	quotedPrintable
)

// checker finds what is wrong with the encoding of a leaf, line by line.
type checker struct {
	encoding transfer
	digits   int // of base64
	padding  int
}

func (c *checker) line(s stretch) findings {
	switch c.encoding {
	case base64Coded:
		return c.base64(s.text)
	case quotedPrintable:
		return c.quoted(s)
	}
	return 0
}

// What octets are in base64 beside its digits, whose numbers they are else.
const (
	noDigit = 0x80 | iota // skipped by lenient readers
	paddingDigit
	spaceDigit
)

// base64Digits says what each octet is.
var base64Digits = func() (table [256]byte) {
	for i := range table {
		table[i] = noDigit
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = byte(i)
	}
	for _, c := range []byte(" \t\r\n") {
		table[c] = spaceDigit
	}
	table['='] = paddingDigit
	return table
}()

func (c *checker) base64(text []byte) (found findings) {
	text = bytes.TrimSuffix(text, []byte("\r\n"))
	if c.padding == 0 && areDigits(text) {
		c.digits += len(text)
		return found
	}
	for _, octet := range text {
		switch digit := base64Digits[octet]; {
		case digit < noDigit:
			if c.padding > 0 {
				found.add(behindPadding)
				found |= c.over()
				c.digits, c.padding = 0, 0
			}
			c.digits++
		case digit == paddingDigit:
			c.padding++
		case digit == noDigit:
			found.add(badBase64)
		}
	}
	return found
}

// areDigits tells whether a line is digits alone, as nearly all are.
func areDigits(text []byte) bool {
	other := byte(0)
	for _, octet := range text {
		other |= base64Digits[octet]
	}
	return other < noDigit
}

// quoted looks at each "=" of a line. A line that is too long for one stretch is wrong as it is (RFC 2045, section 6.7).
func (c *checker) quoted(s stretch) (found findings) {
	if !s.first || !s.last {
		found.add(badQuotedPrintable)
		return found
	}
	text := bytes.TrimRight(s.trimmed(), " \t")
	for {
		i := bytes.IndexByte(text, '=')
		if i < 0 || i == len(text)-1 {
			return found
		}
		if text = text[i+1:]; len(text) < 2 || hex(text[0]) < 0 || hex(text[1]) < 0 {
			found.add(badQuotedPrintable)
			return found
		}
	}
}

// over ends a leaf, or base64 that goes on behind its padding.
func (c *checker) over() (found findings) {
	if c.encoding == base64Coded && (c.digits+c.padding)%4 != 0 {
		found.add(badBase64)
	}
	return found
}
