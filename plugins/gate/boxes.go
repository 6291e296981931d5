package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A type of functions that take or give such functions is no type to the interpreter:
//
//	type state func(*lexer) state // panic: interface conversion: reflect.Type is nil
//
// So wherever a function becomes one of that type it becomes a pointer to a struct, which has the function in an empty interface: there the
// interpreter doesn't look for its type.

// boxVar is the field with the function.
const boxVar = reserved + "call"

// boxed tells that a type is of functions that mention it.
func (l *lowering) boxed(t types.Type) bool { return isBoxed(t, l.c.pkg) }

func isBoxed(t types.Type, pkg *types.Package) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() != pkg {
		return false
	}
	sig, ok := n.Underlying().(*types.Signature)
	return ok && mentions(sig, n, map[types.Type]bool{})
}

// rebox tells that a function gets a box where it stands, or leaves one.
func (l *lowering) rebox(from, to types.Type) bool {
	return !types.Identical(from, to) && !types.IsInterface(to) && !isUntypedNil(from) && (l.boxed(from) || l.boxed(to))
}

func isUntypedNil(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// reboxed puts a function into a box, or takes it out; no function stays none.
func (l *lowering) reboxed(made ast.Expr, from, to types.Type) ast.Expr {
	v := l.fresh("f")
	var is ast.Expr = name(v)
	if l.boxed(from) {
		is = l.taken(from, is)
	}
	if l.boxed(to) {
		is = call(l.support("Plain"), is)
		is = address(&ast.CompositeLit{Type: name(types.Unalias(to).(*types.Named).Obj().Name()), Elts: []ast.Expr{is}})
	}
	return inline(l.typeExpr(to), declare(v, l.typeExpr(from), made), when(binary(name(v), token.EQL, name("nil")), leave(name("nil"))), leave(is))
}

// box declares the struct.
func (l *lowering) box(s *ast.TypeSpec) ast.Node {
	field := &ast.Field{Names: []*ast.Ident{name(boxVar)}, Type: name("any")}
	return &ast.TypeSpec{Name: name(s.Name.Name), Type: &ast.StructType{Fields: &ast.FieldList{List: []*ast.Field{field}}}}
}

// taken is the function in a box, by a function for this type of box.
func (l *lowering) taken(t types.Type, box ast.Expr) ast.Expr {
	of := l.typeExpr(t.Underlying())
	f := l.addedFunction("taken", t, of, func() []ast.Stmt {
		missing := when(binary(name(shownVar), token.EQL, name("nil")), do(call(l.support("NilPointer"))))
		return []ast.Stmt{missing, leave(&ast.TypeAssertExpr{X: dot(name(shownVar), boxVar), Type: l.typeExpr(t.Underlying())})}
	})
	return call(name(f), box)
}

// callable is an expression that is called: a function, and not its box.
func (l *lowering) callable(e, made ast.Expr) ast.Expr {
	if l.boxed(l.typeOf(e)) && !l.c.info.Types[e].IsType() {
		return l.taken(l.typeOf(e), made)
	}
	return made
}
