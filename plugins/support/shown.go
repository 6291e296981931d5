package support

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// What package fmt makes of a script's value it makes of one of these: it sees the methods and the names of the fields, as the gate tells them.

func (r *Runtime) shows() map[string]reflect.Value {
	return map[string]reflect.Value{
		"Format":   reflect.ValueOf(r.Format),
		"Plain":    reflect.ValueOf(r.Plain),
		"Raw":      reflect.ValueOf(r.Raw),
		"Struct":   reflect.ValueOf(r.Struct),
		"List":     reflect.ValueOf(r.List),
		"Map":      reflect.ValueOf(r.Map),
		"Pointer":  reflect.ValueOf(r.Pointer),
		"Stringer": reflect.ValueOf(r.Stringer),
		"Failure":  reflect.ValueOf(r.Failure),
	}
}

// shown is a value that is printed as package fmt would print what it stands for.
type shown interface {
	fmt.Formatter
	// inside prints the value as a part of another.
	inside(s fmt.State, verb rune)
}

// part prints a part of a value. What is no shown is known to package fmt, which shows in a struct what it doesn't outside of one, and the
// other way round.
func part(s fmt.State, verb rune, v any) {
	if v, ok := v.(shown); ok {
		v.inside(s, verb)
		return
	}
	whole := fmt.Sprintf(fmt.FormatString(s, verb), struct{ X any }{v})
	unbraced(s, verb, whole)
}

// unbraced prints a field of a struct that is printed.
func unbraced(s fmt.State, verb rune, whole string) {
	whole = whole[1 : len(whole)-1]
	if verb == 'v' && s.Flag('+') {
		whole = whole[len("X:"):]
	}
	io.WriteString(s, whole)
}

// Plain is a value that package fmt knows.
func (r *Runtime) Plain(v any) any { return v }

// Raw is a value in a field that isn't exported: package fmt doesn't ask it for words.
func (r *Runtime) Raw(v any) any { return raw{v} }

type raw struct{ v any }

func (w raw) Format(s fmt.State, verb rune) { w.inside(s, verb) }

func (w raw) inside(s fmt.State, verb rune) {
	unbraced(s, verb, fmt.Sprintf(fmt.FormatString(s, verb), struct{ x any }{w.v}))
}

// Struct is a struct with the names of its fields, which are separated by blanks.
func (r *Runtime) Struct(names string, fields ...any) any {
	return structure{strings.Fields(names), fields}
}

type structure struct {
	names  []string
	fields []any
}

func (w structure) Format(s fmt.State, verb rune) { w.inside(s, verb) }

func (w structure) inside(s fmt.State, verb rune) {
	listed(s, "{", "}", len(w.fields), func(i int) {
		if verb == 'v' && s.Flag('+') {
			io.WriteString(s, w.names[i]+":")
		}
		part(s, verb, w.fields[i])
	})
}

// List is a slice or an array, and its elements.
func (r *Runtime) List(v any, elements []any) any { return list{v, elements} }

type list struct {
	plain    any
	elements []any
}

func (w list) Format(s fmt.State, verb rune) { w.inside(s, verb) }

func (w list) inside(s fmt.State, verb rune) {
	if strings.ContainsRune("sqxX", verb) && reflect.TypeOf(w.plain).Elem().Kind() == reflect.Uint8 {
		fmt.Fprintf(s, fmt.FormatString(s, verb), w.plain) // octets are a text
		return
	}
	listed(s, "[", "]", len(w.elements), func(i int) { part(s, verb, w.elements[i]) })
}

func listed(w io.Writer, begin, end string, n int, element func(int)) {
	io.WriteString(w, begin)
	for i := range n {
		if i > 0 {
			io.WriteString(w, " ")
		}
		element(i)
	}
	io.WriteString(w, end)
}

// Pointer is a pointer, and what it points to, which package fmt shows unless the pointer is a part.
func (r *Runtime) Pointer(v, to any) any { return pointer{v, to} }

type pointer struct{ v, to any }

func (w pointer) Format(s fmt.State, verb rune) {
	io.WriteString(s, "&")
	part(s, verb, w.to)
}

func (w pointer) inside(s fmt.State, verb rune) { part(s, verb, w.v) }
