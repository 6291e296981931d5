package gate

import (
	"go/ast"
	"go/types"
	"strings"
)

// unmade finds a New that gives no filter with which a gate could begin.
func (w *warning) unmade(n ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		w.openAndMore(n)
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "New" && n.Body != nil && isNew(w.c.info.Defs[n.Name].(*types.Func).Signature()) {
			w.noFilter(n.Body)
		}
	}
}

// openAndMore: the hooks of a Filter with Open are those that Open returns.
func (w *warning) openAndMore(lit *ast.CompositeLit) {
	if !isFiltersValue(w.c.info.TypeOf(lit), "Filter") {
		return
	}
	opens, more := false, []string(nil)
	for _, e := range lit.Elts {
		set, ok := e.(*ast.KeyValueExpr)
		if !ok || w.c.info.Types[set.Value].IsNil() {
			continue
		}
		if name := set.Key.(*ast.Ident).Name; name == "Open" {
			opens = true
		} else {
			more = append(more, name)
		}
	}
	if opens && len(more) > 0 {
		w.sources.addf(lit.Pos(), "a Filter with Open has no other hook, and no configuration takes this one: let Open return a Filter with %s", strings.Join(more, ", "))
	}
}

// noFilter: nil in the place of a filter takes an error.
func (w *warning) noFilter(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 2 && w.isNil(n.Results[0]) && (w.isNil(n.Results[1]) || w.isErr(n.Results[1]) && w.endsWell(body, n) && !w.made(body)) {
				w.sources.addf(n.Pos(), "New returns no filter here though nothing is wrong, and no configuration takes that: return a &filters.Filter{…} with the hooks")
			}
		}
		return true
	})
}

// endsWell tells that a return is the last statement of New, and that no error was remembered for certain before.
func (w *warning) endsWell(body *ast.BlockStmt, r *ast.ReturnStmt) bool {
	for _, s := range body.List {
		if e, ok := s.(*ast.ExprStmt); ok {
			if call, ok := ast.Unparen(e.X).(*ast.CallExpr); ok && w.isOptions(call, "Errorf") {
				return false
			}
		}
	}
	return body.List[len(body.List)-1] == r
}

// made tells that New returns a filter somewhere: then its end may be where an error was remembered.
func (w *warning) made(body *ast.BlockStmt) (is bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			is = is || len(n.Results) == 1 || len(n.Results) == 2 && !w.isNil(n.Results[0])
		}
		return !is
	})
	return is
}

func (w *warning) isNil(e ast.Expr) bool { return w.c.info.Types[e].IsNil() }

func (w *warning) isErr(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && w.isOptions(call, "Err")
}

// isOptions tells that a call is one of a method of Options.
func (w *warning) isOptions(call *ast.CallExpr, name string) bool {
	f := w.callee(call)
	return f != nil && f.Name() == name && f.Signature().Recv() != nil && isFilters(f.Signature().Recv().Type(), "Options")
}
