package wire

import (
	"io"
	"strings"
	"testing"
	"time"
)

const never = 100 * time.Hour

func TestContent(t *testing.T) {
	for _, test := range []struct {
		name, said, strict, normal string
		strictErr, normalErr       error
	}{
		{"nothing", ".\r\n", ".\r\n", ".\r\n", nil, nil},
		{"text", "a\r\n..b\r\n.\r\n", "a\r\n..b\r\n.\r\n", "a\r\n..b\r\n.\r\n", nil, nil},
		{"a single dot before text", ".a\r\n.\r\n", ".a\r\n.\r\n", ".a\r\n.\r\n", nil, nil},
		{"LF", "a\n.b\nc\r\n.\r\n", "", "a\r\n..b\r\nc\r\n.\r\n", ErrBareNewline, nil},
		{"CR", "a\r.b\rc\r\n.\r\n", "", "a\r\n..b\r\nc\r\n.\r\n", ErrBareNewline, nil},
		{"only CR and LF", "\r\r\n\n\r\n.\r\n", "", "\r\n\r\n\r\n\r\n.\r\n", ErrBareNewline, nil},
		{"the dot of an empty line", ".\n.\na\r\n.\r\n", "", "\r\n..\r\na\r\n.\r\n", ErrBareNewline, nil},
		{"stuffed before LF", "..\nb\r\n.\r\n", "", "..\r\nb\r\n.\r\n", ErrBareNewline, nil},
		{"NUL", "a\x00b\r\n.\r\n", "", "", ErrNUL, ErrNUL},
		{"NUL that hides an end", "a\r\n.\x00\r\n.\r\n", "", "", ErrNUL, ErrNUL},
		{"NUL and LF", "a\nb\x00\r\n.\r\n", "", "", ErrNUL, ErrNUL},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i, want := range []string{test.strict, test.normal} {
				c, peer := inSegments(t)
				peer.segments = [][]byte{[]byte(test.said)}
				h := hear(t, c.Content(never, time.Time{}, i == 1))
				if string(h.pieces) != want || h.err != []error{test.strictErr, test.normalErr}[i] || h.after != nil {
					t.Errorf("normalise %v: %+v", i == 1, h)
				}
				if h.size != int64(len(test.said)) {
					t.Errorf("Size %d, want %d", h.size, len(test.said))
				}
			}
		})
	}
}

// A peer that goes in mid-content has not ended it, wherever it goes.
func TestContentTruncated(t *testing.T) {
	const whole = "a\r\n.b\r\n.\r\n"
	for n := range whole {
		c, peer := inSegments(t)
		peer.segments = cut([]byte(whole[:n]), 1<<2)
		if h := hear(t, c.Content(never, time.Time{}, false)); h.end || h.err != io.EOF {
			t.Errorf("%q: %+v", whole[:n], h)
		}
	}
}

// Behind the end there is no content: what follows are commands, which neither Next nor Swallow takes.
func TestContentEnded(t *testing.T) {
	c, peer := inSegments(t)
	peer.segments = [][]byte{[]byte("a\r\n.\r\nMAIL FROM:<a@b.example>\r\nRSET\r\n")}
	b := c.Content(never, time.Time{}, false)
	if p, end, err := b.Next(); string(p) != "a\r\n.\r\n" || !end || err != nil {
		t.Fatalf("%q, %v, %v", p, end, err)
	}
	if p, _, err := b.Next(); p != nil || err != io.EOF {
		t.Errorf("behind the end: %q, %v", p, err)
	}
	if err := b.Swallow(1); err != nil {
		t.Error(err)
	}
	if line, err := c.ReadLine(512); string(line) != "MAIL FROM:<a@b.example>\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

func TestSwallow(t *testing.T) {
	const content = "0123456789\r\n.\r\n"
	for _, test := range []struct {
		limit int64
		want  error
	}{{5, ErrEndless}, {11, ErrEndless}, {12, nil}, {15, nil}} { // the dot line is settled at once, so at 12 it fits
		c, peer := inSegments(t)
		peer.segments = cut([]byte(content+"QUIT\r\n"), ^uint64(0))
		b := c.Content(never, time.Time{}, false)
		if _, _, err := b.Next(); err != nil {
			t.Fatal(err)
		}
		if err := b.Swallow(test.limit); err != test.want {
			t.Errorf("limit %d: %v", test.limit, err)
		}
		if line, err := c.ReadLine(512); test.want == nil && string(line) != "QUIT\r\n" {
			t.Errorf("limit %d: then %q, %v", test.limit, line, err)
		}
	}
}

func TestSwallowEndless(t *testing.T) {
	c, peer := inSegments(t)
	for range 40 {
		peer.segments = append(peer.segments, []byte(strings.Repeat("\r", 1000)))
	}
	b := c.Content(never, time.Time{}, false)
	if err := b.Swallow(20_000); err != ErrEndless || b.Size > 21_000 {
		t.Errorf("%v at %d", err, b.Size)
	}
}

func TestReadOctets(t *testing.T) {
	c, peer := inSegments(t)
	peer.segments = [][]byte{[]byte("BDAT 11 LAST\r\na\nb"), []byte("\x00\r.\r\n.\r\nQUIT\r\n")}
	if _, err := c.ReadLine(512); err != nil {
		t.Fatal(err)
	}
	if p, err := c.ReadOctets(0); len(p) > 0 || err != nil {
		t.Errorf("no octets: %q, %v", p, err)
	}
	var octets []byte
	for left := int64(11); left > 0; {
		p, err := c.ReadOctets(left)
		if err != nil {
			t.Fatal(err)
		}
		octets, left = append(octets, p...), left-int64(len(p))
	}
	if string(octets) != "a\nb\x00\r.\r\n.\r\n" {
		t.Errorf("%q", octets)
	}
	if line, err := c.ReadLine(512); string(line) != "QUIT\r\n" {
		t.Errorf("%q, %v", line, err)
	}
	if _, err := c.ReadOctets(1 << 62); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}
