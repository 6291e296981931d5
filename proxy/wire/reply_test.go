package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
)

func TestReply(t *testing.T) {
	for _, test := range []struct {
		said, text string
		code       int // 0: no reply
	}{
		{"250 2.1.0 OK\r\n", "250 2.1.0 OK\r\n", 250},
		{"250-a\r\n250-b\r\n250 c\r\n", "250-a\r\n250-b\r\n250 c\r\n", 250},
		{"250-\r\n250 \r\n", "250-\r\n250 \r\n", 250},
		{"354\r\n", "354\r\n", 354},
		{"599 x\r\n", "599 x\r\n", 599},
		{"250 gr\xc3\xbc\xc3\x9f\tGott\r\n", "250 gr\xc3\xbc\xc3\x9f\tGott\r\n", 250},
		{"550 \x1b[2J\x00\x7f\x07\r\n", "550 ?[2J???\r\n", 550},
		{"250-a\r\n251 b\r\n", "", 0},
		{"250-a\r\nb\r\n", "", 0},
		{"250-a\r\n\r\n", "", 0},
		{"\r\n", "", 0},
		{"25\r\n", "", 0},
		{"2500 a\r\n", "", 0},
		{"250a\r\n", "", 0},
		{"250\ta\r\n", "", 0},
		{" 250 a\r\n", "", 0},
		{"150 a\r\n", "", 0},
		{"650 a\r\n", "", 0},
		{"2x0 a\r\n", "", 0},
		{"25: a\r\n", "", 0},
		{"+OK\r\n", "", 0},
		{"250 a\n", "", 0},
		{"250 a\n250 b\r\n", "", 0},
		{"250 a\rb\r\n", "", 0},
		{"250 a\r\r\n", "", 0},
	} {
		c, peer := inSegments(t)
		peer.segments = cut([]byte(test.said), ^uint64(0))
		var r Reply
		err := c.ReadReply(&r)
		if bad := (*ReplyError)(nil); test.code == 0 && !errors.As(err, &bad) {
			t.Errorf("%q: %v", test.said, err)
		}
		if test.code != 0 && (err != nil || r.Code != test.code || string(r.Text) != test.text) {
			t.Errorf("%q: %d %q, %v", test.said, r.Code, r.Text, err)
		}
	}
}

// The bounds of a line, of the lines, and of all the bytes.
func TestReplyLimits(t *testing.T) {
	line := func(n int) string { return "250-" + strings.Repeat("x", n-6) + "\r\n" }
	for _, test := range []struct {
		name, said string
		ok         bool
	}{
		{"a line at the limit", line(maxReplyLine) + "250 x\r\n", true},
		{"a line over the limit", line(maxReplyLine+1) + "250 x\r\n", false},
		{"512 lines", strings.Repeat(line(20), 511) + "250 x\r\n", true},
		{"64 KiB", strings.Repeat(line(1024), 64) + "250 x\r\n", true},
		{"lines at the limit", strings.Repeat(line(6), maxReplyLines-1) + "250 x\r\n", true},
		{"lines over the limit", strings.Repeat(line(6), maxReplyLines) + "250 x\r\n", false},
		{"bytes at the limit", strings.Repeat(line(1024), maxReplyBytes/1024) + "250 x\r\n", true},
		{"bytes over the limit", strings.Repeat(line(1024), maxReplyBytes/1024+1) + "250 x\r\n", false},
		{"no end", strings.Repeat("x", 4*lineBuffer), false},
	} {
		var r Reply
		err := inMemory(cut([]byte(test.said), 1<<63)).ReadReply(&r)
		if bad := (*ReplyError)(nil); test.ok != (err == nil) || !test.ok && !errors.As(err, &bad) {
			t.Errorf("%s: %v", test.name, err)
		}
		if test.ok && string(r.Text) != test.said {
			t.Errorf("%s: %d bytes of %d", test.name, len(r.Text), len(test.said))
		}
	}
}

// Only a complete line counts: what came before the connection ended is no reply.
func TestReplyTruncated(t *testing.T) {
	const whole = "250-a\r\n250 b\r\n"
	for n := range whole {
		var r Reply
		if err := inMemory(cut([]byte(whole[:n]), 0)).ReadReply(&r); err != io.EOF {
			t.Errorf("%q: %v", whole[:n], err)
		}
	}
}

// A reply's memory is its own, and used again.
func TestReplyIsUsedAgain(t *testing.T) {
	c := inMemory([][]byte{[]byte("250-first\r\n250 reply\r\n421 bye\r\n")})
	var r Reply
	if err := c.ReadReply(&r); err != nil || r.Code != 250 {
		t.Errorf("%+v, %v", r, err)
	}
	if err := c.ReadReply(&r); err != nil || r.Code != 421 || string(r.Text) != "421 bye\r\n" {
		t.Errorf("%d %q, %v", r.Code, r.Text, err)
	}
}

// wholeReply is the plain reading of all bytes at once: the reply's code and its bytes.
func wholeReply(in string) (code, n int, err error) {
	bad := &ReplyError{"bad"}
	for _, line := range wholeLines(in, maxReplyLine) {
		number, _ := strconv.Atoi(line.line[:min(3, len(line.line))])
		switch {
		case line.err == io.EOF:
			return 0, 0, io.EOF
		case line.err != nil, number < 200, number > 599, code != 0 && number != code, !strings.Contains(" -\r", line.line[3:4]):
			return 0, 0, bad
		}
		code, n = number, n+len(line.line)
		if line.line[3] != '-' {
			return code, n, nil
		}
	}
	return 0, 0, io.EOF
}

// FuzzReply compares a reply with the plain reading, for many cuts, and looks for what could split it or reach a terminal.
func FuzzReply(f *testing.F) {
	for _, in := range []string{
		"250 OK\r\n", "250-a\r\n250 b\r\n354 go\r\n", "250\r\n", "250-a\r\n550 b\r\n", "250 a\n250 b\r\n", "250 \x1b[2J\x00\r\n", "25", "+20 a\r\n", "250-a\r\n",
	} {
		f.Add([]byte(in), uint64(0x249249249))
	}
	f.Fuzz(func(t *testing.T, in []byte, where uint64) {
		if len(in) > 1<<10 {
			return // TestReplyLimits has the long ones, and each cut is tried
		}
		code, n, want := wholeReply(string(in))
		for _, where := range cuts(len(in), where) {
			c := inMemory(cut(in, where))
			var r Reply
			err := c.ReadReply(&r)
			if same(err, want) != nil || err == nil && (r.Code != code || !bytes.Equal(r.Text, printable(in[:n]))) {
				t.Errorf("%q, cut %b: %d %q, %v; want %d, %d bytes, %v", in, where, r.Code, r.Text, err, code, n, want)
			}
			if rest, _ := io.ReadAll(unreadAndComing{c}); err == nil && !bytes.Equal(rest, in[n:]) {
				t.Errorf("%q, cut %b: %q is left", in, where, rest)
			}
			c.Close()
		}
	})
}

// same compares the kinds of two errors.
func same(a, b error) error {
	if bad := (*ReplyError)(nil); errors.As(a, &bad) && errors.As(b, &bad) || a == b {
		return nil
	}
	return fmt.Errorf("%v is not %v", a, b)
}

// printable is a reply in which control bytes within its lines are question marks.
func printable(p []byte) []byte {
	p = bytes.Clone(p)
	for i, b := range p {
		if b < ' ' && b != '\t' && b != '\r' && b != '\n' || b == 0x7F {
			p[i] = '?'
		}
	}
	return p
}
