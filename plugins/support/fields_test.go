package support

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

// The interpreter's struct and the compiled one that it stands for look the same, down to a width.
func TestFields(t *testing.T) {
	r := New(&bytes.Buffer{})
	type own struct {
		name string
		All  []time.Duration
		by   map[int]*int
	}
	interpreted := struct {
		Xname string
		All   []time.Duration
		Xby   map[int]*int
	}{"a", []time.Duration{time.Second}, map[int]*int{2: nil, 1: nil}}
	compiled := own{"a", interpreted.All, interpreted.Xby}
	for _, format := range []string{"%+v", "%+6v", "%v", "%+d"} {
		if have, want := fmt.Sprintf(format, r.Fields(interpreted)), fmt.Sprintf(format, compiled); have != want {
			t.Errorf("%s: have %s, want %s", format, have, want)
		}
		if have, want := fmt.Sprintf(format, r.Fields(&interpreted)), fmt.Sprintf(format, &compiled); have != want {
			t.Errorf("%s of a pointer: have %s, want %s", format, have, want)
		}
	}
	if have := fmt.Sprintf("%+v", r.Fields(nil)); have != "<nil>" {
		t.Errorf("nothing: have %s", have)
	}
}
