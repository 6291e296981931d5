package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// converted makes an expression the interface that it becomes, or what else its type isn't.
func (l *lowering) converted(e, made ast.Expr, to types.Type) ast.Expr {
	if !types.IsInterface(to) {
		return l.reboxed(made, l.typeOf(e), to)
	}
	if types.IsInterface(l.typeOf(e)) {
		return l.widened(e, made, l.typeOf(e), to)
	}
	if l.argument[e] && isAny(to) {
		return l.withMethods(e, made) // compiled code takes the value
	}
	return l.convert(made, l.typeOf(e), to, mayBeNil(l.typeOf(e)) && !neverNil(e) && !l.argument[e])
}

// withMethods converts what a call gives to its own type: else compiled code doesn't see its methods.
//
//	fmt.Println(f()) // 1, where f gives a level, which has a String
func (l *lowering) withMethods(e, made ast.Expr) ast.Expr {
	if _, called := made.(*ast.CallExpr); !called || !l.scripts(l.typeOf(e)) {
		return made
	}
	return call(&ast.ParenExpr{X: l.typeExpr(l.typeOf(e))}, made)
}

// convert makes an expression of one type the interface that it becomes, after a look whether it is nil.
func (l *lowering) convert(made ast.Expr, from, to types.Type, look bool) ast.Expr {
	if n, ok := types.Unalias(from).(*types.Named); ok && l.foreign(from) && !n.Obj().Exported() {
		return made // binary.BigEndian: nobody else can name its type
	}
	if look {
		return l.checkedForNil(made, from, to)
	}
	switch made.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.ParenExpr:
		if !mayBeNil(from) { // the interpreter sets the interface as if it were the operand
			v := l.fresh("w")
			t := types.Default(from)
			made = inline(l.typeExpr(t), declare(v, l.typeExpr(t), made), leave(name(v)))
		}
	}
	if !isComposite(made) && !l.copies(made, from) && !l.losesFields(from, to) && (!l.scripts(from) || !isAny(to) && l.own(to)) {
		return made
	}
	return l.throughVariable(made, from, to)
}

// throughVariable makes a value the interface by way of a variable.
func (l *lowering) throughVariable(made ast.Expr, from, to types.Type) ast.Expr {
	v, w := l.fresh("v"), l.fresh("w")
	if isAny(to) {
		return inline(l.typeExpr(to), declare(v, l.typeExpr(from), made), leave(name(v)))
	}
	var is ast.Expr = name(w)
	if l.losesFields(from, to) {
		is = l.whole(w, v, to)
	}
	return inline(l.typeExpr(to), declare(v, l.typeExpr(from), made), declare(w, l.typeExpr(to), name(v)), leave(is))
}

// copies tells that an interface has to hold a copy: the interpreter lets it share the variable.
//
//	var s shape = c; c.radius = 2 // s has it too
func (l *lowering) copies(made ast.Expr, from types.Type) bool {
	switch from.Underlying().(type) {
	case *types.Struct, *types.Array:
		_, called := made.(*ast.CallExpr)
		return !called
	}
	return false
}

// widened makes another interface of one: the interpreter can't if it is nil, and hands on what a package's interface has in a wrapper.
func (l *lowering) widened(n ast.Node, made ast.Expr, from, to types.Type) ast.Expr {
	v, w := l.fresh("v"), l.fresh("w")
	set := []ast.Stmt{assign(name(w), name(v))}
	switch {
	case !l.own(from):
		set = append(l.bare(n, v, from), set...)
	case isAny(to):
		set = []ast.Stmt{assign(name(w), call(l.support("Held"), name(v)))}
	case !isAny(to) && !l.own(to):
		bare := &ast.TypeAssertExpr{X: call(l.support("Bare"), name(w)), Type: l.typeExpr(to)}
		set = append(append(set, assign(name(w), bare)), l.wholes(w, v, from, to)...)
	}
	return inline(l.typeExpr(to), declare(v, l.typeExpr(from), made), declare(w, l.typeExpr(to)),
		when(binary(name(v), token.NEQ, name("nil")), set...), leave(name(w)))
}

// bare returns the script's value that a package's interface holds, if it does.
func (l *lowering) bare(n ast.Node, v string, from types.Type) []ast.Stmt {
	held := l.fresh("h")
	made := []ast.Stmt{declare(held, name("any"), call(l.support("Held"), name(v)))}
	for _, h := range l.held {
		if l.scripts(h) && types.Implements(h, from.Underlying().(*types.Interface)) {
			l.distinct(n, from, h)
			x, ok := l.fresh("x"), l.fresh("ok")
			made = append(made, defineBoth(x, ok, &ast.TypeAssertExpr{X: name(held), Type: l.typeExpr(h)}), when(name(ok), leave(name(x))))
		}
	}
	return made
}

// checkedForNil ends the script where a nil pointer would become an interface, which isn't nil in Go and is to the interpreter.
func (l *lowering) checkedForNil(made ast.Expr, from, to types.Type) ast.Expr {
	v := l.fresh("v")
	refused := do(call(l.support("NilInside"), text(l.word(from)), text(l.word(to))))
	steps := []ast.Stmt{declare(v, l.typeExpr(from), made), when(binary(name(v), token.EQL, name("nil")), refused)}
	if isAny(to) {
		return inline(l.typeExpr(to), append(steps, leave(name(v)))...)
	}
	w := l.fresh("w")
	return inline(l.typeExpr(to), append(steps, declare(w, l.typeExpr(to), name(v)), leave(name(w)))...)
}

func mayBeNil(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Signature, *types.Chan:
		return true
	}
	return false
}

// neverNil: &x, literals, and what make and new give.
func neverNil(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CompositeLit, *ast.FuncLit:
		return true
	case *ast.CallExpr:
		i, ok := ast.Unparen(e.Fun).(*ast.Ident)
		return ok && (i.Name == "make" || i.Name == "new")
	}
	return false
}

// scripts tells that a type, or what it points to, is declared in the script.
func (l *lowering) scripts(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == l.c.pkg
}
