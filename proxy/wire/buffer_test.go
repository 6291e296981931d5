package wire

import (
	"io"
	"testing"
	"time"
)

// Behind the end of a reply an upstream may be silent for long. What it has said ahead is not lost by a Release.
func TestRelease(t *testing.T) {
	for _, ahead := range []string{"", "+OK\r", "+OK ahead"} {
		c := inMemory([][]byte{[]byte("a\r\n.\r\n" + ahead), []byte("\r\n")})
		if _, end, err := c.Multiline(never, time.Time{}).Next(); !end || err != nil {
			t.Fatalf("%v, %v", end, err)
		}
		c.Release()
		if held := c.buf != nil; held != (len(ahead) > len(c.kept)) {
			t.Errorf("with %q ahead a buffer is held: %v", ahead, held)
		} else if used := c.reader != nil; used != held {
			t.Errorf("with %q ahead the reader, which knows the buffer, is kept: %v", ahead, used)
		}
		scribble()
		if rest, _ := io.ReadAll(unreadAndComing{c}); string(rest) != ahead+"\r\n" {
			t.Errorf("with %q ahead: %q", ahead, rest)
		}
	}
}
