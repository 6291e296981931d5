package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A switch becomes a chain of if and else. The interpreter takes the first case where the default stands before it, and of a list
// without a tag only the first condition:
//
//	switch { default: a(); case x > 1: b() }
//	switch { case x == 1, x == 2: a() }

func (l *lowering) switching(s *ast.SwitchStmt, label string) []ast.Stmt {
	var before []ast.Stmt
	if s.Init != nil {
		before = l.statement(s.Init, "")
	}
	l.enter(&target{label: label, kind: aSwitch})
	defer l.pop()
	tag := ""
	if s.Tag != nil {
		tag = l.fresh("tag")
		before = append(before, declare(tag, l.typeExpr(types.Default(l.typeOf(s.Tag))), l.x(s.Tag)))
	}
	if hasBranch(s.Body.List, token.FALLTHROUGH) {
		return l.fallingSwitch(s, tag, label, before)
	}
	var cases chain
	for _, clause := range s.Body.List {
		clause := clause.(*ast.CaseClause)
		body := &ast.BlockStmt{Lbrace: clause.Colon, List: l.statements(clause.Body)}
		cases.add(l.condition(s, tag, clause), body)
	}
	return l.broken(before, cases.statement(), label, label != "" || hasBranch(s.Body.List, token.BREAK))
}

// condition is that of a case, or nil for the default.
func (l *lowering) condition(s *ast.SwitchStmt, tag string, clause *ast.CaseClause) ast.Expr {
	var conds []ast.Expr
	for _, e := range clause.List {
		x := l.x(e)
		if tag != "" {
			x = l.equals(s, tag, e, x)
		}
		conds = append(conds, parens(x))
	}
	if len(conds) == 0 {
		return nil
	}
	return either(conds)
}

// equals compares the tag with a case.
func (l *lowering) equals(s *ast.SwitchStmt, tag string, e, x ast.Expr) ast.Expr {
	if !isNil(e) && l.holdsScripts(e, l.typeOf(s.Tag), l.typeOf(e)) {
		return call(l.support("Equal"), name(tag), x)
	}
	return binary(name(tag), token.EQL, parens(x))
}

// chain is if and else in the making.
type chain struct {
	first, last *ast.IfStmt
	otherwise   ast.Stmt
}

// add adds a case; the one without a condition is the default, wherever it stands.
func (c *chain) add(cond ast.Expr, body *ast.BlockStmt) {
	if cond == nil {
		c.otherwise = body
		return
	}
	s := &ast.IfStmt{If: body.Lbrace, Cond: cond, Body: body}
	if c.first == nil {
		c.first = s
	} else {
		c.last.Else = s
	}
	c.last = s
}

func (c *chain) statement() ast.Stmt {
	switch {
	case c.first == nil && c.otherwise == nil:
		return block()
	case c.first == nil:
		return c.otherwise
	case c.otherwise != nil:
		c.last.Else = c.otherwise
	}
	return c.first
}

// broken puts a chain into a switch of one case, where something breaks out of it.
func (l *lowering) broken(before []ast.Stmt, s ast.Stmt, label string, breaks bool) []ast.Stmt {
	if breaks {
		on := l.fresh("on")
		before = append(before, define(on, name("true")))
		s = &ast.SwitchStmt{Body: block(&ast.CaseClause{List: []ast.Expr{name(on)}, Body: []ast.Stmt{s}})}
	}
	if label == "" && len(before) > 0 {
		return []ast.Stmt{block(append(before, s)...)}
	}
	return append(before, s)
}

// fallingSwitch stays a switch, over the number of the case that a chain has found.
func (l *lowering) fallingSwitch(s *ast.SwitchStmt, tag, label string, before []ast.Stmt) []ast.Stmt {
	found, otherwise := l.fresh("case"), -1
	var cases chain
	made := &ast.SwitchStmt{Switch: s.Switch, Tag: name(found), Body: &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace}}
	for i, clause := range s.Body.List {
		clause := clause.(*ast.CaseClause)
		if cond := l.condition(s, tag, clause); cond != nil {
			cases.add(cond, block(assign(name(found), number(i))))
		} else {
			otherwise = i
		}
		made.Body.List = append(made.Body.List, &ast.CaseClause{
			Case: clause.Case, Colon: clause.Colon, List: []ast.Expr{number(i)}, Body: l.statements(clause.Body),
		})
	}
	before = append(before, define(found, number(otherwise)), cases.statement())
	if label == "" {
		return []ast.Stmt{block(append(before, made)...)}
	}
	return append(before, made)
}

// hasBranch tells that a jump without a label leaves the cases of a switch.
func hasBranch(clauses []ast.Stmt, tok token.Token) bool {
	found := false
	for _, c := range clauses {
		ast.Inspect(c, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				return false
			case *ast.BranchStmt:
				found = found || n.Tok == tok && n.Label == nil
			}
			return true
		})
	}
	return found
}
