package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Of a nil pointer the interpreter reads nothing, and goes on with it:
//
//	var p *int
//	m[0] = *p // deletes m[0]
//
// So what is read through a pointer is looked at first. What is written, or read through a field, needs no look.

// read is *p as a value.
func (l *lowering) read(e *ast.StarExpr) ast.Expr {
	if l.c.info.Types[e].IsType() {
		return nil
	}
	return l.dereferenced(l.x(e.X), l.typeOf(e.X))
}

func (l *lowering) dereferenced(p ast.Expr, t types.Type) ast.Expr {
	v := l.fresh("p")
	missing := when(binary(name(v), token.EQL, name("nil")), do(call(l.support("NilPointer"))))
	return inline(l.typeExpr(pointed(t)), declare(v, l.typeExpr(t), p), missing, leave(&ast.StarExpr{X: name(v)}))
}

// place lowers an expression that stands for a place: it is assigned to, or only a part of it is read.
func (l *lowering) place(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return parens(l.place(e.X))
	case *ast.StarExpr:
		return &ast.StarExpr{Star: e.Star, X: l.x(e.X)}
	case *ast.IndexExpr:
		if _, m := l.typeOf(e.X).Underlying().(*types.Map); !m {
			return &ast.IndexExpr{X: parens(l.place(e.X)), Index: l.x(e.Index)}
		}
	}
	return l.x(e)
}

// unary: &*p is no reading.
func (l *lowering) unary(e *ast.UnaryExpr) ast.Expr {
	if e.Op != token.AND {
		return nil
	}
	if _, literal := ast.Unparen(e.X).(*ast.CompositeLit); literal {
		return nil
	}
	return &ast.UnaryExpr{OpPos: e.OpPos, Op: e.Op, X: l.place(e.X)}
}

// sliced: an array that is sliced is a place.
func (l *lowering) sliced(e *ast.SliceExpr) ast.Expr {
	if _, array := l.typeOf(e.X).Underlying().(*types.Array); !array {
		return nil
	}
	return &ast.SliceExpr{X: parens(l.place(e.X)), Low: l.x(e.Low), High: l.x(e.High), Max: l.x(e.Max), Slice3: e.Slice3}
}

// indexed: of what is indexed only a part is read.
func (l *lowering) indexed(e *ast.IndexExpr) ast.Expr {
	if _, star := ast.Unparen(e.X).(*ast.StarExpr); star && !l.c.info.Types[e].IsType() {
		return &ast.IndexExpr{X: parens(l.place(e.X)), Index: l.x(e.Index)}
	}
	return nil
}
