package gate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// settings are what variables are set to, and nil where that is no expression, as of a parameter, or in n++.
func (w *warning) settings() map[types.Object][]ast.Expr {
	all := map[types.Object][]ast.Expr{}
	for _, f := range w.c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			set(n, func(to, value ast.Expr) {
				if id, ok := ast.Unparen(to).(*ast.Ident); ok {
					o := w.c.info.ObjectOf(id)
					all[o] = append(all[o], value)
				}
			})
			return true
		})
	}
	return all
}

// set notes what is set where.
func set(n ast.Node, note func(to, value ast.Expr)) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		one := len(n.Rhs) == len(n.Lhs) && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE)
		for i, to := range n.Lhs {
			note(to, nth(n.Rhs, i, one))
		}
	case *ast.ValueSpec:
		for i := 0; i < len(n.Names) && len(n.Values) > 0; i++ {
			note(n.Names[i], nth(n.Values, i, len(n.Values) == len(n.Names)))
		}
	case *ast.FuncType:
		for _, p := range n.Params.List {
			for _, id := range p.Names {
				note(id, nil)
			}
		}
	case *ast.IncDecStmt:
		note(n.X, nil)
	case *ast.RangeStmt:
		note(n.Key, nil)
		note(n.Value, nil)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			note(n.X, nil)
		}
	}
}

// nth is the value that is set alone, or nil.
func nth(values []ast.Expr, i int, alone bool) ast.Expr {
	if !alone {
		return nil
	}
	return values[i]
}

// mostOfVariable is what is found once.
func (w *warning) mostOfVariable(v types.Object) bound {
	if w.bounds == nil {
		w.bounds, w.set = map[types.Object]bound{}, w.settings()
	}
	if _, known := w.bounds[v]; !known {
		w.bounds[v] = unbounded // what is counted from itself
		w.bounds[v] = w.greatest(v, w.set[v])
	}
	return w.bounds[v]
}

// greatest is the bound of all that a variable is set to, or what n = min(n, 1000) says.
func (w *warning) greatest(v types.Object, values []ast.Expr) bound {
	most := bound{unknown: len(values) == 0}
	for _, e := range values {
		m := unbounded
		if e != nil {
			m = w.most(e)
		}
		if w.narrows(v, e) {
			return m
		}
		if most.unknown = most.unknown || m.unknown; m.weight() > most.weight() {
			most.number, most.times = m.number, m.times
		}
	}
	return most
}

// narrows tells that a value is a min of the variable itself.
func (w *warning) narrows(v types.Object, value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	return ok && w.isBuiltin(call, "min") && slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return w.object(e) == v })
}
