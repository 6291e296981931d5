package gate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"time"
)

// endless: a loop that nothing leaves, a function that asks for itself, and a sleep that takes too long.
func (w *warning) endless(n ast.Node) {
	switch n := n.(type) {
	case *ast.ForStmt:
		if w.isTrue(n.Cond) && !w.leaves(n.Body, true) {
			w.sources.addf(n.Pos(), "this loop never ends, because nothing in it leaves it: the hook fails at its deadline, and compiled in it holds a processor for ever")
		}
	case *ast.FuncDecl:
		w.wordsItself(n)
		w.recurses(n)
	case *ast.CallExpr:
		w.sleeps(n)
	}
}

// longestSleep is the deadline of a hook where its block sets none.
const longestSleep = 5 * time.Second

// sleeps: the hook has failed before it wakes up.
func (w *warning) sleeps(call *ast.CallExpr) {
	f := w.callee(call)
	if f == nil || f.FullName() != "time.Sleep" {
		return
	}
	if v := w.c.info.Types[call.Args[0]].Value; v != nil && constant.Compare(v, token.GEQ, constant.MakeInt64(int64(longestSleep))) {
		w.sources.addf(call.Pos(), "this sleeps for as long as a hook may take where its block sets no other deadline, and then the filter has failed; to let a client wait return a verdict with After")
	}
}

// isTrue tells that a loop's condition holds always.
func (w *warning) isTrue(cond ast.Expr) bool {
	if cond == nil {
		return true
	}
	v := w.c.info.Types[cond].Value
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v)
}

// leaves tells whether a statement in the body of a loop may leave it; a break without a label does where the loop is the nearest.
func (w *warning) leaves(body ast.Node, nearest bool) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if nearest {
				found = found || w.leaves(n, false)
				return false
			}
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Label != nil || n.Tok == token.BREAK && nearest
		case *ast.CallExpr:
			found = found || w.isBuiltin(n, "panic")
		}
		return !found
	})
	return found
}

func (w *warning) isBuiltin(call *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := w.c.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == name
}
