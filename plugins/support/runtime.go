package support

import (
	"fmt"
	"io"
	"reflect"
)

// Runtime is what one interpreter has. It is for one goroutine.
type Runtime struct {
	current *Defers // whose deferred call is running
	errors  io.Writer
}

// New makes a runtime; what print and println say goes to errors.
func New(errors io.Writer) *Runtime { return &Runtime{errors: errors} }

// Print is the builtin print.
func (r *Runtime) Print(args ...any) {
	for _, a := range args {
		fmt.Fprint(r.errors, plain(a))
	}
}

// Println is the builtin println.
func (r *Runtime) Println(args ...any) {
	for i, a := range args {
		if i > 0 {
			fmt.Fprint(r.errors, " ")
		}
		fmt.Fprint(r.errors, plain(a))
	}
	fmt.Fprintln(r.errors)
}

// plain is a value that can't word itself.
func plain(a any) any {
	switch v := reflect.ValueOf(a); v.Kind() {
	case reflect.Float32, reflect.Float64:
		return fmt.Sprintf("%+e", v.Float())
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.Slice:
		return fmt.Sprintf("%#x", v.Pointer())
	}
	return a
}

// Symbols are the functions by name, as the interpreter takes them.
func (r *Runtime) Symbols() map[string]reflect.Value {
	return map[string]reflect.Value{
		"Defers":    reflect.ValueOf((*Defers)(nil)),
		"NewDefers": reflect.ValueOf(r.NewDefers),
		"Recover":   reflect.ValueOf(r.Recover),
		"Panic":     reflect.ValueOf(r.Panic),
		"Print":     reflect.ValueOf(r.Print),
		"Println":   reflect.ValueOf(r.Println),
		"Equal":     reflect.ValueOf(r.Equal),
		"NotA":      reflect.ValueOf(r.NotA),
		"NilInside": reflect.ValueOf(r.NilInside),
	}
}
