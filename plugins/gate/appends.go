package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// builtin is where what a function of the language gives leads.
func (a *sharing) builtin(f *frame, name string, c *ast.CallExpr) value {
	switch name {
	case "append":
		return a.appended(f, c)
	case "make":
		return only(a.made(f, c, "made", a.typeOf(c)))
	case "new":
		p := a.made(f, c, "made", pointed(a.typeOf(c)))
		if !a.c.info.Types[c.Args[0]].IsType() {
			a.store(cells{p}, itself, a.eval(f, c.Args[0]))
		}
		return only(p)
	case "copy", "delete", "clear", "close":
		to := a.eval(f, c.Args[0])[itself]
		a.write(f, c.Args[0], to)
		for _, e := range c.Args[1:] {
			for _, p := range a.eval(f, e)[itself] {
				a.store(to, itself, p.all())
			}
		}
		return nil
	case "recover":
		return a.cell(cellKey{nil, nil, "panic"}, ofPackage, nil).all()
	case "panic":
		a.store(cells{a.cell(cellKey{nil, nil, "panic"}, ofPackage, nil)}, itself, a.into(f, c.Args[0], types.NewInterfaceType(nil, nil)))
		return nil
	}
	var all []value
	for _, e := range c.Args {
		all = append(all, a.eval(f, e))
	}
	return joinedValue(all...)
}

// appended is append(list, …): a new list, or the same with what is written behind it.
func (a *sharing) appended(f *frame, c *ast.CallExpr) value {
	list := a.eval(f, c.Args[0])[itself]
	if s, ok := ast.Unparen(c.Args[0]).(*ast.SliceExpr); ok && a.endsThere(s) {
		list = nil
	}
	a.appends(f, c.Args[0], list)
	if len(c.Args) > 1 && !c.Ellipsis.IsValid() { // it can't stay where it is
		list = slices.DeleteFunc(slices.Clone(list), func(p *cell) bool { return p.exact && p.whole == nil })
	}
	more := value{}
	for _, e := range c.Args[1:] {
		if !c.Ellipsis.IsValid() {
			more = joinedValue(more, a.into(f, e, elementOf(a.typeOf(c))))
			continue
		}
		for _, p := range a.eval(f, e)[itself] {
			more = joinedValue(more, p.all())
		}
	}
	made := a.made(f, c, "appended", a.typeOf(c))
	for _, p := range a.eval(f, c.Args[0])[itself] {
		more = joinedValue(more, p.all())
	}
	all := joined(cells{made}, list)
	a.store(all, itself, more)
	return value{itself: all}
}

// appends refuses to append to a list that is of an earlier phase, unless there can be no room behind it.
func (a *sharing) appends(f *frame, e ast.Expr, to cells) {
	if !a.reports {
		return
	}
	for _, p := range to {
		if o := p.origin(); o.at < f.at && (p.room || !o.exact) {
			a.sources.addf(e.Pos(), "what is appended here may be written behind a list that %s: append to slices.Clone of it", o.made())
			return
		}
	}
}
