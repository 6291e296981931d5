package gate

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// Minus zero is equal to zero, and what is equal to it isn't copied into a parameter, which is zero already:
//
//	func sign(x float64) float64 { return 1 / x }
//	z := 0.0; sign(-z) // +Inf
//
// That is so where a function is called by its name. So a variable holds the function, and an argument that may be minus zero goes
// through it.

// direct is the name by which to call a function with these arguments: its own, or that of the variable.
func (l *lowering) direct(f *types.Func, args []ast.Expr) string {
	if !slices.ContainsFunc(args, l.mayBeMinusZero) {
		return f.Name()
	}
	return l.through(f)
}

// through is the variable that holds a function, where that has parameters that may be minus zero; else the function's name.
func (l *lowering) through(f *types.Func) string {
	if f.Pkg() != l.c.pkg || f.Signature().Recv() != nil || !takesFloats(f.Signature()) {
		return f.Name()
	}
	if l.holder[f] == "" {
		l.holder[f] = l.fresh("f")
	}
	return l.holder[f]
}

func takesFloats(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if hasFloat(v.Type()) {
			return true
		}
	}
	return false
}

// hasFloat tells that a value is made of numbers with a sign of their own for zero.
func hasFloat(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsFloat|types.IsComplex) != 0
	case *types.Array:
		return hasFloat(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if hasFloat(f.Type()) {
				return true
			}
		}
	case *types.Tuple:
		for v := range u.Variables() {
			if hasFloat(v.Type()) {
				return true
			}
		}
	}
	return false
}

// mayBeMinusZero: constants aren't, nor is what was an integer.
func (l *lowering) mayBeMinusZero(e ast.Expr) bool {
	e = ast.Unparen(e)
	if !hasFloat(l.typeOf(e)) || l.c.info.Types[e].Value != nil {
		return false
	}
	switch e := e.(type) {
	case *ast.CallExpr:
		return !l.c.info.Types[e.Fun].IsType() || hasFloat(l.typeOf(e.Args[0])) && l.mayBeMinusZero(e.Args[0])
	case *ast.CompositeLit:
		return slices.ContainsFunc(e.Elts, func(e ast.Expr) bool {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				e = kv.Value
			}
			return l.mayBeMinusZero(e)
		})
	}
	return true
}

// holders declares the variables and sets them.
func (l *lowering) holders() []ast.Decl {
	var made []ast.Decl
	var set []ast.Stmt
	for _, f := range slices.SortedFunc(maps.Keys(l.holder), func(a, b *types.Func) int { return int(a.Pos() - b.Pos()) }) {
		made = append(made, declare(l.holder[f], l.typeExpr(f.Signature())).(*ast.DeclStmt).Decl)
		set = append(set, assign(name(l.holder[f]), name(f.Name())))
	}
	if set == nil {
		return nil
	}
	hold := &ast.FuncDecl{Name: name(l.fresh("hold"))}
	hold.Type, hold.Body = function([]ast.Expr{name("int")}).Type, block(append(set, leave(number(0)))...)
	return append(made, hold, declare("_", name("int"), call(name(hold.Name.Name))).(*ast.DeclStmt).Decl)
}
