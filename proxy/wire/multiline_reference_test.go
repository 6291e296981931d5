package wire

import (
	"io"
	"strings"
	"testing"
	"time"
)

// defused is the plain reading: content, with a dot added before each that some reader takes for the end, but for the dot line.
func defused(content []byte) (out []byte, dots int64) {
	end := -1
	if _, ended := wholeContent(content); ended {
		end = len(content) - len(".\r\n")
	}
	framed := "\n" + string(content) + "x"
	for i := range content {
		begins, ends := strings.IndexByte("\r\n", framed[i]) >= 0, strings.IndexByte("\r\n", framed[i+2]) >= 0
		if content[i] == '.' && begins && ends && i != end {
			out, dots = append(out, '.'), dots+1
		}
		out = append(out, content[i])
	}
	return out, dots
}

// extraDots counts the dots that must be taken from out to make it in; it is less than 0 if that can't be done.
func extraDots(in, out []byte) (n int) {
	i := 0
	for _, b := range out {
		switch {
		case i < len(in) && b == in[i]:
			i++
		case b == '.':
			n++
		default:
			return -1
		}
	}
	return n
}

// fetched is what a Multiline gave.
type fetched struct {
	pieces, raw, rest []byte
	err               error
	size, added       int64
}

// fetch reads a reply that comes in segments, and what is behind it.
func fetch(t testing.TB, said []byte, where uint64) fetched {
	t.Helper()
	c := inMemory(cut(said, where))
	defer c.Close()
	f := fetchFrom(t, c)
	f.rest, _ = io.ReadAll(unreadAndComing{c})
	return f
}

// fetchFrom reads a reply to its end, and looks into each piece as lax readers would.
func fetchFrom(t testing.TB, c *Conn) (f fetched) {
	t.Helper()
	b := c.Multiline(time.Hour, time.Time{})
	for end := false; !end && f.err == nil; {
		var p []byte
		if p, end, f.err = b.Next(); f.err != nil {
			break
		}
		f.pieces, f.raw = append(f.pieces, p...), append(f.raw, b.Raw()...)
		misled(t, f.pieces, end)
	}
	f.size, f.added = b.Size, b.Added()
	return f
}

// misled reports each grammar by which a reader finds, or may find when more comes, an end of content before the true one.
func misled(t testing.TB, p []byte, end bool) {
	t.Helper()
	newlines := []string{"\r\n", "\n", "\r"}
	for _, before := range newlines {
		text := before + string(p)
		if !end && strings.HasSuffix(text, before+".") {
			t.Errorf("a piece ends in %q: %q", before+".", p)
		}
		for _, after := range newlines {
			at := strings.Index(text, before+"."+after)
			if at >= 0 && (!end || at+len(before) != len(text)-len(".\r\n")) {
				t.Errorf("%q ends with %q before its end", p, before+"."+after)
			}
		}
	}
}
