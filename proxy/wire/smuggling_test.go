package wire

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// lookalikes are what some server took for the end of data, or failed to.
var lookalikes = []struct {
	name, bytes string
	end         bool // by the standard
	bare        bool // holds a CR or LF outside a CRLF
}{
	{"CRLF.CRLF", "\r\n.\r\n", true, false},
	{"CRCRLF.CRLF", "\r\r\n.\r\n", true, true},
	{"LF CRLF.CRLF", "\n\r\n.\r\n", true, true},
	{"LF.LF", "\n.\n", false, true},
	{"LF.CRLF", "\n.\r\n", false, true},
	{"CRLF.LF", "\r\n.\n", false, true},
	{"LF.CR", "\n.\r", false, true},
	{"CRLF.CR", "\r\n.\r", false, true},
	{"CR.CR", "\r.\r", false, true},
	{"CR.LF", "\r.\n", false, true},
	{"CR.CRLF", "\r.\r\n", false, true},
	{"CRLF.CRCRLF", "\r\n.\r\r\n", false, true},
	{"CRCRLF.CRCRLF", "\r\r\n.\r\r\n", false, true},
	{"CRLF.CR text", "\r\n.\rx", false, true},
	{"CRLF..CRLF", "\r\n..\r\n", false, false},
	{"CRLF. CRLF", "\r\n. \r\n", false, false},
	{"CRLF.CRLF within a line", ".\r\n", false, false},
	{"CRLF .CRLF", "\r\n .\r\n", false, false},
	{"vertical tab", "\r\n\v.\r\n", false, false},
	{"NEL", "\xc2\x85.\xc2\x85", false, false},
	{"line separator", "\u2028.\u2028", false, false},
}

// Each look-alike, cut into segments of a real socket in every way: only the true end is one, and the command behind it is a command.
func TestSmuggling(t *testing.T) {
	for _, row := range lookalikes {
		t.Run(row.name, func(t *testing.T) { everyCut(t, "a"+row.bytes, row.end, row.bare) })
		if first, ok := strings.CutPrefix(row.bytes, "\r\n"); ok { // the first byte begins a line, too
			t.Run("first "+row.name, func(t *testing.T) { everyCut(t, first, row.end, row.bare) })
		}
	}
}

// everyCut says content that begins so and a command, with every cut around the beginning, and cut everywhere.
func everyCut(t *testing.T, content string, end, bare bool) {
	n := len(content) + 1
	if !end {
		content += "b\r\n.\r\n"
	}
	c, peer := inSegments(t)
	said := []byte(content + "NOOP\r\n")
	each := []uint64{^uint64(0)}
	for where := range uint64(1) << n {
		each = append(each, where)
	}
	for _, where := range each {
		for _, normalise := range []bool{false, true} {
			peer.segments = cut(said, where)
			h := hear(t, c.Content(time.Hour, time.Time{}, normalise))
			check(t, []byte(content), h, normalise, bare)
			if line, err := c.ReadLine(512); string(line) != "NOOP\r\n" {
				t.Fatalf("cut %b: then %q, %v", where, line, err)
			}
		}
	}
}

// check compares what was heard with the content that was said.
func check(t *testing.T, content []byte, h heard, normalise, bare bool) {
	t.Helper()
	switch {
	case h.size != int64(len(content)):
		t.Errorf("Size %d, want %d", h.size, len(content))
	case !normalise && bare:
		if h.err != ErrBareNewline || h.after != nil || !bytes.HasPrefix(content[:offence(content, false)], h.pieces) {
			t.Errorf("%q, %v, %v", h.pieces, h.err, h.after)
		}
	case h.err != nil || !h.end:
		t.Errorf("%q: %v", h.pieces, h.err)
	case !bare && !bytes.Equal(h.pieces, content):
		t.Errorf("%q changed to %q", content, h.pieces)
	case meaning(h.pieces) != normal(meaning(content)):
		t.Errorf("%q became %q", content, h.pieces)
	}
}
