package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// The order of statements counts in one case, because it is how a struct that is shared becomes one's own:
//
//	own := shared
//	own.list = slices.Clone(own.list)
//	own.list[0] = "x"
//
// Behind an assignment to a field of a variable the field leads where it was assigned to, and not where the struct's copy did.

// settledName is the name under which a cell has what was assigned to a field.
func settledName(field string) string { return field + "=" }

// settle finds the fields that are named behind an assignment to them.
func (a *sharing) settle(d ast.Decl) {
	whole := a.setWhole(d)
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			a.settleBehind(n.List, whole)
		case *ast.CaseClause:
			a.settleBehind(n.Body, whole)
		}
		return true
	})
}

// setWhole are the variables that are assigned to as a whole, or that something may point to.
func (a *sharing) setWhole(d ast.Decl) map[types.Object]bool {
	whole := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if root := rootOf(e); root != nil {
			whole[a.c.info.ObjectOf(root)] = true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok && a.c.info.Defs[id] == nil {
					add(id)
				}
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				add(n.Key)
				add(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		case *ast.SelectorExpr:
			if s := a.c.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
				add(n.X) // the method may have a pointer
			}
		}
		return true
	})
	return whole
}

// settleBehind looks at the statements behind each assignment.
func (a *sharing) settleBehind(list []ast.Stmt, whole map[types.Object]bool) {
	for i, s := range list {
		set, ok := s.(*ast.AssignStmt)
		if !ok || set.Tok != token.ASSIGN {
			continue
		}
		for _, e := range set.Lhs {
			v, field := a.fieldOf(e)
			if v == nil || whole[v] {
				continue
			}
			for _, later := range list[i+1:] {
				ast.Inspect(later, func(n ast.Node) bool {
					if e, ok := n.(*ast.SelectorExpr); ok {
						if w, same := a.fieldOf(e); w == v && same == field {
							a.settled[e] = true
						}
					}
					return true
				})
			}
		}
	}
}

// fieldOf is v.f, where v is a variable of a function that is a struct, and f is a field of its own that is none.
func (a *sharing) fieldOf(e ast.Expr) (types.Object, string) {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil, ""
	}
	x, ok := sel.X.(*ast.Ident)
	s := a.c.info.Selections[sel]
	if !ok || s == nil || s.Kind() != types.FieldVal || len(s.Index()) > 1 || isWhole(s.Type()) {
		return nil, ""
	}
	v, ok := a.c.info.Uses[x].(*types.Var)
	if !ok || v.Parent() == a.c.pkg.Scope() || !isWhole(v.Type()) {
		return nil, ""
	}
	if _, array := s.Type().Underlying().(*types.Array); array {
		return nil, ""
	}
	return v, s.Obj().Name()
}
