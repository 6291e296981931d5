package support

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
)

// Map is a map: its keys, and keys and values as they are shown.
func (r *Runtime) Map(keys []any, shownKeys, values []any) any {
	m := make(table, len(keys))
	for i, k := range keys {
		m[i] = row{reflect.ValueOf(k), shownKeys[i], values[i]}
	}
	slices.SortStableFunc(m, func(a, b row) int { return compareKeys(a.key, b.key) })
	return m
}

type table []row

type row struct {
	key          reflect.Value
	shown, value any
}

func (w table) Format(s fmt.State, verb rune) { w.inside(s, verb) }

func (w table) inside(s fmt.State, verb rune) {
	listed(s, "map[", "]", len(w), func(i int) {
		part(s, verb, w[i].shown)
		io.WriteString(s, ":")
		part(s, verb, w[i].value)
	})
}

// compareKeys has keys in the order of package fmt; the gate sees to it that they are of these kinds.
func compareKeys(a, b reflect.Value) int {
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	case a.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.Kind() == reflect.Bool:
		return cmp.Compare(truth(a), truth(b))
	case a.Kind() == reflect.Struct:
		return compareAll(a.NumField(), a.Field, b.Field)
	case a.Kind() == reflect.Array:
		return compareAll(a.Len(), a.Index, b.Index)
	}
	return 0
}

func truth(v reflect.Value) int {
	if v.Bool() {
		return 1
	}
	return 0
}

// compareAll compares the first parts that differ.
func compareAll(n int, a, b func(int) reflect.Value) int {
	for i := range n {
		if c := compareKeys(a(i), b(i)); c != 0 {
			return c
		}
	}
	return 0
}
