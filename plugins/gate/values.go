package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// eval is where an expression leads, and follows what is called in it.
func (a *sharing) eval(f *frame, e ast.Expr) value {
	if e == nil || a.c.info.Types[e].IsType() {
		return nil
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return a.eval(f, e.X)
	case *ast.Ident:
		return a.named(f, e)
	case *ast.FuncLit:
		return only(a.function(cellKey{f, e, "function"}, code{fn: e, within: f}, f.at, a.typeOf(e)))
	case *ast.CompositeLit:
		return a.literal(f, e)
	case *ast.CallExpr:
		if values := a.call(f, e); len(values) > 0 {
			return values[0]
		}
	case *ast.SelectorExpr:
		return a.selected(f, e)
	case *ast.UnaryExpr:
		return a.unary(f, e)
	case *ast.BinaryExpr:
		a.eval(f, e.X)
		a.eval(f, e.Y)
	case *ast.TypeAssertExpr:
		return asserted(a.eval(f, e.X), a.typeOf(e.Type))
	case *ast.SliceExpr:
		return a.sliced(f, e)
	case *ast.IndexExpr:
		if _, generic := a.typeOf(e.X).Underlying().(*types.Signature); generic {
			return a.eval(f, e.X)
		}
		from, field := a.spot(f, e)
		return load(from, field, a.typeAt(e, 0))
	case *ast.IndexListExpr:
		return a.eval(f, e.X)
	case *ast.StarExpr:
		return load(a.eval(f, e.X)[itself], itself, a.typeOf(e))
	}
	return nil
}

// into is an expression as what it becomes.
func (a *sharing) into(f *frame, e ast.Expr, t types.Type) value {
	return a.as(f, e, a.eval(f, e), a.typeOf(e), t)
}

// as is a value of one type as one of another: an interface holds a copy of what is no pointer.
func (a *sharing) as(f *frame, e ast.Expr, v value, from, to types.Type) value {
	if _, parameter := types.Unalias(to).(*types.TypeParam); parameter || !types.IsInterface(to) || !isWhole(from) {
		return v
	}
	if types.IsInterface(from) { // a type parameter
		box := a.made(f, e, "box", nil)
		box.boxed = true
		a.store(cells{box}, itself, v.fields())
		return joinedValue(value{itself: v[itself]}, only(box))
	}
	box := a.made(f, e, "box", from)
	box.boxed = true
	a.store(cells{box}, itself, v)
	return only(box)
}

// named is a variable's value, or a function.
func (a *sharing) named(f *frame, e *ast.Ident) value {
	switch o := a.c.info.ObjectOf(e).(type) {
	case *types.Var:
		if o.Pkg() == a.c.pkg && !o.IsField() {
			return load(cells{a.use(f, e, o)}, itself, o.Type())
		}
	case *types.Func:
		return only(a.global(o))
	}
	return nil
}

// global is a function by its name.
func (a *sharing) global(fn *types.Func) *cell {
	fn = fn.Origin()
	c := code{of: fn}
	if d := a.decls[fn]; d != nil {
		c.fn = d
	}
	return a.function(cellKey{nil, nil, fn}, c, ofPackage, fn.Type())
}

// selected is x.f, or the value of a method.
func (a *sharing) selected(f *frame, e *ast.SelectorExpr) value {
	s := a.c.info.Selections[e]
	switch {
	case s == nil:
		if fn, ok := a.c.info.Uses[e.Sel].(*types.Func); ok {
			return only(a.global(fn))
		}
		return nil
	case s.Kind() == types.FieldVal:
		from, field := a.spot(f, e)
		if a.settled[e] {
			field = settledName(field)
		}
		return load(from, field, a.typeOf(e))
	}
	fn := s.Obj().(*types.Func).Origin()
	c := code{of: fn}
	if d := a.decls[fn]; d != nil {
		c.fn = d
	}
	p := a.function(cellKey{f, e, "method"}, c, f.at, a.typeOf(e))
	if s.Kind() == types.MethodVal {
		p.code.bound = joinedValue(p.code.bound, a.receiver(f, e, s))
	}
	p.code.first = s.Kind() == types.MethodExpr
	return only(p)
}

// receiver is what a method gets of x in x.m.
func (a *sharing) receiver(f *frame, e *ast.SelectorExpr, s *types.Selection) value {
	if types.IsInterface(s.Recv()) {
		return a.eval(f, e.X)
	}
	at := a.way(f, e, s)
	recv := s.Obj().(*types.Func).Signature().Recv().Type()
	if _, pointer := recv.Underlying().(*types.Pointer); pointer {
		return value{itself: at.cells(a)}
	}
	return load(at.all, at.field, recv)
}

// unary is &x, <-x, or an operation.
func (a *sharing) unary(f *frame, e *ast.UnaryExpr) value {
	switch e.Op {
	case token.AND:
		if lit, ok := ast.Unparen(e.X).(*ast.CompositeLit); ok {
			p := a.made(f, lit, "literal", a.typeOf(lit))
			a.store(cells{p}, itself, a.literal(f, lit))
			return only(p)
		}
		if sel, ok := ast.Unparen(e.X).(*ast.SelectorExpr); ok && a.reports && isHookField(a.c.info.Uses[sel.Sel]) {
			a.sources.addf(e.Pos(), "nobody knows what is set as %s by a pointer: assign the function to the field", sel.Sel.Name)
		}
		all, field := a.spot(f, e.X)
		return value{itself: spotted{all, field, a.typeOf(e.X)}.cells(a)}
	case token.ARROW:
		from := a.eval(f, e.X)[itself]
		a.write(f, e.X, from)
		return load(from, itself, a.typeAt(e, 0))
	}
	a.eval(f, e.X)
	return nil
}

// sliced is x[i:j], behind which there may be room.
func (a *sharing) sliced(f *frame, e *ast.SliceExpr) value {
	for _, i := range []ast.Expr{e.Low, e.High, e.Max} {
		a.eval(f, i)
	}
	from := a.eval(f, e.X)[itself]
	if _, array := a.typeOf(e.X).Underlying().(*types.Array); array {
		all, field := a.spot(f, e.X)
		from = spotted{all, field, a.typeOf(e.X)}.cells(a)
	}
	if e.High == nil || a.endsThere(e) {
		return value{itself: from}
	}
	var all cells
	for _, p := range from {
		all = joined(all, cells{a.part(p, itself, p.typ, true)})
	}
	return value{itself: all}
}

// endsThere tells that x[i:j:k] has no room behind it, because j and k are the same.
func (a *sharing) endsThere(e *ast.SliceExpr) bool {
	if e.Max == nil || types.ExprString(e.High) != types.ExprString(e.Max) {
		return false
	}
	same := true
	ast.Inspect(e.Max, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			same = same && a.c.info.Types[c.Fun].IsBuiltin()
		}
		return same
	})
	return same
}
