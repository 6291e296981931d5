package gate

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// A verdict that is written out, as in return filters.Pass(), is made once: to make it is most of what a hook costs that only answers.

// onlyAnswers tells a return of such a verdict.
func (l *lowering) onlyAnswers(s ast.Stmt) bool {
	r, ok := s.(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 || !isFiltersValue(l.typeOf(r.Results[0]), "Verdict") {
		return false
	}
	c, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	f := l.callee(c)
	return f != nil && f.Pkg() != nil && f.Pkg().Path() == symbols.Filters && f.Signature().Recv() == nil &&
		!slices.ContainsFunc(c.Args, func(a ast.Expr) bool { return l.c.info.Types[a].Value == nil || named(a) })
}

// named tells whether something in an expression has a name, which elsewhere may be another's.
func named(e ast.Expr) (is bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		_, name := n.(*ast.Ident)
		is = is || name
		return !is
	})
	return is
}

// answer is the variable that has a verdict.
func (l *lowering) answer(c *ast.CallExpr) ast.Expr {
	text := types.ExprString(c)
	if l.answers[text] == "" {
		l.answers[text] = l.fresh("verdict")
		l.added = append(l.added, declare(l.answers[text], l.typeExpr(l.typeOf(c)), l.x(c)).(*ast.DeclStmt).Decl)
	}
	return name(l.answers[text])
}
