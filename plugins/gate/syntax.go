package gate

import (
	"go/ast"
	"go/token"
	"strconv"
)

// Builders of syntax without positions.

func name(n string) *ast.Ident                        { return ast.NewIdent(n) }
func call(f ast.Expr, args ...ast.Expr) *ast.CallExpr { return &ast.CallExpr{Fun: f, Args: args} }
func dot(x ast.Expr, n string) *ast.SelectorExpr      { return &ast.SelectorExpr{X: x, Sel: name(n)} }
func number(i int) ast.Expr                           { return &ast.BasicLit{Kind: token.INT, Value: strconv.Itoa(i)} }
func text(s string) ast.Expr                          { return &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(s)} }
func index(x, i ast.Expr) ast.Expr                    { return &ast.IndexExpr{X: x, Index: i} }
func not(x ast.Expr) ast.Expr                         { return &ast.UnaryExpr{Op: token.NOT, X: parens(x)} }
func address(x ast.Expr) ast.Expr                     { return &ast.UnaryExpr{Op: token.AND, X: x} }
func do(e ast.Expr) ast.Stmt                          { return &ast.ExprStmt{X: e} }
func block(s ...ast.Stmt) *ast.BlockStmt              { return &ast.BlockStmt{List: s} }
func leave(e ...ast.Expr) ast.Stmt                    { return &ast.ReturnStmt{Results: e} }
func binary(a ast.Expr, op token.Token, b ast.Expr) ast.Expr {
	return &ast.BinaryExpr{X: a, Op: op, Y: b}
}

// define is n := v.
func define(n string, v ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{name(n)}, Tok: token.DEFINE, Rhs: []ast.Expr{v}}
}

// defineBoth is a, b := v.
func defineBoth(a, b string, v ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{name(a), name(b)}, Tok: token.DEFINE, Rhs: []ast.Expr{v}}
}

// assign is to = v.
func assign(to, v ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{to}, Tok: token.ASSIGN, Rhs: []ast.Expr{v}}
}

// when is if cond { then }.
func when(cond ast.Expr, then ...ast.Stmt) *ast.IfStmt {
	return &ast.IfStmt{Cond: cond, Body: block(then...)}
}

// declare is var n t, or var n t = v.
func declare(n string, t ast.Expr, v ...ast.Expr) ast.Stmt {
	spec := &ast.ValueSpec{Names: []*ast.Ident{name(n)}, Type: t, Values: v}
	return &ast.DeclStmt{Decl: &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{spec}}}
}

// function is a literal without parameters.
func function(results []ast.Expr, body ...ast.Stmt) *ast.FuncLit {
	t := &ast.FuncType{Params: &ast.FieldList{}}
	if len(results) > 0 {
		t.Results = &ast.FieldList{}
	}
	for _, r := range results {
		t.Results.List = append(t.Results.List, &ast.Field{Type: r})
	}
	return &ast.FuncLit{Type: t, Body: block(body...)}
}

// inline is statements where an expression stands: a literal that is called at once.
func inline(result ast.Expr, body ...ast.Stmt) ast.Expr {
	return call(function([]ast.Expr{result}, body...))
}

// parens puts parentheses where they are needed and nowhere else: the interpreter compares a literal in parentheses wrongly.
func parens(e ast.Expr) ast.Expr {
	switch e.(type) {
	case *ast.BinaryExpr, *ast.FuncType, *ast.ChanType, *ast.StarExpr, *ast.FuncLit, *ast.InterfaceType:
		return &ast.ParenExpr{X: e}
	}
	return e
}

// either is a || b || c.
func either(conds []ast.Expr) ast.Expr {
	all := conds[0]
	for _, c := range conds[1:] {
		all = binary(all, token.LOR, c)
	}
	return all
}

func isBlank(e ast.Expr) bool {
	i, ok := e.(*ast.Ident)
	return ok && i.Name == "_"
}
