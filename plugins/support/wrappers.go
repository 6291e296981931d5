package support

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
)

// Asked are, for each function that asks its arguments whether they can do more, what it asks for: the interpreter gives a script's
// type only the methods that it is told of.
func Asked() map[reflect.Value][]reflect.Type {
	words := []reflect.Type{reflect.TypeFor[fmt.Formatter](), reflect.TypeFor[error](), reflect.TypeFor[fmt.Stringer]()}
	asked := map[reflect.Value][]reflect.Type{}
	for _, f := range []any{fmt.Append, fmt.Appendf, fmt.Appendln, fmt.Errorf, fmt.Fprint, fmt.Fprintf, fmt.Fprintln, fmt.Sprint, fmt.Sprintf, fmt.Sprintln} {
		asked[reflect.ValueOf(f)] = words
	}
	for _, f := range []any{json.Marshal, json.MarshalIndent} {
		asked[reflect.ValueOf(f)] = []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()}
	}
	asked[reflect.ValueOf(json.Unmarshal)] = []reflect.Type{reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()}
	return asked
}

// Printers are the functions of fmt that write where a program writes, for a program that writes to out; and what they ask for.
func Printers(out io.Writer) (map[string]reflect.Value, map[reflect.Value][]reflect.Type) {
	p := map[string]reflect.Value{
		"Print":   reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprint(out, a...) }),
		"Printf":  reflect.ValueOf(func(f string, a ...any) (int, error) { return fmt.Fprintf(out, f, a...) }),
		"Println": reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprintln(out, a...) }),
	}
	asked := map[reflect.Value][]reflect.Type{}
	for _, f := range p {
		asked[f] = Asked()[reflect.ValueOf(fmt.Fprint)]
	}
	return p, asked
}

// Errors are the wrappers of a script's error types that have more than Error, those with more methods first.
func Errors() []reflect.Type {
	return []reflect.Type{reflect.TypeFor[unwrapIsError](), reflect.TypeFor[unwrapError](), reflect.TypeFor[isError]()}
}

// The interpreter fills the fields by their names.

type unwrapError struct {
	IValue  any
	WError  func() string
	WUnwrap func() error
}

func (w unwrapError) Error() string { return w.WError() }
func (w unwrapError) Unwrap() error { return w.WUnwrap() }

type isError struct {
	IValue any
	WError func() string
	WIs    func(error) bool
}

func (w isError) Error() string        { return w.WError() }
func (w isError) Is(target error) bool { return w.WIs(target) }

type unwrapIsError struct {
	IValue  any
	WError  func() string
	WUnwrap func() error
	WIs     func(error) bool
}

func (w unwrapIsError) Error() string        { return w.WError() }
func (w unwrapIsError) Unwrap() error        { return w.WUnwrap() }
func (w unwrapIsError) Is(target error) bool { return w.WIs(target) }
