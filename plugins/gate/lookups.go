package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// What a map doesn't have is zero. Where it is asked for a value and whether it has it, the interpreter leaves the variable as it was
// when the statement was last reached:
//
//	for _, k := range []string{"a", "none"} {
//		v, ok := m[k] // the second time v is still m["a"], and ok is false
//	}
//
// So the variables are declared before it.

// fromMap is made, an assignment of several results of e, which may ask a map.
func (l *lowering) fromMap(e ast.Expr, made *ast.AssignStmt) []ast.Stmt {
	if made.Tok != token.DEFINE || !l.asksMap(e) {
		return []ast.Stmt{made}
	}
	var all []ast.Stmt
	results := l.typeOf(e).(*types.Tuple)
	for i, to := range made.Lhs {
		if !isBlank(to) {
			all = append(all, declare(to.(*ast.Ident).Name, l.typeExpr(types.Default(results.At(i).Type()))))
		}
	}
	made.Tok = token.ASSIGN
	return append(all, made)
}

// asksMap tells that an expression is m[k], with whether there is such a key.
func (l *lowering) asksMap(e ast.Expr) bool {
	i, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok {
		return false
	}
	_, ok = l.typeOf(i.X).Underlying().(*types.Map)
	return ok
}
