package wire

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestStatus(t *testing.T) {
	for _, test := range []struct {
		said, text string
		kind       Indicator // 0: no status line
	}{
		{"+OK\r\n", "+OK\r\n", Positive},
		{"+OK \r\n", "+OK \r\n", Positive},
		{"+OK 120 octets\r\n", "+OK 120 octets\r\n", Positive},
		{"+ok <1896.697@dbc.example>\r\n", "+ok <1896.697@dbc.example>\r\n", Positive},
		{"-ERR\r\n", "-ERR\r\n", Negative},
		{"-ERR [IN-USE] locked\r\n", "-ERR [IN-USE] locked\r\n", Negative},
		{"-Err no\r\n", "-Err no\r\n", Negative},
		{"+ \r\n", "+ \r\n", Challenge},
		{"+\r\n", "+\r\n", Challenge},
		{"+ dGVzdA==\r\n", "+ dGVzdA==\r\n", Challenge},
		{"+ OK\r\n", "+ OK\r\n", Challenge},
		{"+OK gr\xc3\xbc\xc3\x9f\tGott\r\n", "+OK gr\xc3\xbc\xc3\x9f\tGott\r\n", Positive},
		{"-ERR \x1b[2J\x00\x7f\x07\r\n", "-ERR ?[2J???\r\n", Negative},
		{"+OKAY\r\n", "", 0},
		{"+OK\ta\r\n", "", 0},
		{"+OK[UTF8]\r\n", "", 0},
		{"+O\r\n", "", 0},
		{"+dGVzdA==\r\n", "", 0},
		{"++OK\r\n", "", 0},
		{" +OK\r\n", "", 0},
		{"OK\r\n", "", 0},
		{"-OK\r\n", "", 0},
		{"+ERR\r\n", "", 0},
		{"-\r\n", "", 0},
		{"-ERROR\r\n", "", 0},
		{"-ERR\x00\r\n", "", 0},
		{"+O\u212A\r\n", "", 0},
		{".\r\n", "", 0},
		{"\r\n", "", 0},
		{"220 OK\r\n", "", 0},
		{"+OK a\n", "", 0},
		{"+OK a\n-ERR b\r\n", "", 0},
		{"+OK a\rb\r\n", "", 0},
		{"+OK\r\r\n", "", 0},
	} {
		for _, where := range cuts(len(test.said), 0) {
			var s Status
			err := inMemory(cut([]byte(test.said), where)).ReadStatus(&s, 0)
			if bad := (*StatusError)(nil); test.kind == 0 && !errors.As(err, &bad) {
				t.Errorf("%q, cut %b: %v", test.said, where, err)
			}
			if test.kind != 0 && err != nil || s.Kind != test.kind || string(s.Text) != test.text {
				t.Errorf("%q, cut %b: %d %q, %v", test.said, where, s.Kind, s.Text, err)
			}
		}
	}
}

// A line may have as many bytes as the limit; one that is longer is no status line, and its tail isn't one either.
func TestStatusLimit(t *testing.T) {
	for _, test := range []struct{ limit, most int }{{0, maxStatusLine}, {maxStatusLine, maxStatusLine}, {512, 512}, {12288, 12288}} {
		for _, n := range []int{test.most - 1, test.most, test.most + 1} {
			line := "+ " + strings.Repeat("x", n-len("+ \r\n")) + "\r\n"
			c := inMemory(cut([]byte(line+"-ERR no\r\n"), 1<<63))
			var s Status
			err := c.ReadStatus(&s, test.limit)
			if bad := (*StatusError)(nil); n > test.most != errors.As(err, &bad) || n <= test.most && string(s.Text) != line {
				t.Errorf("limit %d, line of %d: %d bytes, %v", test.limit, n, len(s.Text), err)
			}
			if err := c.ReadStatus(&s, test.limit); err != nil || string(s.Text) != "-ERR no\r\n" {
				t.Errorf("limit %d, line of %d, then: %q, %v", test.limit, n, s.Text, err)
			}
		}
	}
}

// Only a complete line counts: what came before the connection ended is no status.
func TestStatusTruncated(t *testing.T) {
	const whole = "+OK a\r\n"
	for n := range whole {
		var s Status
		if err := inMemory(cut([]byte(whole[:n]), 0)).ReadStatus(&s, 0); err != io.EOF {
			t.Errorf("%q: %v", whole[:n], err)
		}
	}
}

// A status's memory is its own, used again, and empty behind an error; an upstream that has said all holds no buffer.
func TestStatusIsUsedAgain(t *testing.T) {
	c := inMemory([][]byte{[]byte("+OK first\r\n-ERR no\r\n"), []byte("what\r\n")})
	var s Status
	for _, want := range []string{"+OK first\r\n", "-ERR no\r\n"} {
		if err := c.ReadStatus(&s, 0); err != nil || string(s.Text) != want {
			t.Errorf("%d %q, %v", s.Kind, s.Text, err)
		}
	}
	if c.buf != nil {
		t.Error("a silent upstream holds a buffer")
	}
	if err := c.ReadStatus(&s, 0); err == nil || s.Kind != 0 || len(s.Text) > 0 {
		t.Errorf("%d %q, %v", s.Kind, s.Text, err)
	}
}

// wholeStatus is the plain reading of all bytes at once.
func wholeStatus(in string, limit int) (kind Indicator, n int, err error) {
	first := wholeLines(in, limit)[0]
	upper := strings.ToUpper(strings.TrimSuffix(first.line, "\r\n")) + " "
	switch {
	case first.err == io.EOF:
		return 0, 0, io.EOF
	case first.err != nil:
	case strings.HasPrefix(upper, "+OK "):
		return Positive, len(first.line), nil
	case strings.HasPrefix(upper, "-ERR "):
		return Negative, len(first.line), nil
	case strings.HasPrefix(upper, "+ "):
		return Challenge, len(first.line), nil
	}
	return 0, 0, &StatusError{"bad"}
}

// FuzzStatus compares a status with the plain reading, for many cuts and limits, and looks for what could reach a terminal.
func FuzzStatus(f *testing.F) {
	for _, in := range []string{
		"+OK\r\n", "-ERR no\r\n+OK\r\n", "+ \r\n", "+\r\n", "+ok a\n+OK b\r\n", "+OK \x1b[2J\x00\r\n", "+OK", "+OKAY\r\n", "+OK\r\r\n", ".\r\n",
	} {
		f.Add([]byte(in), uint64(0x249249249), uint8(20))
	}
	f.Fuzz(func(t *testing.T, in []byte, where uint64, more uint8) {
		if len(in) > 1<<10 {
			return // TestStatusLimit has the long ones, and each cut is tried
		}
		limit := 2 + int(more)
		kind, n, want := wholeStatus(string(in), limit)
		for _, where := range cuts(len(in), where) {
			c := inMemory(cut(in, where))
			var s Status
			err := c.ReadStatus(&s, limit)
			if bad := (*StatusError)(nil); err != want && !errors.As(err, &bad) || s.Kind != kind || !bytes.Equal(s.Text, printable(in[:n])) {
				t.Errorf("%q, limit %d, cut %b: %d %q, %v; want %d, %d bytes, %v", in, limit, where, s.Kind, s.Text, err, kind, n, want)
			}
			if rest, _ := io.ReadAll(unreadAndComing{c}); err == nil && !bytes.Equal(rest, in[n:]) {
				t.Errorf("%q, limit %d, cut %b: %q is left", in, limit, where, rest)
			}
			c.Close()
		}
	})
}
