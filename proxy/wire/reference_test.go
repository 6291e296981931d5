package wire

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// The references are as plain as can be: they see all bytes at once.

// wholeContent is the content at the beginning of in, with its dot line; ended tells whether it is there.
func wholeContent(in []byte) (content []byte, ended bool) {
	i := bytes.Index(append([]byte("\r\n"), in...), []byte("\r\n.\r\n"))
	if i < 0 {
		return in, false
	}
	return in[:i+len(".\r\n")], true
}

// offence is where the first CR or LF outside a CRLF, or the first NUL, stands in p, or len(p). A CR that ends p may yet become a CRLF.
func offence(p []byte, nulOnly bool) int {
	for i, b := range p {
		bareCR := b == '\r' && i+1 < len(p) && p[i+1] != '\n'
		bareLF := b == '\n' && (i == 0 || p[i-1] != '\r')
		if b == 0 || !nulOnly && (bareCR || bareLF) {
			return i
		}
	}
	return len(p)
}

// unsettled says what is wrong with p as the beginning of content that may be written on: every CR and LF stands in a CRLF, and no line
// is, or could become, the dot line. With end the dot line must end it.
func unsettled(p []byte, end bool) error {
	if end {
		if !bytes.HasSuffix(append([]byte("\r\n"), p...), []byte("\r\n.\r\n")) {
			return fmt.Errorf("%q doesn't end in the dot line", p)
		}
		p = p[:len(p)-len(".\r\n")]
	}
	if bytes.HasSuffix(p, []byte("\r")) || offence(p, false) < len(p) {
		return fmt.Errorf("%q has a bare CR or LF, or NUL", p)
	}
	lines := strings.Split(string(p), "\r\n")
	for _, line := range lines {
		if line == "." {
			return fmt.Errorf("%q has an end of data in it", p)
		}
	}
	return nil
}

// meaning is what the lines before the dot line say: a first dot is no part of a line, and only CRLF begins one.
func meaning(content []byte) string {
	lines := strings.SplitAfter(strings.TrimSuffix(string(content), ".\r\n"), "\r\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], ".")
	}
	return strings.Join(lines, "")
}

// normal makes each line end a CRLF.
func normal(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.ReplaceAll(text, "\n", "\r\n")
}

// heard is what a Content gave.
type heard struct {
	pieces []byte
	end    bool
	err    error // of Next
	after  error // of Swallow, where Next found something wrong
	size   int64
}

// hear reads content to its end, or passes over it, and checks each piece for what could be taken for an end too early.
func hear(t testing.TB, b *ContentReader) (h heard) {
	t.Helper()
	for !h.end && h.err == nil {
		var p []byte
		p, h.end, h.err = b.Next()
		if h.pieces = append(h.pieces, p...); h.err != nil && len(p) > 0 {
			t.Errorf("%q came with an error", p)
		}
		if err := unsettled(h.pieces, h.end && h.err == nil); err != nil {
			t.Error(err)
		}
	}
	if h.err == ErrBareNewline || h.err == ErrNUL {
		if p, _, again := b.Next(); again != h.err || p != nil {
			t.Errorf("after %v: %q, %v", h.err, p, again)
		}
		h.after = b.Swallow(1 << 30)
	}
	h.size = b.Size
	return h
}
