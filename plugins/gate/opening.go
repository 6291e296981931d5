package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// opening is a variable, or a field of one.
type opening struct {
	a     *sharing
	v     *types.Var
	field string
}

// is tells that an expression names it.
func (o opening) is(e ast.Expr) bool {
	if o.field == itself {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && o.a.c.info.Uses[id] == o.v
	}
	v, field := o.a.fieldOf(ast.Unparen(e))
	return v == o.v && field == o.field
}

// parts are what a statement looks at before it sets it, if it does; else the whole.
func (o opening) parts(s ast.Stmt) (parts []ast.Node, sets bool) {
	set, ok := s.(*ast.AssignStmt)
	if !ok || set.Tok != token.ASSIGN && set.Tok != token.DEFINE || !o.isAmong(set.Lhs) {
		return []ast.Node{s}, false
	}
	for _, e := range set.Rhs {
		parts = append(parts, e)
	}
	for _, e := range set.Lhs {
		if !o.is(e) {
			parts = append(parts, e)
		}
	}
	return parts, true
}

func (o opening) isAmong(list []ast.Expr) bool {
	for _, e := range list {
		if o.is(e) {
			return true
		}
	}
	return false
}

// read are the names by which something reads it, and whether it does no more than that.
func (o opening) read(n ast.Node) (names []*ast.Ident, only bool) {
	only = true
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			only = only && !o.a.c.names(n, o.v)
			return false
		case *ast.UnaryExpr:
			if root := rootOf(n.X); n.Op == token.AND && root != nil && o.a.c.info.Uses[root] == o.v {
				only = false
			}
		case *ast.AssignStmt:
			only = only && !o.isAmong(n.Lhs)
		case *ast.RangeStmt:
			only = only && !o.isAmong([]ast.Expr{n.Key, n.Value})
		case *ast.SelectorExpr:
			return o.selected(n, &names, &only)
		case *ast.Ident:
			if o.a.c.info.Uses[n] == o.v {
				only = only && o.field == itself
				names = append(names, n)
			}
		}
		return true
	})
	return names, only
}

// selected looks at x.f, and tells whether there is more to look at in x.
func (o opening) selected(e *ast.SelectorExpr, names *[]*ast.Ident, only *bool) bool {
	s := o.a.c.info.Selections[e]
	if s == nil {
		return true
	}
	if s.Kind() == types.MethodVal && o.is(e.X) && o.a.takesPointer(s) {
		*only = false
	}
	x, ok := e.X.(*ast.Ident)
	if !ok || o.field == itself || o.a.c.info.Uses[x] != o.v {
		return true
	}
	switch {
	case s.Kind() != types.FieldVal || len(s.Index()) > 1:
		*only = false
	case e.Sel.Name == o.field:
		*names = append(*names, x)
	}
	return false
}

// takesPointer tells that a method has a pointer to what it is called of.
func (a *sharing) takesPointer(s *types.Selection) bool {
	_, has := s.Recv().Underlying().(*types.Pointer)
	_, wants := s.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	return wants && !has
}
