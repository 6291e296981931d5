package wire

import (
	"bytes"
	"io"
	"testing"
)

// FuzzMultiline compares what a Multiline gives with the plain reading of all bytes at once, for many cuts into segments.
func FuzzMultiline(f *testing.F) {
	for _, row := range lookalikes {
		f.Add([]byte("a"+row.bytes+"b\r\n.\r\n+OK\r\n"), uint64(0x5555))
		f.Add([]byte(row.bytes+"\r\n.\r\n"), uint64(1))
	}
	f.Add([]byte("nul\x00\r\n.\x00\r\n.\r\n"), uint64(1))
	f.Add([]byte("\r\r.\r\r\n\n.\n.\r"), uint64(2))
	f.Fuzz(func(t *testing.T, in []byte, where uint64) {
		if len(in) > 512 {
			return // no state lasts that long, and each cut is tried
		}
		for _, where := range cuts(len(in), where) {
			compareFetched(t, in, where)
		}
	})
}

// TestEveryShortMultiline tries all that can be said with a few bytes, with every cut among them.
func TestEveryShortMultiline(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine is long at it: nothing for the race detector")
	}
	const letters, length = "\r\n.a", 5
	for n := range 1 << (2 * length) {
		var in []byte
		for i := range length {
			in = append(in, letters[n>>(2*i)&3])
		}
		in = append(in, "\r\n.\r\n+"...)
		for where := range uint64(1) << length {
			compareFetched(t, in, where)
		}
	}
}

func compareFetched(t *testing.T, in []byte, where uint64) {
	t.Helper()
	content, ended := wholeContent(in)
	want, dots := defused(content)
	f := fetch(t, in, where)
	switch {
	case !ended && (f.err != io.EOF || !bytes.HasPrefix(want, f.pieces)):
		t.Errorf("%q, cut %b: %+v without an end, want the beginning of %q", in, where, f, want)
	case ended && (f.err != nil || !bytes.Equal(f.pieces, want) || f.added != dots || f.size != int64(len(content))):
		t.Errorf("%q, cut %b: %+v, want %q", in, where, f, want)
	case ended && !bytes.Equal(f.rest, in[len(content):]):
		t.Errorf("%q, cut %b: %q is left, want %q", in, where, f.rest, in[len(content):])
	case !bytes.HasPrefix(content, f.raw) || ended && len(f.raw) < len(content):
		t.Errorf("%q, cut %b: raw %q", in, where, f.raw)
	case len(f.pieces)-extraDots(f.raw, f.pieces) != len(f.raw):
		t.Errorf("%q, cut %b: %q has more than dots added to %q", in, where, f.pieces, f.raw)
	}
	if again := fetch(t, f.pieces, where); ended && (again.added != 0 || !bytes.Equal(again.pieces, f.pieces)) {
		t.Errorf("%q, cut %b: %q became %q", in, where, f.pieces, again.pieces)
	}
}
