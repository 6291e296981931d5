package gate

import (
	"go/ast"
	"go/types"
)

// spot is what an expression names, so that it can be written: cells, and the field there.
func (a *sharing) spot(f *frame, e ast.Expr) (cells, string) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := a.c.info.ObjectOf(e).(*types.Var); ok && v.Pkg() == a.c.pkg && !v.IsField() {
			return cells{a.use(f, e, v)}, itself
		}
		return nil, itself
	case *ast.StarExpr:
		return a.eval(f, e.X)[itself], itself
	case *ast.IndexExpr:
		a.eval(f, e.Index)
		if _, array := a.typeOf(e.X).Underlying().(*types.Array); array {
			return a.spot(f, e.X)
		}
		return a.eval(f, e.X)[itself], itself
	case *ast.SelectorExpr:
		s := a.c.info.Selections[e]
		if s == nil || s.Kind() != types.FieldVal {
			break
		}
		return a.way(f, e, s).all, s.Obj().Name()
	}
	p := a.made(f, e, "value", a.typeOf(e))
	a.store(cells{p}, itself, a.eval(f, e))
	return cells{p}, itself
}

// spotted is a field of some cells.
type spotted struct {
	all   cells
	field string
	typ   types.Type
}

// cells are the field's own, as a pointer to it leads there.
func (s spotted) cells(a *sharing) cells {
	var all cells
	for _, p := range s.all {
		all = joined(all, cells{a.part(p, s.field, s.typ, false)})
	}
	return all
}

// way is where the embedded fields of x.f lead before the last.
func (a *sharing) way(f *frame, e *ast.SelectorExpr, s *types.Selection) spotted {
	at := spotted{typ: s.Recv()}
	if p, ok := at.typ.Underlying().(*types.Pointer); ok {
		at.all, at.typ = a.eval(f, e.X)[itself], p.Elem()
	} else {
		at.all, at.field = a.spot(f, e.X)
	}
	return a.embedded(at, s.Index())
}

// embedded is where a selection that begins somewhere leads before its last step.
func (a *sharing) embedded(at spotted, index []int) spotted {
	for _, i := range index[:len(index)-1] {
		fields, ok := at.typ.Underlying().(*types.Struct)
		if !ok {
			break
		}
		at.field, at.typ = fields.Field(i).Name(), fields.Field(i).Type()
		if p, ok := at.typ.Underlying().(*types.Pointer); ok {
			at.all, at.field, at.typ = load(at.all, at.field, at.typ)[itself], itself, p.Elem()
		}
	}
	return at
}
