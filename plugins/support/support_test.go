package support

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// Deferred calls run last first, also when the body panics; the panic goes on unless one of them recovers.
func TestDefers(t *testing.T) {
	r := New(&bytes.Buffer{})
	for _, c := range []struct {
		why     string
		recover bool
		body    func()
		want    any
	}{
		{"nothing happens", true, func() {}, nil},
		{"a panic is recovered", true, func() { r.Panic("p") }, nil},
		{"a panic goes on", false, func() { r.Panic("p") }, "p"},
		{"a panic in the interpreter's wrapper", false, func() { panic(reflect.ValueOf("p")) }, "p"},
	} {
		t.Run(c.why, func(t *testing.T) {
			var order []int
			have := panicValue(func() {
				d := r.NewDefers()
				d.Push(func() { order = append(order, 2) })
				d.Push(func() {
					order = append(order, 1)
					if c.recover {
						r.Recover()
					}
				})
				d.Run(c.body)
			})
			if have != c.want || !slices.Equal(order, []int{1, 2}) {
				t.Errorf("panic %v in order %v", have, order)
			}
		})
	}
}

func panicValue(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// Recover means the panic of the function that deferred the call, and nothing in a function that this one calls.
func TestRecoverIsTheDeferrers(t *testing.T) {
	r := New(&bytes.Buffer{})
	inner := func() {
		d := r.NewDefers()
		d.Run(func() { r.Recover() })
	}
	v := panicValue(func() {
		d := r.NewDefers()
		d.Push(inner)
		d.Run(func() { r.Panic("outer") })
	})
	if v != "outer" {
		t.Errorf("panic %v", v)
	}
}

// A script that has come to what can't be interpreted doesn't go on by recovering.
func TestRefusalIsntRecovered(t *testing.T) {
	r := New(&bytes.Buffer{})
	v := panicValue(func() {
		d := r.NewDefers()
		d.Push(func() { r.Recover() })
		d.Run(func() { r.NilInside("*E", "error") })
	})
	if _, ok := v.(*Refusal); !ok {
		t.Errorf("panic %v", v)
	}
}

func TestTree(t *testing.T) {
	a, b := errors.New("a"), errors.New("b")
	tree := fmt.Errorf("w: %w", errors.Join(a, fmt.Errorf("x: %w", b)))
	var texts []string
	for _, err := range New(nil).Tree(tree) {
		texts = append(texts, fmt.Sprintf("%q", err.Error()))
	}
	if want := []string{`"w: a\nx: b"`, `"a\nx: b"`, `"a"`, `"x: b"`, `"b"`}; !slices.Equal(texts, want) {
		t.Errorf("have %v, want %v", texts, want)
	}
}

// The interpreter's wrappers have what they wrap in their first field.
func TestEqual(t *testing.T) {
	type wrapper struct{ IValue any }
	r := New(nil)
	if !r.Equal(wrapper{3}, 3) || r.Equal(wrapper{3}, 4) || !r.Equal(wrapper{wrapper{"a"}}, wrapper{"a"}) || r.Equal(nil, 0) {
		t.Error("wrappers aren't equal to what they wrap")
	}
}

func TestPrint(t *testing.T) {
	var out bytes.Buffer
	r := New(&out)
	r.Println("a", 1, 2.5, true)
	r.Print("b", 2)
	if have, want := out.String(), "a 1 +2.500000e+000 true\nb2"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}
