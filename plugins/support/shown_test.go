package support

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"
)

type tone int

func (t tone) String() string { return fmt.Sprint("tone ", int(t)) }

type song struct {
	Tone  tone
	tone  tone
	All   []tone
	by    map[string]time.Duration
	err   error
	Err   error
	score float64
}

// What a shower makes of a script's value is printed as the compiled value is, by each verb and with each flag.
func TestShown(t *testing.T) {
	r := New(&bytes.Buffer{})
	word := func(v tone) any {
		return r.Stringer(v, func() any { return int(v) }, func() string { return v.String() })
	}
	compiled := song{1, 2, []tone{3, 4}, map[string]time.Duration{"b": 1, "a": 2}, nil, io.EOF, 1.5}
	interpreted := r.Struct("Tone tone All by err Err score", word(1), r.Plain(2), r.List([]int{3, 4}, []any{word(3), word(4)}),
		r.Map([]any{"b", "a"}, []any{"b", "a"}, []any{r.Raw(time.Duration(1)), r.Raw(time.Duration(2))}), r.Plain(nil), r.Plain(io.EOF), r.Plain(1.5))
	for _, format := range []string{"%v", "%+v", "%9v", "%-9v|", "%+9v", "%6d", "%d", "%+d", "%x"} {
		if have, want := fmt.Sprintf(format, interpreted), fmt.Sprintf(format, compiled); have != want {
			t.Errorf("%s:\nhave %s\nwant %s", format, have, want)
		}
		if have, want := fmt.Sprintf(format, r.Pointer(&compiled, interpreted)), fmt.Sprintf(format, &compiled); have != want {
			t.Errorf("%s of a pointer:\nhave %s\nwant %s", format, have, want)
		}
	}
}

// A nil pointer whose method panics is shown as nil; octets are a text to some verbs.
func TestShownAlone(t *testing.T) {
	r := New(&bytes.Buffer{})
	var none *tone
	lost := r.Failure(none, func() any { return none }, func() string { panic("nil pointer") })
	found := r.Failure(none, func() any { return none }, func() string { return "none" })
	octets := r.List([]uint8("ab"), []any{"x", "y"})
	have := fmt.Sprintf("%v %v %s %v", []any{lost}, []any{found}, octets, octets)
	if want := "[<nil>] [none] ab [x y]"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
}
