package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Two interfaces are equal if they hold equal values of one type. The interpreter compares what a script's types are made of, and
// panics for some:
//
//	var a, b any = point{1, 2}, point{1, 2}; a == b // false

// comparison refuses what the interpreter compares wrongly.
func (l *lowering) comparison(e *ast.BinaryExpr) ast.Expr {
	if e.Op == token.EQL || e.Op == token.NEQ {
		if !isNil(e.X) && !isNil(e.Y) {
			l.comparable(e, l.typeOf(e.X), l.typeOf(e.Y))
		}
	}
	return nil
}

// comparable refuses to compare an interface that can hold a value of a script's type.
func (l *lowering) comparable(n ast.Node, a, b types.Type) {
	for _, t := range []types.Type{a, b} {
		i, ok := t.Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for _, h := range l.held {
			if l.scripts(h) && types.Implements(h, i) && types.Comparable(h) {
				l.refuse(n, "whether two of %s are equal can't be interpreted, because one may hold a %s: compare what they hold", l.word(t), l.word(h))
				return
			}
		}
	}
}
