package gate

import (
	"go/ast"
	"go/types"
)

// A struct of the script's that becomes an interface of a package's gets a wrapper with its methods, and in it the interpreter keeps only the
// last of its fields:
//
//	var err error = denied{who, why}
//	d, ok := err.(denied) // false
//
// Package support puts the whole struct there.

// losesFields tells that of a type only a field is kept by an interface.
func (l *lowering) losesFields(from, to types.Type) bool {
	s, ok := from.Underlying().(*types.Struct)
	if !ok || s.NumFields() == 0 || l.own(to) || isAny(to) {
		return false
	}
	n, named := types.Unalias(from).(*types.Named)
	return !named || n.Obj().Pkg() == l.c.pkg
}

// whole is variable w, which holds variable v, with all of it.
func (l *lowering) whole(w, v string, to types.Type) ast.Expr {
	return &ast.TypeAssertExpr{X: call(l.support("Hold"), name(w), name(v)), Type: l.typeExpr(to)}
}

// wholes gives variable w, which was made of an interface of the script's, the structs that this one can hold.
func (l *lowering) wholes(w, v string, from, to types.Type) []ast.Stmt {
	var made []ast.Stmt
	for _, h := range l.held {
		if l.losesFields(h, to) && types.Implements(h, from.Underlying().(*types.Interface)) {
			x, ok := l.fresh("x"), l.fresh("ok")
			made = append(made, defineBoth(x, ok, &ast.TypeAssertExpr{X: name(v), Type: l.typeExpr(h)}), when(name(ok), assign(name(w), l.whole(w, x, to))))
		}
	}
	return made
}

// isWholeError tells that a value is a struct that is an error: what Errorf wraps is asked for later.
func (l *lowering) isWholeError(t types.Type) bool {
	return l.losesFields(t, errorType) && types.Implements(t, errorType.Underlying().(*types.Interface))
}

var errorType = types.Universe.Lookup("error").Type()
