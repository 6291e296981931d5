package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Assertions. The interpreter tells types by their form, doesn't know which interfaces a script's type implements, and panics
// for nil:
//
//	var x any = meters(1); _, ok := x.(feet)      // true, where both are float64
//	s, ok := x.(fmt.Stringer); s.String()         // panics, where x is a script's
//	var e any; _, ok := e.(error)                 // panics
//
// But the gate sees all of the script, and so all types that its interfaces can hold: an assertion to an interface tries
// those that implement it, and one that the interpreter would take for another is refused.

// assertion lowers x.(T).
func (l *lowering) assertion(e *ast.TypeAssertExpr) ast.Expr {
	to := l.typeOf(e.Type)
	v := l.fresh("v")
	made := []ast.Stmt{declare(v, l.typeExpr(l.typeOf(e.X)), l.x(e.X))}
	test := l.typeTest(e, v, l.typeOf(e.X), to)
	made = append(made, test.made...)
	if _, two := l.typeOf(e).(*types.Tuple); two {
		f := function([]ast.Expr{l.typeExpr(to), name("bool")}, append(made, leave(name(test.value), name(test.ok)))...)
		return call(f)
	}
	failed := do(call(l.support("NotA"), text(types.TypeString(to, types.RelativeTo(l.c.pkg)))))
	return inline(l.typeExpr(to), append(made, when(not(name(test.ok)), failed), leave(name(test.value)))...)
}

// typeTest makes the statements that try whether variable v holds a type.
func (l *lowering) typeTest(n ast.Node, v string, from, to types.Type) typeCase {
	test := typeCase{value: l.fresh("x"), ok: l.fresh("ok"), to: to}
	test.made = []ast.Stmt{declare(test.value, l.typeExpr(to)), define(test.ok, name("false"))}
	var tries []ast.Stmt
	if types.IsInterface(to) {
		tries = l.tryAll(n, v, from, to, test)
	} else {
		l.distinct(n, from, to)
		tries = []ast.Stmt{l.try(n, v, from, to, test)}
	}
	test.made = append(test.made, when(binary(name(v), token.NEQ, name("nil")), tries...))
	return test
}

// try is an assertion to one type.
func (l *lowering) try(n ast.Node, v string, from, to types.Type, test typeCase) ast.Stmt {
	if l.scripts(to) && !types.IsInterface(to) && (!l.own(from) || isAny(from) && methods(to) > 0) {
		h := l.fresh("h") // an interface that compiled code knows has the value in a wrapper
		return when(not(name(test.ok)), declare(h, name("any"), call(l.support("Held"), l.unboxed(name(v), from))), l.found(h, to, test))
	}
	return when(not(name(test.ok)), l.found(v, to, test))
}

// unboxed is what an interface holds as it goes to compiled code: that gets what any has for itself only of a call.
func (l *lowering) unboxed(x ast.Expr, t types.Type) ast.Expr {
	if !isAny(t) {
		return x
	}
	return inline(name("any"), leave(x))
}

// found is the assertion itself.
func (l *lowering) found(v string, to types.Type, test typeCase) ast.Stmt {
	x, ok := l.fresh("x"), l.fresh("ok")
	set := []ast.Stmt{assign(name(test.value), name(x))}
	if l.losesFields(to, test.to) {
		set = append(set, assign(name(test.value), l.whole(test.value, x, test.to)))
	}
	return block(defineBoth(x, ok, &ast.TypeAssertExpr{X: name(v), Type: l.typeExpr(to)}),
		when(name(ok), append(set, assign(name(test.ok), name("true")))...))
}

// tryAll tries the types of the script that implement an interface, and then what compiled code can have put there.
func (l *lowering) tryAll(n ast.Node, v string, from, to types.Type, test typeCase) []ast.Stmt {
	var tries []ast.Stmt
	if types.Identical(from, to) || to.Underlying().(*types.Interface).Empty() {
		return []ast.Stmt{assign(name(test.value), name(v)), assign(name(test.ok), name("true"))}
	}
	for _, t := range l.held {
		if types.AssertableTo(from.Underlying().(*types.Interface), t) && types.Implements(t, to.Underlying().(*types.Interface)) {
			l.distinct(n, from, t)
			tries = append(tries, l.try(n, v, from, t, test))
		}
	}
	if l.own(to) {
		l.closed(n, from, to)
		return tries
	}
	return append(tries, l.try(n, v, from, to, test))
}

// own tells an interface of the script, or without a name, from one that compiled code knows.
func (l *lowering) own(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return !ok || n.Obj().Pkg() == l.c.pkg
}

// closed refuses to look for an interface of the script's own in what compiled code has made.
func (l *lowering) closed(n ast.Node, from, to types.Type) {
	if !l.own(from) {
		l.refuse(n, "whether a value from a package has the methods of %s can't be interpreted: assert to an interface of a package, or to a type", l.word(to))
	}
}

func (l *lowering) word(t types.Type) string { return types.TypeString(t, types.RelativeTo(l.c.pkg)) }

// distinct refuses an assertion where the interpreter would take another type for the one that is asked for.
func (l *lowering) distinct(n ast.Node, from, to types.Type) {
	for _, t := range l.held {
		if !types.Identical(t, to) && types.AssertableTo(from.Underlying().(*types.Interface), t) && types.Identical(l.form(t), l.form(to)) {
			l.refuse(n, "%s and %s have one form, and the interpreter can't tell them apart in an interface: make one of them a struct", l.word(to), l.word(t))
			return
		}
	}
}

// form is all that the interpreter knows of a type. Structs of the script differ, because they are tagged.
func (l *lowering) form(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if s, ok := t.Underlying().(*types.Struct); t.Obj().Pkg() != l.c.pkg || ok && s.NumFields() > 0 || types.IsInterface(t) {
			return t
		}
		return l.form(t.Underlying())
	case *types.Pointer:
		return types.NewPointer(l.form(t.Elem()))
	case *types.Slice:
		return types.NewSlice(l.form(t.Elem()))
	case *types.Array:
		return types.NewArray(l.form(t.Elem()), t.Len())
	case *types.Map:
		return types.NewMap(l.form(t.Key()), l.form(t.Elem()))
	case *types.Chan:
		return types.NewChan(t.Dir(), l.form(t.Elem()))
	}
	return types.Unalias(t)
}
