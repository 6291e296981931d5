package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// spoken is what one ReadLine answers.
type spoken struct {
	line string
	err  error
}

func (s spoken) String() string { return fmt.Sprintf("%q (%v)", s.line, s.err) }

// wholeLines is the plain reading of all bytes at once. A bad line ends at its first CRLF.
func wholeLines(in string, limit int) (all []spoken) {
	for {
		lf, crlf := strings.IndexByte(in, '\n'), strings.Index(in, "\r\n")
		switch {
		case lf < 0 && len(in) < limit:
			return append(all, spoken{"", io.EOF})
		case lf < 0 || lf >= limit:
			all = append(all, spoken{"", ErrLineTooLong})
		case lf == 0 || crlf != lf-1 || strings.IndexByte(in, '\r') != crlf:
			all = append(all, spoken{"", ErrBareNewline})
		default:
			all = append(all, spoken{in[:lf+1], nil})
		}
		switch {
		case crlf > maxSkip || crlf < 0 && len(strings.TrimSuffix(in, "\r")) > maxSkip:
			return append(all, spoken{"", ErrEndless})
		case crlf < 0:
			return append(all, spoken{"", io.EOF})
		}
		in = in[crlf+len("\r\n"):]
	}
}

// readLines reads lines until one ends all reading.
func readLines(c *Conn, limit int) (all []spoken) {
	defer c.Close()
	for {
		has := c.HasLine()
		line, err := c.ReadLine(limit)
		if has && errors.Is(err, io.EOF) {
			err = errors.New("HasLine saw a line, ReadLine none")
		}
		all = append(all, spoken{string(line), err})
		if err != nil && err != ErrLineTooLong && err != ErrBareNewline {
			return all
		}
	}
}

// FuzzLine compares lines with the plain reading, for many cuts and limits.
func FuzzLine(f *testing.F) {
	for _, in := range []string{
		"NOOP\r\nQUIT\r\n", "NOOP\nRSET\r\nQUIT\r\n", "NOOP\rRSET\r\n", "NOOP\r\r\nRSET\r\n", "\nRSET\r\n", "\r\n\r\n", "NOOP\n\r\nQUIT\r\n",
		strings.Repeat("x", 30) + "\nMAIL FROM:<a@b.example>\r\nQUIT\r\n", "NO", "NOOP\r", "\r\r\r\r\n\n\r\n", "NOOP\x00\r\n",
	} {
		f.Add([]byte(in), uint64(0x249249249), uint8(20))
	}
	f.Fuzz(func(t *testing.T, in []byte, where uint64, limit uint8) {
		if len(in) > 1<<10 {
			return // TestEndless has the long ones, and each cut is tried
		}
		want := wholeLines(string(in), 2+int(limit))
		for _, where := range cuts(len(in), where) {
			if got := readLines(inMemory(cut(in, where)), 2+int(limit)); !slices.Equal(got, want) {
				t.Fatalf("%q, limit %d, cut %b:\n%v, want\n%v", in, 2+int(limit), where, got, want)
			}
		}
	})
}

// A line with its CRLF may have as many bytes as the limit, and a longer one is passed over whole.
func TestLineLimit(t *testing.T) {
	for _, limit := range []int{8, 512, 2048, 12288, 16 << 10} {
		for _, n := range []int{limit - 1, limit, limit + 1, 2 * limit} {
			said := append(bytes.Repeat([]byte("x"), n-2), "\r\nQUIT\r\n"...)
			for _, segments := range [][][]byte{{said}, {said[:n/2], said[n/2 : n-1], said[n-1:]}} {
				c := inMemory(segments)
				line, err := c.ReadLine(limit)
				if n > limit && err != ErrLineTooLong || n <= limit && (err != nil || len(line) != n) {
					t.Errorf("limit %d, line of %d: %d bytes, %v", limit, n, len(line), err)
				}
				if line, err = c.ReadLine(limit); string(line) != "QUIT\r\n" {
					t.Errorf("limit %d, line of %d, then: %q, %v", limit, n, line, err)
				}
			}
		}
	}
}

// What is passed over of a bad line is bounded, to the byte, however it comes.
func TestEndless(t *testing.T) {
	for _, test := range []struct {
		skipped int
		want    error
	}{{maxSkip - 1, nil}, {maxSkip, nil}, {maxSkip + 1, ErrEndless}, {10 * maxSkip, ErrEndless}} {
		for _, step := range []int{100, 1447, lineBuffer} {
			said := append(bytes.Repeat([]byte("x"), test.skipped), "\r\nQUIT\r\n"...)
			c := inMemory(slices.Collect(slices.Chunk(said, step)))
			if _, err := c.ReadLine(512); err != ErrLineTooLong {
				t.Fatal(err)
			}
			for range 3 { // and it stays so
				line, err := c.ReadLine(512)
				if err != test.want || err == nil && string(line) != "QUIT\r\n" {
					t.Errorf("%d in steps of %d: %q, %v", test.skipped, step, line, err)
				}
				if err == nil {
					break
				}
			}
		}
	}
}

// The reply to a bad line doesn't wait for its end.
func TestBadLineIsToldAtOnce(t *testing.T) {
	c, peer := inSegments(t)
	peer.segments = [][]byte{[]byte("NOOP\nMAIL FROM"), []byte(":<a@b.example>\r"), []byte("\nQUIT\r\n")}
	if _, err := c.ReadLine(512); err != ErrBareNewline || len(peer.segments) != 2 {
		t.Errorf("%v, with %d segments to come", err, len(peer.segments))
	}
	if c.HasLine() {
		t.Error("the tail of a bad line is taken for a line")
	}
	if line, err := c.ReadLine(512); string(line) != "QUIT\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

// A line stays as it is while the other leg reads.
func TestLineStays(t *testing.T) {
	client := inMemory([][]byte{[]byte("NOOP\r\n")})
	upstream := inMemory([][]byte{[]byte("250 OK\r\n"), []byte("250 OK\r\n")})
	line, err := client.ReadLine(512)
	if err != nil {
		t.Fatal(err)
	}
	client.HasLine()
	client.Pending()
	var r Reply
	upstream.ReadReply(&r)
	upstream.ReadReply(&r)
	if string(line) != "NOOP\r\n" {
		t.Errorf("%q", line)
	}
}
