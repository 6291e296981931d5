package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A constant that is shifted by a variable has the type that the whole needs, which the interpreter doesn't give it, and a count may
// be negative, which it doesn't look at:
//
//	var v uint32 = 1 << (n & 31) // panic: SetUint on int Value

func (l *lowering) shift(e *ast.BinaryExpr) ast.Expr {
	made := &ast.BinaryExpr{X: l.shifted(e.X), OpPos: e.OpPos, Op: e.Op, Y: parens(l.x(e.Y))}
	if t, ok := l.typeOf(e.Y).Underlying().(*types.Basic); ok && t.Info()&types.IsUnsigned == 0 && l.c.info.Types[e.Y].Value == nil {
		made.Y = call(l.support("Count"), call(name("int"), l.x(e.Y)))
	}
	return made
}

func (l *lowering) shifted(e ast.Expr) ast.Expr {
	tv := l.c.info.Types[e]
	if tv.Value == nil {
		return parens(l.x(e))
	}
	if made := bareLiteral(basicOf(tv.Type), tv.Value); made != nil {
		return call(parens(l.typeExpr(types.Default(tv.Type))), made)
	}
	return parens(l.x(e))
}

func basicOf(t types.Type) *types.Basic {
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b
	}
	return types.Typ[types.Int]
}

// compound is x op= y, where y may change where x is:
//
//	*p += f() // f sets p
func (l *lowering) compound(s *ast.AssignStmt) []ast.Stmt {
	op := s.Tok + (token.ADD - token.ADD_ASSIGN)
	shift := op == token.SHL || op == token.SHR
	if _, plain := ast.Unparen(s.Lhs[0]).(*ast.Ident); plain && !shift || !calls(s.Rhs[0]) && !shift {
		return []ast.Stmt{&ast.AssignStmt{Lhs: []ast.Expr{l.place(s.Lhs[0])}, TokPos: s.TokPos, Tok: s.Tok, Rhs: []ast.Expr{l.x(s.Rhs[0])}}}
	}
	before, targets := l.fixedAll(s.Lhs)
	_, again := targets[0], clone(targets[0], func(ast.Node) ast.Node { return nil }).(ast.Expr)
	value := parens(l.x(s.Rhs[0]))
	if t, ok := l.typeOf(s.Rhs[0]).Underlying().(*types.Basic); shift && ok && t.Info()&types.IsUnsigned == 0 && l.c.info.Types[s.Rhs[0]].Value == nil {
		value = call(l.support("Count"), call(name("int"), l.x(s.Rhs[0])))
	}
	return append(before, assign(targets[0], binary(again, op, value)))
}

// calls tells that an expression calls something.
func calls(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, is := n.(*ast.CallExpr)
		found = found || is
		return !found
	})
	return found
}
