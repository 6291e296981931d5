package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A type switch becomes assertions, one after the other, and a chain over which it was. In the interpreter a case of an interface
// type never matches, and one of a type matches every type of that form.
//
//	switch v := v.(type) { case error: … }

// typeCase is a test of one type: what makes it, and the variables with its outcome.
type typeCase struct {
	made      []ast.Stmt
	value, ok string
	to        types.Type
}

func (l *lowering) typeSwitch(s *ast.TypeSwitchStmt, label string) []ast.Stmt {
	var made []ast.Stmt
	if s.Init != nil {
		made = l.statement(s.Init, "")
	}
	bound, x := switched(s)
	v, which := l.fresh("v"), l.fresh("case")
	made = append(made, declare(v, l.typeExpr(l.typeOf(x)), l.x(x)), define(which, number(-1)))
	l.enter(&target{label: label, kind: aSwitch})
	defer l.pop()
	var cases chain
	for i, clause := range s.Body.List {
		clause := clause.(*ast.CaseClause)
		tests, value := l.typeTests(clause, v, l.typeOf(x), which, i)
		made = append(made, tests...)
		body := l.typeBody(clause, bound, value)
		if len(clause.List) == 0 {
			cases.add(nil, body)
		} else {
			cases.add(binary(name(which), token.EQL, number(i)), body)
		}
	}
	return l.broken(made, cases.statement(), label, label != "" || hasBranch(s.Body.List, token.BREAK))
}

// switched is the variable that is bound, or "", and what is switched over.
func switched(s *ast.TypeSwitchStmt) (bound string, x ast.Expr) {
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		return a.Lhs[0].(*ast.Ident).Name, ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr).X
	case *ast.ExprStmt:
		return "", ast.Unparen(a.X).(*ast.TypeAssertExpr).X
	}
	return "", nil
}

// typeTests set which to i where one of a case's types is that of v, and give what the case's variable is.
func (l *lowering) typeTests(clause *ast.CaseClause, v string, from types.Type, which string, i int) ([]ast.Stmt, string) {
	var made []ast.Stmt
	value := v
	for _, t := range clause.List {
		unmatched := binary(name(which), token.LSS, number(0))
		if isNil(t) {
			made = append(made, when(binary(unmatched, token.LAND, binary(name(v), token.EQL, name("nil"))), assign(name(which), number(i))))
			continue
		}
		test := l.typeTest(t, v, from, l.typeOf(t))
		made = append(append(made, test.made...), when(binary(unmatched, token.LAND, name(test.ok)), assign(name(which), number(i))))
		if len(clause.List) == 1 {
			value = test.value
		}
	}
	return made, value
}

func isNil(e ast.Expr) bool {
	i, ok := ast.Unparen(e).(*ast.Ident)
	return ok && i.Name == "nil"
}

func (l *lowering) typeBody(clause *ast.CaseClause, bound, value string) *ast.BlockStmt {
	body := &ast.BlockStmt{Lbrace: clause.Colon}
	if bound != "" && bound != "_" {
		body.List = append(body.List, define(bound, name(value)))
	}
	body.List = append(body.List, l.statements(clause.Body)...)
	return body
}
