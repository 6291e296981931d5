package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// printing: print and println write to the standard error, without anything that could be asked to word itself.
func (l *lowering) printing(b string, c *ast.CallExpr) ast.Expr {
	made := call(l.support(map[string]string{"print": "Print", "println": "Println"}[b]))
	for _, a := range c.Args {
		made.Args = append(made.Args, l.x(a))
	}
	return made
}

// extreme is min or max, which the interpreter doesn't know.
func (l *lowering) extreme(b string, c *ast.CallExpr) ast.Expr {
	t := types.Default(l.typeOf(c))
	op := map[string]token.Token{"min": token.LSS, "max": token.GTR}[b]
	m := l.fresh("m")
	list := []ast.Stmt{declare(m, l.typeExpr(t), l.x(c.Args[0]))}
	for _, a := range c.Args[1:] {
		v := l.fresh("v")
		better := binary(name(v), op, name(m))
		if isFloat(t) { // one that is no number makes the whole none, and minus zero is less than zero
			better = either([]ast.Expr{better, binary(name(v), token.NEQ, name(v)), l.signedZero(op, v, m)})
		}
		list = append(list, declare(v, l.typeExpr(t), l.x(a)), when(better, assign(name(m), name(v))))
	}
	return inline(l.typeExpr(t), append(list, leave(name(m)))...)
}

// signedZero tells two zeros apart, by what they make of one.
func (l *lowering) signedZero(op token.Token, v, m string) ast.Expr {
	return binary(binary(name(v), token.EQL, name(m)), token.LAND,
		binary(binary(number(1), token.QUO, name(v)), op, binary(number(1), token.QUO, name(m))))
}

func isFloat(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}

// newOf is new(x), a pointer to a copy of x; the interpreter makes a zero of it.
func (l *lowering) newOf(c *ast.CallExpr) ast.Expr {
	v := l.fresh("v")
	t := l.typeOf(c).(*types.Pointer)
	return inline(l.typeExpr(t), declare(v, l.typeExpr(t.Elem()), l.x(c.Args[0])), leave(address(name(v))))
}

// clearing is clear(x), which the interpreter doesn't know.
func (l *lowering) clearing(x ast.Expr, t types.Type) []ast.Stmt {
	k := l.fresh("k")
	loop := &ast.RangeStmt{Key: name(k), Tok: token.DEFINE, X: x}
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return []ast.Stmt{do(call(l.support("Clear"), x))} // a key that isn't equal to itself can't be deleted
	}
	zero := l.fresh("zero")
	loop.Body = block(assign(index(x, name(k)), name(zero)))
	return []ast.Stmt{declare(zero, l.typeExpr(list.Elem())), loop}
}

// arrayLength is len or cap of an array that comes from a call: the interpreter looks at it, and panics where it is a nil pointer.
func (l *lowering) arrayLength(c *ast.CallExpr) ast.Expr {
	a, ok := pointed(l.typeOf(c.Args[0])).Underlying().(*types.Array)
	if !ok {
		return nil
	}
	v := l.fresh("t")
	return inline(name("int"), declare(v, l.typeExpr(l.typeOf(c.Args[0])), l.x(c.Args[0])), leave(number(int(a.Len()))))
}

// appending evaluates what is appended before it appends, where what is appended to may change it:
//
//	s = append(s[:len(s)-1], 'x', s[len(s)-1])
func (l *lowering) appending(c *ast.CallExpr) ast.Expr {
	if _, part := ast.Unparen(c.Args[0]).(*ast.SliceExpr); !part || len(c.Args) < 3 {
		return nil
	}
	var before []ast.Stmt
	made := call(name("append"))
	list := l.typeOf(c).Underlying().(*types.Slice)
	for i, a := range c.Args {
		v, t := l.fresh("a"), list.Elem()
		if i == 0 {
			t = l.typeOf(a)
		}
		before = append(before, declare(v, l.typeExpr(t), l.x(a)))
		made.Args = append(made.Args, name(v))
	}
	return inline(l.typeExpr(l.typeOf(c)), append(before, leave(made))...)
}
