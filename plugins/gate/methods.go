package gate

import (
	"go/ast"
	"go/types"
)

// A method value binds its receiver now; the interpreter reads it when it is called. Of a method expression it makes nothing.
//
//	var f func() int
//	for _, p := range all { f = p.Total }  // the last p, whenever
//	g := T.Total                          // panic: reflect.Set

// selector lowers x.f where it isn't called.
func (l *lowering) selector(e *ast.SelectorExpr) ast.Expr {
	s := l.c.info.Selections[e]
	switch {
	case s != nil && s.Kind() == types.MethodVal:
		return l.methodValue(e, s)
	case s != nil && s.Kind() == types.MethodExpr:
		return l.methodExpr(e, s)
	}
	return l.selected(e)
}

// selected keeps the selector and lowers what it selects from.
func (l *lowering) selected(e *ast.SelectorExpr) ast.Expr {
	if x, ok := e.X.(*ast.Ident); ok {
		if p, is := l.c.info.Uses[x].(*types.PkgName); is {
			l.types.imports[p.Imported().Path()] = true
		}
	}
	return &ast.SelectorExpr{X: l.path(l.place(e.X), e), Sel: &ast.Ident{Name: e.Sel.Name, NamePos: e.Sel.NamePos}}
}

// path names the embedded fields on the way to what is selected: where two have it, the interpreter doesn't take the nearer.
//
//	type both struct { deep; *bytes.Buffer } // both.String is the Buffer's, where deep embeds one too
func (l *lowering) path(x ast.Expr, e *ast.SelectorExpr) ast.Expr {
	s := l.c.info.Selections[e]
	if s == nil || s.Kind() == types.MethodExpr {
		return x
	}
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		fields, ok := pointed(t).Underlying().(*types.Struct)
		if !ok || !fields.Field(i).Exported() && fields.Field(i).Pkg() != l.c.pkg {
			return x
		}
		x, t = dot(x, fields.Field(i).Name()), fields.Field(i).Type()
	}
	return x
}

// funcValue is a function of the script as a value: the interpreter doesn't always know that it is one.
//
//	func f() func() { return g }
//	f()()
func (l *lowering) funcValue(e *ast.Ident) ast.Expr {
	f, ok := l.c.info.Uses[e].(*types.Func)
	if !ok {
		return nil
	}
	return l.forwarding(f.Signature(), func(args []ast.Expr) *ast.CallExpr { return call(name(l.through(f)), args...) })
}

func (l *lowering) methodValue(e *ast.SelectorExpr, s *types.Selection) ast.Expr {
	sig := s.Type().(*types.Signature)
	r := l.fresh("r")
	before := []ast.Stmt{define(r, l.receiver(e, s))}
	if types.IsInterface(l.typeOf(e.X)) {
		before = append(before, do(call(l.support("NilCall"), name(r))))
	}
	return inline(l.typeExpr(sig), append(before, leave(l.forwarding(sig, func(args []ast.Expr) *ast.CallExpr {
		return call(dot(name(r), e.Sel.Name), args...)
	})))...)
}

func (l *lowering) methodExpr(e *ast.SelectorExpr, s *types.Selection) ast.Expr {
	return l.forwarding(s.Type().(*types.Signature), func(args []ast.Expr) *ast.CallExpr {
		return call(dot(args[0], e.Sel.Name), args[1:]...)
	})
}

// forwarding is a literal of a signature that passes its arguments on.
func (l *lowering) forwarding(sig *types.Signature, to func(args []ast.Expr) *ast.CallExpr) ast.Expr {
	t := &ast.FuncType{Params: &ast.FieldList{}}
	var args []ast.Expr
	for i := range sig.Params().Len() {
		p := l.fresh("p")
		var typ = l.typeExpr(sig.Params().At(i).Type())
		if list, ok := typ.(*ast.ArrayType); ok && sig.Variadic() && i == sig.Params().Len()-1 {
			typ = &ast.Ellipsis{Elt: list.Elt}
		}
		t.Params.List = append(t.Params.List, &ast.Field{Names: []*ast.Ident{name(p)}, Type: typ})
		args = append(args, name(p))
	}
	c := to(args)
	if sig.Variadic() {
		c.Ellipsis = 1
	}
	if sig.Results().Len() == 0 {
		return &ast.FuncLit{Type: t, Body: block(do(c))}
	}
	t.Results = &ast.FieldList{}
	for v := range sig.Results().Variables() {
		t.Results.List = append(t.Results.List, &ast.Field{Type: l.typeExpr(v.Type())})
	}
	return &ast.FuncLit{Type: t, Body: block(leave(c))}
}

// receiver is what a method value binds: a pointer where the method wants one.
func (l *lowering) receiver(e *ast.SelectorExpr, s *types.Selection) ast.Expr {
	_, wants := s.Obj().(*types.Func).Signature().Recv().Type().(*types.Pointer)
	_, has := l.typeOf(e.X).Underlying().(*types.Pointer)
	if len(s.Index()) > 1 {
		return l.promotedReceiver(e, s, wants)
	}
	switch {
	case wants && !has:
		return address(l.place(e.X))
	case !wants && has && !types.IsInterface(l.typeOf(e.X)):
		return l.dereferenced(l.x(e.X), l.typeOf(e.X))
	}
	return l.x(e.X)
}

// promotedReceiver is the embedded field that has the method.
func (l *lowering) promotedReceiver(e *ast.SelectorExpr, s *types.Selection, wants bool) ast.Expr {
	x := l.path(l.place(e.X), e)
	_, has := embeddedType(s).Underlying().(*types.Pointer)
	switch {
	case wants && !has:
		return address(x)
	case !wants && has:
		return l.dereferenced(x, embeddedType(s))
	}
	return x
}

// embeddedType is the type of the last field on the way.
func embeddedType(s *types.Selection) types.Type {
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		t = pointed(t).Underlying().(*types.Struct).Field(i).Type()
	}
	return t
}
