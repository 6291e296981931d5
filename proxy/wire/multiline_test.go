package wire

import (
	"bytes"
	"io"
	"testing"
	"time"
)

func TestMultiline(t *testing.T) {
	for _, test := range []struct{ name, said, want string }{
		{"nothing", ".\r\n", ".\r\n"},
		{"text", "a\r\n..b\r\n.c\r\n.\r\n", "a\r\n..b\r\n.c\r\n.\r\n"},
		{"stuffed dots", "..\r\n..\n..\r...\r\n.\r\n", "..\r\n..\n..\r...\r\n.\r\n"},
		{"bare and NUL", "a\nb\rc\x00\r\r\n\n.\x00\r\n.\r\n", "a\nb\rc\x00\r\r\n\n.\x00\r\n.\r\n"},
		{"a dot with text behind it", "a\n.b\r.c\n. \r\n.\r\n", "a\n.b\r.c\n. \r\n.\r\n"},
		{"a dot with text before it", "a.\nb.\rc.\r\n.\r\n", "a.\nb.\rc.\r\n.\r\n"},
		{"first", ".\na\r\n.\r\n", "..\na\r\n.\r\n"},
		{"first, CR", ".\ra\r\n.\r\n", "..\ra\r\n.\r\n"},
		{"LF.LF", "a\n.\nb\r\n.\r\n", "a\n..\nb\r\n.\r\n"},
		{"LF.CRLF", "a\n.\r\nb\r\n.\r\n", "a\n..\r\nb\r\n.\r\n"},
		{"CRLF.LF", "a\r\n.\nb\r\n.\r\n", "a\r\n..\nb\r\n.\r\n"},
		{"LF.CR", "a\n.\rb\r\n.\r\n", "a\n..\rb\r\n.\r\n"},
		{"CRLF.CR", "a\r\n.\rb\r\n.\r\n", "a\r\n..\rb\r\n.\r\n"},
		{"CR.CR", "a\r.\rb\r\n.\r\n", "a\r..\rb\r\n.\r\n"},
		{"CR.LF", "a\r.\nb\r\n.\r\n", "a\r..\nb\r\n.\r\n"},
		{"CR.CRLF", "a\r.\r\nb\r\n.\r\n", "a\r..\r\nb\r\n.\r\n"},
		{"CRLF.CRCRLF", "a\r\n.\r\r\nb\r\n.\r\n", "a\r\n..\r\r\nb\r\n.\r\n"},
		{"one behind the other", "\n.\n.\r.\r\n.\r\n", "\n..\n..\r..\r\n.\r\n"},
		{"CRCRLF.CRLF", "a\r\r\n.\r\n", "a\r\r\n.\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, where := range cuts(len(test.said), 1) {
				f := fetch(t, []byte(test.said), where)
				added := int64(len(test.want) - len(test.said))
				if string(f.pieces) != test.want || f.err != nil || f.added != added || f.size != int64(len(test.said)) {
					t.Errorf("cut %b: %+v, want %q", where, f, test.want)
				}
			}
		})
	}
}

// An upstream that goes in mid-reply has not ended it, and neither has what it said before.
func TestMultilineTruncated(t *testing.T) {
	const whole = "a\n.\r\r\n.\n.b\r\n.\r\n"
	for n := range whole {
		for _, where := range cuts(n, 1) {
			if f := fetch(t, []byte(whole[:n]), where); f.err != io.EOF {
				t.Errorf("%q, cut %b: %+v", whole[:n], where, f)
			}
		}
	}
}

// Each look-alike, cut into segments of a real socket in every way: the true end is the only one, and the status line behind it is one.
func TestMultilineSmuggling(t *testing.T) {
	for _, row := range lookalikes {
		content := "a" + row.bytes
		if !row.end {
			content += "b\r\n.\r\n"
		}
		want, _ := defused([]byte(content))
		c, peer := inSegments(t)
		for where := range uint64(1) << len("a"+row.bytes+"b") {
			peer.segments = cut([]byte(content+"+OK\r\n"), where)
			if f := fetchFrom(t, c); !bytes.Equal(f.pieces, want) || f.err != nil {
				t.Errorf("%s, cut %b: %+v, want %q", row.name, where, f, want)
			}
			var s Status
			if err := c.ReadStatus(&s, 0); err != nil || string(s.Text) != "+OK\r\n" {
				t.Fatalf("%s, cut %b: then %q, %v", row.name, where, s.Text, err)
			}
		}
	}
}

// What is passed over is counted and ended as what is read, from wherever Next has come to.
func TestMultilineSwallow(t *testing.T) {
	const content = "a\n.\r\n\r\r.\n.\r\n.\r\n"
	for pieces := range len(content) {
		c := inMemory(cut([]byte(content+"+OK\r\n"), ^uint64(0)))
		b := c.Multiline(never, time.Time{})
		for range pieces {
			b.Next() // behind the end it answers io.EOF
		}
		if err := b.Swallow(int64(len(content))); err != nil || b.Size != int64(len(content)) {
			t.Errorf("after %d pieces: %v at %d", pieces, err, b.Size)
		}
		if line, err := c.ReadLine(512); string(line) != "+OK\r\n" {
			t.Errorf("after %d pieces: then %q, %v", pieces, line, err)
		}
	}
}
