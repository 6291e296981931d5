package support

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fields is a value for %+v, which shows the fields of a script's structs with their names. The interpreter has other names for
// those that aren't exported.
func (r *Runtime) Fields(v any) any {
	if v == nil {
		return nil
	}
	return fields{reflect.ValueOf(v)}
}

type fields struct{ v reflect.Value }

// Format does as package fmt; other verbs than %+v are left to it.
func (f fields) Format(s fmt.State, verb rune) {
	p := fieldPrinter{s, fmt.FormatString(s, verb)}
	if verb != 'v' || !s.Flag('+') || s.Flag('#') {
		p.leaf(f.v)
		return
	}
	p.print(f.v, 0)
}

var stringer, failure = reflect.TypeFor[fmt.Stringer](), reflect.TypeFor[error]()

type fieldPrinter struct {
	io.Writer
	format string
}

// leaf is what package fmt does rightly.
func (p fieldPrinter) leaf(v reflect.Value) { fmt.Fprintf(p, p.format, v.Interface()) }

// print looks into what a script has made; a type with a name is of compiled code.
func (p fieldPrinter) print(v reflect.Value, depth int) {
	kind := v.Kind()
	switch {
	case kind == reflect.Interface && !v.IsNil():
		p.print(v.Elem(), depth+1)
	case kind == reflect.Interface:
		io.WriteString(p, "<nil>")
	case v.Type().PkgPath() != "" || v.Type().Implements(stringer) || v.Type().Implements(failure):
		p.leaf(v)
	case kind == reflect.Struct:
		p.list("{", "}", v.NumField(), func(i int) {
			io.WriteString(p, spelled(v.Type().Field(i).Name)+":")
			p.print(v.Field(i), depth+1)
		})
	case kind == reflect.Slice, kind == reflect.Array:
		p.list("[", "]", v.Len(), func(i int) { p.print(v.Index(i), depth+1) })
	case kind == reflect.Map:
		p.printMap(v, depth)
	case kind == reflect.Pointer && !v.IsNil():
		p.pointer(v, depth)
	default:
		p.leaf(v)
	}
}

// pointer shows what it points to only where it is what is printed.
func (p fieldPrinter) pointer(v reflect.Value, depth int) {
	switch e := v.Elem(); e.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		if depth == 0 && e.Type().PkgPath() == "" {
			io.WriteString(p, "&")
			p.print(e, depth+1)
			return
		} else if depth == 0 {
			p.leaf(v)
			return
		}
	}
	fmt.Fprintf(p, "%#x", v.Pointer())
}

// printMap has the keys in the order of package fmt; the gate sees to it that they are simple.
func (p fieldPrinter) printMap(v reflect.Value, depth int) {
	keys := v.MapKeys()
	slices.SortFunc(keys, compareKeys)
	p.list("map[", "]", len(keys), func(i int) {
		p.print(keys[i], depth+1)
		io.WriteString(p, ":")
		p.print(v.MapIndex(keys[i]), depth+1)
	})
}

func compareKeys(a, b reflect.Value) int {
	switch {
	case a.CanInt() && a.Int() < b.Int(), a.CanUint() && a.Uint() < b.Uint(), a.Kind() == reflect.String && a.String() < b.String():
		return -1
	}
	return 1
}

func (p fieldPrinter) list(begin, end string, n int, element func(int)) {
	io.WriteString(p, begin)
	for i := range n {
		if i > 0 {
			io.WriteString(p, " ")
		}
		element(i)
	}
	io.WriteString(p, end)
}

// spelled is the name of a field in the script: the interpreter puts an X before those that aren't exported.
func spelled(field string) string {
	own, marked := strings.CutPrefix(field, "X")
	if first, _ := utf8.DecodeRuneInString(own); marked && own != "" && !unicode.IsUpper(first) {
		return own
	}
	return field
}
