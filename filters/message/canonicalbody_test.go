package message

import (
	"bufio"
	"strings"
	"testing"
)

func canonicalOf(text string, relaxed bool, length int64) (*canonicalBody, *strings.Reader) {
	r := strings.NewReader(text)
	return &canonicalBody{r: bufio.NewReaderSize(r, 16), relaxed: relaxed, left: length}, r
}

// The forms are those of RFC 6376, section 3.4.
func TestCanonicalBody(t *testing.T) {
	for _, c := range []struct {
		body            string
		length          int64
		simple, relaxed string
	}{
		{"", -1, "\r\n", ""},
		{"\r\n\r\n", -1, "\r\n", ""},
		{"a", -1, "a\r\n", "a\r\n"},
		{" C \r\nD \t E\r\n\r\n\r\n", -1, " C \r\nD \t E\r\n", " C\r\nD E\r\n"},
		{"a\r\n\r\n\r\nb\r\n", -1, "a\r\n\r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n"},
		{"a \r\n \r\n", -1, "a \r\n \r\n", "a\r\n"},
		{"a\rb\nc\r", -1, "a\rb\nc\r\r\n", "a\rb\nc\r\r\n"},
		{"a \r\r\n", -1, "a \r\r\n", "a \r\r\n"},
		{"a\r\n\r\nb", 3, "a\r\n", "a\r\n"},
		{"abc", 0, "", ""},
		{"a", 99, "a\r\n", "a\r\n"},
	} {
		for relaxed, want := range map[bool]string{false: c.simple, true: c.relaxed} {
			var got strings.Builder
			b, _ := canonicalOf(c.body, relaxed, c.length)
			for octet, err := b.next(); err == nil; octet, err = b.next() {
				got.WriteByte(octet)
			}
			if got.String() != want {
				t.Errorf("%q, relaxed %v, %d octets: %q, want %q", c.body, relaxed, c.length, got.String(), want)
			}
		}
	}
}

// What differs at its start isn't read to its end, which may be 50 MB away.
func TestDifferentBodies(t *testing.T) {
	rest := strings.Repeat("a", 1000)
	was, r := canonicalOf("a"+rest, false, -1)
	is, _ := canonicalOf("b"+rest, false, -1)
	if !was.differs(is) || r.Len() < 900 {
		t.Errorf("%d octets are left", r.Len())
	}
	was, _ = canonicalOf("a"+rest+"\r\n", false, -1)
	if is, _ = canonicalOf("a"+rest+"\r\n\r\n", false, -1); was.differs(is) {
		t.Error("line ends at the end differ")
	}
	was, _ = canonicalOf(rest, false, -1)
	if is, _ = canonicalOf(rest+"a", false, -1); !was.differs(is) {
		t.Error("one that is longer doesn't differ")
	}
}
