package gate

import (
	"go/ast"
	"go/token"
	"reflect"
)

// A hook gives what stands for a node in the copy, or nil for a copy of the node itself.
type hook func(ast.Node) ast.Node

// clone copies syntax, without comments, and asks the hook before each node.
func clone(n ast.Node, h hook) ast.Node {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return n
	}
	if instead := h(n); instead != nil {
		return instead
	}
	return cloneParts(n, h)
}

// cloneParts copies a node, and clones what it is made of.
func cloneParts(n ast.Node, h hook) ast.Node {
	out := reflect.New(reflect.TypeOf(n).Elem())
	out.Elem().Set(reflect.ValueOf(n).Elem())
	for i := range out.Elem().NumField() {
		clonePart(out.Elem().Field(i), h)
	}
	return out.Interface().(ast.Node)
}

func clonePart(f reflect.Value, h hook) {
	switch f.Kind() {
	case reflect.Interface, reflect.Pointer:
		if n, ok := f.Interface().(ast.Node); ok && !f.IsNil() {
			f.Set(cloned(n, h, f.Type()))
		}
	case reflect.Slice:
		if f.Len() == 0 {
			return
		}
		if _, ok := reflect.Zero(f.Type().Elem()).Interface().(ast.Node); !ok && f.Type().Elem().Kind() != reflect.Interface {
			return
		}
		list := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
		for i := range f.Len() {
			list.Index(i).Set(cloned(f.Index(i).Interface().(ast.Node), h, f.Type().Elem()))
		}
		f.Set(list)
	}
}

// cloned is a part for a field of type t; comments don't survive.
func cloned(n ast.Node, h hook, t reflect.Type) reflect.Value {
	if _, is := n.(*ast.CommentGroup); is {
		return reflect.Zero(t)
	}
	if n = clone(n, h); n == nil {
		return reflect.Zero(t)
	}
	return reflect.ValueOf(n)
}

var position = reflect.TypeFor[token.Pos]()

// place gives all syntax below n the position p, but for positions that carry meaning by being there at all.
func place(n ast.Node, p token.Pos) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		v := reflect.ValueOf(n).Elem()
		for i := range v.NumField() {
			f := v.Field(i)
			if f.Type() == position && !(meaningful[v.Type().Field(i).Name] && f.Int() == 0) {
				f.SetInt(int64(p))
			}
		}
		return true
	})
}

// meaningful positions: f(x...), type A = B, chan<- T, (a), func.
var meaningful = map[string]bool{"Ellipsis": true, "Assign": true, "Arrow": true, "Lparen": true, "Rparen": true, "Func": true}
