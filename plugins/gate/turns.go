package gate

import (
	"go/ast"
	"go/types"
)

// ranged sets the variables of a range.
func (a *sharing) ranged(f *frame, s *ast.RangeStmt) {
	x := a.eval(f, s.X)
	switch u := pointedArray(a.typeOf(s.X)).(type) {
	case *types.Signature:
		yield := a.function(cellKey{f, s, "yield"}, code{fn: s, within: f}, f.at, u.Params().At(0).Type())
		a.callAll(f, x[itself], nil, []value{only(yield)})
		for _, p := range x[itself] {
			if p.alien {
				a.turn(f, s, []value{p.all(), p.all()})
			}
		}
	case *types.Map:
		a.turn(f, s, []value{load(x[itself], itself, u.Key()), load(x[itself], itself, u.Elem())})
	case *types.Slice:
		a.turn(f, s, []value{nil, load(x[itself], itself, u.Elem())})
	case *types.Chan:
		a.write(f, s.X, x[itself])
		a.turn(f, s, []value{load(x[itself], itself, u.Elem())})
	case *types.Array:
		if _, pointer := a.typeOf(s.X).Underlying().(*types.Pointer); pointer {
			x = load(x[itself], itself, u.Elem())
		}
		a.turn(f, s, []value{nil, x})
	default:
		a.turn(f, s, []value{nil, x})
	}
}

// pointedArray is the form of what is ranged over.
func pointedArray(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if p, ok := types.Unalias(t).(*types.TypeParam); ok && coreOf(p) != nil {
		t = coreOf(p)
	}
	return t.Underlying()
}

// turn is one turn of a range.
func (a *sharing) turn(f *frame, s *ast.RangeStmt, values []value) {
	for i, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil {
			continue
		}
		var v value
		if i < len(values) {
			v = values[i]
		}
		a.set(f, e, s.X, v, a.typeOf(e))
	}
}

// switched sets the variable of each case of a type switch.
func (a *sharing) switched(f *frame, s *ast.TypeSwitchStmt) {
	if s.Init != nil {
		a.statements(f, s.Init)
	}
	_, x := switched(s)
	v := a.eval(f, x)
	for _, clause := range s.Body.List {
		if o, ok := a.c.info.Implicits[clause].(*types.Var); ok {
			a.store(cells{a.variable(f, o)}, itself, asserted(v, o.Type()))
		}
		for _, inner := range clause.(*ast.CaseClause).Body {
			a.statements(f, inner)
		}
	}
}

// asserted is the part of an interface's value that is of a type.
func asserted(v value, t types.Type) value {
	all := value{}
	if !refers(t, map[types.Type]bool{}) {
		return all
	}
	for _, p := range v[itself] {
		switch {
		case p.boxed && types.IsInterface(t):
			all[itself] = joined(all[itself], cells{p})
		case p.boxed && p.suits(t):
			all = joinedValue(all, p.all())
		case !p.boxed && p.suits(t):
			all[itself] = joined(all[itself], cells{p})
		}
	}
	return all
}

func elementOf(t types.Type) types.Type {
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return e.Elem()
	}
	return t
}
