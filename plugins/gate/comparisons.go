package gate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Two interfaces are equal if they hold equal values of one type. The interpreter panics where they hold a script's pointers, and finds
// no two of a script's other values equal:
//
//	var a, b fmt.Stringer = level(1), level(1); a == b // false
//	err == errMine                                      // comparing uncomparable type
//
// Package support compares what they hold, if the form of the values tells their types.

// comparison lowers == and != of interfaces that can hold a script's values.
func (l *lowering) comparison(e *ast.BinaryExpr) ast.Expr {
	if e.Op != token.EQL && e.Op != token.NEQ {
		return l.arithmetic(e)
	}
	if isNil(e.X) || isNil(e.Y) || !l.holdsScripts(e, l.typeOf(e.X), l.typeOf(e.Y)) {
		return nil
	}
	equal := call(l.support("Equal"), l.unboxed(l.x(e.X), l.typeOf(e.X)), l.unboxed(l.x(e.Y), l.typeOf(e.Y)))
	if e.Op == token.NEQ {
		return not(equal)
	}
	return equal
}

// arithmetic: the interpreter makes 0 of -0-0, and works in more digits than complex64 has.
func (l *lowering) arithmetic(e *ast.BinaryExpr) ast.Expr {
	t := l.typeOf(e)
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.Complex64 {
		l.refuse(e, "arithmetic with complex64 can't be interpreted: use complex128")
	}
	if v := l.c.info.Types[e.Y].Value; e.Op == token.SUB && isFloat(t) && v != nil && constant.Sign(v) == 0 {
		return l.x(e.X)
	}
	return nil
}

// holdsScripts tells that one of two that are compared is an interface that can hold a script's value. It refuses where the form of
// the values doesn't tell.
func (l *lowering) holdsScripts(n ast.Node, a, b types.Type) bool {
	holds := false
	for _, t := range []types.Type{a, b} {
		i, ok := t.Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for _, h := range l.held {
			if types.Implements(h, i) && types.Comparable(h) && (l.scripts(h) || !types.Identical(l.form(h), h)) {
				holds = true
				l.distinct(n, t, h)
			}
		}
	}
	return holds
}

// errorsIs is errors.Is where it may compare a script's errors, of which package errors finds no two equal.
//
//	const errMine = mine("no")
//	errors.Is(errMine, errMine) // false
func (l *lowering) errorsIs(c *ast.CallExpr) ast.Expr {
	f := l.callee(c)
	if f == nil || f.FullName() != "errors.Is" || len(c.Args) != 2 || l.isPackages(c.Args[1]) {
		return nil
	}
	if err := types.Universe.Lookup("error").Type(); !l.holdsScripts(c, err, err) {
		return nil
	}
	return call(l.support("Is"), l.x(c.Args[0]), l.x(c.Args[1]))
}

// comparedLater looks at errors.Is where it isn't called.
func (l *lowering) comparedLater(n *ast.Ident, f *types.Func) {
	if err := types.Universe.Lookup("error").Type(); f.FullName() == "errors.Is" && l.holdsScripts(n, err, err) {
		l.refuse(n, "errors.Is finds no two of a script's errors equal when it is interpreted as a value: call it in a function literal")
	}
}

// isPackages tells that an error is a variable of a package, or was made by one for a variable of the script's.
func (l *lowering) isPackages(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if sel, is := ast.Unparen(e).(*ast.SelectorExpr); is {
		id, ok = sel.Sel, true
	}
	if !ok {
		return false
	}
	v, ok := l.c.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return false
	}
	if v.Pkg() != l.c.pkg {
		return true
	}
	for _, in := range l.c.info.InitOrder {
		made, ok := ast.Unparen(in.Rhs).(*ast.CallExpr)
		if ok && in.Lhs[0] == v {
			f := l.callee(made)
			return f != nil && (f.FullName() == "errors.New" || f.FullName() == "fmt.Errorf")
		}
	}
	return false
}
