package message

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A bound is passed by one, and not before; then Err tells, what was read can be seen and not edited, and all comes out.
func TestBounds(t *testing.T) {
	fields := strings.Repeat("A: b\r\n", MaxFields)
	lines := "A: b\r\n" + strings.Repeat(" c\r\n", MaxLines-1)
	octets := strings.Repeat("A: "+strings.Repeat("b", 507)+"\r\n", MaxHeader/512)
	for _, c := range []struct{ name, header, err string }{
		{"fields", fields + "\r\n", ""},
		{"fields + 1", fields + "A: b\r\n\r\n", "the header block has more than 5000 fields"},
		{"lines that are no fields", strings.Repeat("A\r\n", MaxFields+1), "the header block has more than 5000 fields"},
		{"lines", lines + "\r\n", ""},
		{"lines + 1", lines + " c\r\n\r\n", "the header block has more than 10000 lines"},
		{"octets", octets[2:] + "\r\n", ""},
		{"octets without an end", octets, ""},
		{"octets + 1", octets[1:] + "\r\n", "the header block has more than 262144 octets"},
		{"octets + 1 without an end", octets + "A", "the header block has more than 262144 octets"},
		{"one line", strings.Repeat("a", MaxHeader+1), "the header block has more than 262144 octets"},
	} {
		m := parse(t, c.header+"body\r\n"[:6*min(1, strings.Count(c.header, "\r\n\r\n"))])
		if got := fmt.Sprint(m.Err()); got != c.err && (c.err != "" || m.Err() != nil) {
			t.Errorf("%s: Err = %v", c.name, got)
		}
		var limit *LimitError
		if c.err != "" && !errors.As(m.Err(), &limit) {
			t.Errorf("%s: Err is no LimitError", c.name)
		}
		if len(m.Header.fields) > MaxFields {
			t.Errorf("%s: reads %d fields", c.name, len(m.Header.fields))
		}
		trial := Clone(m)
		trial.Header.Set("X", "y")
		if _, err := Edits(m, trial); !errors.Is(err, m.Err()) {
			t.Errorf("%s: an edit gives %v", c.name, err)
		}
		wired(t, m)
	}
}

// A message that isn't analysable can still be replaced.
func TestReplaceUnanalysable(t *testing.T) {
	m := parse(t, strings.Repeat("From: b\r\n", MaxFields+1)+"\r\n")
	trial := Clone(m)
	trial.Replace("notice", "text")
	if _, err := Edits(m, trial); err != nil {
		t.Error(err)
	}
}

// The end is found at the same place however content is split.
func TestEnd(t *testing.T) {
	for _, c := range []struct {
		content string
		stuffed bool
		want    int // -1: no end
	}{
		{"", false, -1},
		{"\r\n", false, 2},
		{"\n", false, 1},
		{"\r", false, -1},
		{"A: b\r\n\r\nbody", false, 8},
		{"A: b\n\nbody", false, 6},
		{"A: b\r\n\nbody", false, 7},
		{"A: b\n\r\nbody", false, 7},
		{"A: b\r\r\n\r\n", false, 9},
		{"A: b\r\n\r\r\n\r\n", false, 11},
		{"A: b\r\rc\r\n\r\n", false, 11},
		{"A: b\r\n \r\n\r\n", false, 11},
		{"A: b\r\n.\r\n\r\n", false, 11},
		{"A: b\r\n..\r\n\r\n", true, 12},
		{"..A: b\r\n\r\n", true, 10},
		{"A: b\n.\r\n\r\n", true, 10},
	} {
		for size := 1; size <= len(c.content)+1; size++ {
			end, at, over := End{Stuffed: c.stuffed}, 0, false
			for !over && at < len(c.content) {
				var n int
				n, over = end.Find([]byte(c.content[at:min(at+size, len(c.content))]))
				at += n
			}
			if over != (c.want >= 0) || over && at != c.want {
				t.Errorf("%q in pieces of %d: end at %d, %v, want %d", c.content, size, at, over, c.want)
			}
		}
		if m := parseAs(t, c.content, Options{Stuffed: c.stuffed}); c.want >= 0 && BodyOffset(m) != int64(c.want) {
			t.Errorf("%q: body at %d, want %d", c.content, BodyOffset(m), c.want)
		}
	}
}
