package support

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"strings"
	"unicode/utf8"
)

// Runtime is what one interpreter has. It is for one goroutine.
type Runtime struct {
	current *Defers // whose deferred call is running
	stderr  io.Writer
}

// New makes a runtime; what print and println say goes to stderr.
func New(stderr io.Writer) *Runtime { return &Runtime{stderr: stderr} }

// Print is the builtin print.
func (r *Runtime) Print(args ...any) {
	for _, a := range args {
		fmt.Fprint(r.stderr, plain(a))
	}
}

// Println is the builtin println.
func (r *Runtime) Println(args ...any) {
	for i, a := range args {
		if i > 0 {
			fmt.Fprint(r.stderr, " ")
		}
		fmt.Fprint(r.stderr, plain(a))
	}
	fmt.Fprintln(r.stderr)
}

// plain is a value that can't word itself.
func plain(a any) any {
	switch v := reflect.ValueOf(a); v.Kind() {
	case reflect.Float32, reflect.Float64:
		return scientific(v.Float())
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.Slice:
		return fmt.Sprintf("%#x", v.Pointer())
	}
	return a
}

// scientific is a number with three digits of exponent, as print has it.
func scientific(f float64) string {
	s := fmt.Sprintf("%+e", f)
	if i := strings.LastIndexAny(s, "+-"); i > 0 && len(s)-i == 3 {
		return s[:i+1] + "0" + s[i+1:]
	}
	return s
}

// Typed is the name of a value's type, for %T.
func (r *Runtime) Typed(name string, _ any) string { return name }

// Clear empties a map.
func (r *Runtime) Clear(m any) { reflect.ValueOf(m).Clear() }

// Count is what to shift by.
func (r *Runtime) Count(n int) uint64 {
	if n < 0 {
		panic(errors.New("runtime error: negative shift amount"))
	}
	return uint64(n)
}

// Rune is the character at a place of a string, and how many bytes it has.
func (r *Runtime) Rune(s string, at int) (rune, int) { return utf8.DecodeRuneInString(s[at:]) }

// NilCall panics where a deferred method has no receiver.
func (r *Runtime) NilCall(v any) {
	if v == nil {
		r.NilPointer()
	}
}

// NilPointer is the panic where nothing is read through a pointer.
func (r *Runtime) NilPointer() {
	panic(errors.New("runtime error: invalid memory address or nil pointer dereference"))
}

// Symbols are the functions by name, as the interpreter takes them.
func (r *Runtime) Symbols() map[string]reflect.Value {
	all := map[string]reflect.Value{
		"Defers":     reflect.ValueOf((*Defers)(nil)),
		"NewDefers":  reflect.ValueOf(r.NewDefers),
		"Recover":    reflect.ValueOf(r.Recover),
		"Panic":      reflect.ValueOf(r.Panic),
		"Print":      reflect.ValueOf(r.Print),
		"Println":    reflect.ValueOf(r.Println),
		"Equal":      reflect.ValueOf(r.Equal),
		"Is":         reflect.ValueOf(r.Is),
		"Typed":      reflect.ValueOf(r.Typed),
		"Clear":      reflect.ValueOf(r.Clear),
		"Rune":       reflect.ValueOf(r.Rune),
		"Count":      reflect.ValueOf(r.Count),
		"NilCall":    reflect.ValueOf(r.NilCall),
		"Held":       reflect.ValueOf(r.Held),
		"Hold":       reflect.ValueOf(r.Hold),
		"Bare":       reflect.ValueOf(r.Bare),
		"NilPointer": reflect.ValueOf(r.NilPointer),
		"Tree":       reflect.ValueOf(r.Tree),
		"EndAtOnce":  reflect.ValueOf(r.EndAtOnce),
		"NotA":       reflect.ValueOf(r.NotA),
		"NilInside":  reflect.ValueOf(r.NilInside),
	}
	maps.Copy(all, r.shows())
	maps.Copy(all, r.encodes())
	maps.Copy(all, hooks())
	maps.Copy(all, joins())
	return all
}
