package gate

import (
	"go/ast"
	"go/types"
)

// literal is T{…}.
func (a *sharing) literal(f *frame, e *ast.CompositeLit) value {
	t := a.typeOf(e)
	v := a.elements(f, e)
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return v
	case *types.Pointer:
		t = t.Underlying().(*types.Pointer).Elem()
	}
	p := a.made(f, e, "literal", t)
	p.exact = true
	a.store(cells{p}, itself, v)
	return only(p)
}

func (a *sharing) elements(f *frame, e *ast.CompositeLit) value {
	all := value{}
	fields, isStruct := pointed(a.typeOf(e)).Underlying().(*types.Struct)
	for i, element := range e.Elts {
		kv, keyed := element.(*ast.KeyValueExpr)
		switch {
		case isStruct && keyed:
			if v, ok := a.c.info.Uses[kv.Key.(*ast.Ident)].(*types.Var); ok {
				a.field(f, all, v, kv.Value)
			}
		case isStruct:
			a.field(f, all, fields.Field(i), element)
		case keyed:
			all = joinedValue(all, a.into(f, kv.Value, elementOf(pointed(a.typeOf(e)))))
			if m, ok := pointed(a.typeOf(e)).Underlying().(*types.Map); ok {
				all = joinedValue(all, a.into(f, kv.Key, m.Key()))
			}
		default:
			all = joinedValue(all, a.into(f, element, elementOf(pointed(a.typeOf(e)))))
		}
	}
	return all
}

// field sets a field of a struct's value.
func (a *sharing) field(f *frame, all value, field *types.Var, e ast.Expr) {
	for own, ps := range a.into(f, e, field.Type()) {
		if own == itself {
			own = field.Name()
		}
		all[own] = joined(all[own], ps)
		if isHookField(field) {
			a.hooked(ps)
		}
	}
}
