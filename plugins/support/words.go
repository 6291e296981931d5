package support

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Stringer is a value of which a script's String makes the words, and as what it is printed by verbs that don't ask for them.
func (r *Runtime) Stringer(v any, plain func() any, text func() string) any {
	return worded{v, plain, words(text)}
}

// Failure is a value of which a script's Error makes the words.
func (r *Runtime) Failure(v any, plain func() any, text func() string) any {
	return worded{v, plain, failure(text)}
}

type worded struct {
	v     any
	plain func() any
	words interface{ text() string }
}

type (
	words   func() string
	failure func() string
)

func (w words) text() string          { return w() }
func (w words) String() string        { return w() }
func (w failure) text() string        { return w() }
func (w failure) Error() string       { return w() }
func (w worded) asked(verb rune) bool { return strings.ContainsRune("vsxXq", verb) }

func (w worded) Format(s fmt.State, verb rune) {
	if w.asked(verb) {
		w.inside(s, verb)
		return
	}
	fmt.Fprintf(s, fmt.FormatString(s, verb), w.plain())
}

func (w worded) inside(s fmt.State, verb rune) {
	switch v := reflect.ValueOf(w.v); {
	case !w.asked(verb):
		part(s, verb, w.plain())
	case v.Kind() == reflect.Pointer && v.IsNil():
		w.ofNil(s, verb)
	default:
		fmt.Fprintf(s, fmt.FormatString(s, verb), w.words)
	}
}

// ofNil: a nil pointer that can't word itself is nil to package fmt.
func (w worded) ofNil(s fmt.State, verb rune) {
	defer func() {
		if recover() != nil {
			io.WriteString(s, "<nil>")
		}
	}()
	text := w.words.text()
	fmt.Fprintf(s, fmt.FormatString(s, verb), words(func() string { return text }))
}
