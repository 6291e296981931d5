package gate

import (
	"go/ast"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// thrown: a verdict that nobody returns decides nothing, and mail that it was to stop passes.
func (w *warning) thrown(n ast.Node) {
	switch n := n.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(n.X).(*ast.CallExpr); ok {
			w.unreturned(call)
		}
	case *ast.DeferStmt:
		w.unreturned(n.Call)
	case *ast.AssignStmt:
		for i, e := range n.Lhs {
			if len(n.Rhs) == len(n.Lhs) && isBlank(e) {
				w.unkept(n.Rhs[i])
			}
		}
	case *ast.ValueSpec:
		for i, id := range n.Names {
			if len(n.Values) == len(n.Names) && isBlank(id) {
				w.unkept(n.Values[i])
			}
		}
	}
}

func (w *warning) unreturned(call *ast.CallExpr) {
	if isFiltersValue(w.c.info.TypeOf(call), "Verdict") {
		w.sources.addf(call.Pos(), "this verdict is thrown away, and what it was to decide goes on as if it had never been made: the hook has to return it")
	}
}

// unkept is about _ = filters.Refuse(…). What a function of the script gives may be meant to be dropped.
func (w *warning) unkept(e ast.Expr) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return
	}
	if f := w.callee(call); f != nil && f.Pkg() != nil && f.Pkg().Path() == symbols.Filters {
		w.unreturned(call)
	}
}
