package support

import (
	"strings"
	"testing"
)

// A value that holds itself doesn't overflow the stack, which would end the program.
func TestEncodedHoldsItself(t *testing.T) {
	m := map[string]any{}
	m["m"] = m
	l := []any{nil}
	l[0] = l
	for _, v := range []any{m, l} {
		if said := refusalOf(func() { new(Runtime).Encoded(v) }); !strings.HasPrefix(said, "what holds itself") {
			t.Errorf("%T: %q", v, said)
		}
	}
	p := new(struct{ Next any })
	p.Next = p
	if said := refusalOf(func() { new(Runtime).Encoded(p) }); said != "" {
		t.Errorf("of pointers package json tells that itself: %q", said)
	}
}

// refusalOf is what f is refused with; "" if it isn't.
func refusalOf(f func()) (said string) {
	defer func() {
		if r, is := recover().(*Refusal); is {
			said = r.Text
		}
	}()
	f()
	return ""
}
