package support

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// Refusal is the panic of a script that has come to what can't be interpreted rightly, which only shows while it runs.
type Refusal struct{ Text string }

// Error is the text.
func (r *Refusal) Error() string { return r.Text }

// Panic is the builtin panic.
func (r *Runtime) Panic(v any) {
	if v == nil {
		v = &runtime.PanicNilError{}
	}
	panic(v)
}

// NotA ends an assertion that fails.
func (r *Runtime) NotA(t string) { panic(fmt.Errorf("interface conversion: not a %s", t)) }

// NilInside ends a script that would put a nil of a type into an interface: to the interpreter the interface would be nil.
func (r *Runtime) NilInside(from, to string) {
	panic(&Refusal{fmt.Sprintf("a nil %s becomes %s, which can't be interpreted: use a plain nil", from, to)})
}

// Panicked is the value of a recovered panic as the script gave it, or as Go words it: the interpreter wraps the first and has words
// of its own for others.
func Panicked(recovered any) any {
	if v, ok := recovered.(reflect.Value); ok && v.IsValid() && v.CanInterface() {
		return v.Interface()
	}
	if s, ok := recovered.(string); ok && strings.HasPrefix(s, "reflect") {
		return errors.New("runtime error: " + strings.TrimPrefix(s, "reflect: "))
	}
	if v, ok := recovered.(*reflect.ValueError); ok && v.Kind == reflect.Invalid {
		return errors.New("runtime error: invalid memory address or nil pointer dereference")
	}
	return recovered
}
