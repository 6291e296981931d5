package wire

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// FuzzContent compares what a Content hears with the plain reading of all bytes at once, for many cuts into segments.
func FuzzContent(f *testing.F) {
	for _, row := range lookalikes {
		f.Add([]byte("a"+row.bytes+"b\r\n.\r\nNOOP\r\n"), uint64(0x5555))
		f.Add([]byte(row.bytes+"\r\n.\r\n"), uint64(1))
	}
	f.Add([]byte("nul\x00\r\n.\r\n"), uint64(1))
	f.Add([]byte("\r\r\r\r\n\n\n.\r"), uint64(2))
	f.Fuzz(func(t *testing.T, in []byte, where uint64) {
		if len(in) > 512 {
			return // no state lasts that long, and each cut is tried
		}
		for _, where := range cuts(len(in), where) {
			for _, normalise := range []bool{false, true} {
				compare(t, in, where, normalise)
			}
		}
	})
}

// TestEveryShortContent tries all that can be said with a few bytes, with every cut among them.
func TestEveryShortContent(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	const letters, length = "\r\n.a", 4
	for n := range 1 << (2 * length) {
		var in []byte
		for i := range length {
			in = append(in, letters[n>>(2*i)&3])
		}
		in = append(in, "\r\n.\r\nQ"...)
		for where := range uint64(1) << length {
			compare(t, in, where, false)
			compare(t, in, where, true)
		}
	}
}

func compare(t *testing.T, in []byte, where uint64, normalise bool) {
	t.Helper()
	c := inMemory(cut(in, where))
	defer c.Close()
	h := hear(t, c.Content(time.Hour, time.Time{}, normalise))
	content, ended := wholeContent(in)
	clean := content[:offence(content, normalise)]
	switch last := lastError(h); {
	case !ended && last != io.EOF:
		t.Errorf("%q, cut %b: %+v without an end", in, where, h)
	case len(clean) < len(content) && h.err == last:
		t.Errorf("%q, cut %b: the bad bytes behind %q passed: %+v", in, where, clean, h)
	case len(clean) < len(content) && !normalise && !bytes.HasPrefix(clean, h.pieces):
		t.Errorf("%q, cut %b: %+v has more than %q", in, where, h, clean)
	case len(clean) == len(content) && h.err != last:
		t.Errorf("%q, cut %b: %+v though all is well", in, where, h)
	case ended && h.size != int64(len(content)):
		t.Errorf("%q, cut %b: Size %d, want %d", in, where, h.size, len(content))
	case ended && h.err == nil:
		compareText(t, content, h.pieces, normalise)
	}
	if rest, _ := io.ReadAll(unreadAndComing{c}); ended && !bytes.Equal(rest, in[len(content):]) {
		t.Errorf("%q, cut %b: %q is left, want %q", in, where, rest, in[len(content):])
	}
}

// lastError is how a Content ended, be it in Next or in Swallow.
func lastError(h heard) error {
	if h.err == ErrBareNewline || h.err == ErrNUL {
		return h.after
	}
	return h.err
}

// compareText compares what went in with what came out. What is canonical comes out byte for byte, also of the normaliser; and what
// the normaliser has made is canonical for it.
func compareText(t *testing.T, in, out []byte, normalise bool) {
	t.Helper()
	switch {
	case offence(in, false) == len(in) && !bytes.Equal(in, out):
		t.Errorf("%q became %q", in, out)
	case meaning(out) != normal(meaning(in)):
		t.Errorf("%q became %q, which says %q", in, out, meaning(out))
	case normalise:
		again := hear(t, inMemory([][]byte{out}).Content(time.Hour, time.Time{}, true))
		strict := hear(t, inMemory([][]byte{out}).Content(time.Hour, time.Time{}, false))
		if !bytes.Equal(again.pieces, out) || !bytes.Equal(strict.pieces, out) || again.size != int64(len(out)) {
			t.Errorf("%q became %q, then %q, %q", in, out, again.pieces, strict.pieces)
		}
	}
}

// unreadAndComing reads what a Conn has in its buffer and what its peer has yet to say.
type unreadAndComing struct{ c *Conn }

func (r unreadAndComing) Read(p []byte) (int, error) {
	octets, err := r.c.ReadOctets(int64(len(p)))
	return copy(p, octets), err
}
