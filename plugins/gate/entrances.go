package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A hook that is written out where it is set finds its arguments in variables of the package, and leaves its verdict in one, because the
// interpreter takes longer to pass a value than to run a statement:
//
//	Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict { … to …; return v }
//	Recipient: support.Recipient(&given1, &given2, &given3, func() { … given2 …; given3 = v; return })
//
// They are the hook's own for as long as it runs: an instance has one call at a time.

// entrance lowers a function that is set as a hook, or gives nil where it stays one with parameters: to what goes straight to compiled code
// in a loop the interpreter doesn't give the variables of its turn.
func (l *lowering) entrance(field *ast.Ident, e ast.Expr) ast.Expr {
	f, ok := ast.Unparen(e).(*ast.FuncLit)
	if !ok || l.fn.inLoop() || !isHookField(l.c.info.Uses[field]) {
		return nil
	}
	sig := l.typeOf(f).(*types.Signature)
	made := call(l.support(field.Name))
	for v := range sig.Params().Variables() {
		given := l.givenAs(v.Type())
		if !l.callsHooks && !l.ownCopy(f.Body, v) {
			l.replaced[v] = given
		}
		made.Args = append(made.Args, address(name(given)))
	}
	verdict := l.verdictOf(sig)
	entered := l.x(f).(*ast.FuncLit)
	entered.Type.Params = &ast.FieldList{}
	entered.Body.List = append(l.leftNames(entered.Body, sig.Params()), entered.Body.List...)
	if verdict != "" {
		entered.Type.Results, entered.Body = nil, leavingIn(verdict, entered.Body)
		made.Args = append(made.Args, address(name(verdict)))
	}
	made.Args = append(made.Args, entered)
	return made
}

// verdictOf is the variable in which a hook leaves its verdict; "" where it has none.
func (l *lowering) verdictOf(sig *types.Signature) string {
	if sig.Results().Len() == 0 || !isFiltersValue(sig.Results().At(0).Type(), "Verdict") {
		return ""
	}
	return l.givenAs(sig.Results().At(0).Type())
}

// leavingIn is a lowered body that leaves its result in a variable.
func leavingIn(v string, body *ast.BlockStmt) *ast.BlockStmt {
	return clone(body, func(n ast.Node) ast.Node {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n
		case *ast.ReturnStmt:
			return block(assign(name(v), n.Results[0]), leave())
		}
		return nil
	}).(*ast.BlockStmt)
}

// givenAs is the variable in which hooks find an argument of a type, or leave their verdict.
func (l *lowering) givenAs(t types.Type) string {
	text := types.TypeString(t, nil)
	if l.given[text] == "" {
		l.given[text] = l.fresh("given")
		l.added = append(l.added, declare(l.given[text], l.typeExpr(t)).(*ast.DeclStmt).Decl)
	}
	return l.given[text]
}

// ownCopy tells that a parameter is changed, or that a function has it that may be called when the hook is over.
func (l *lowering) ownCopy(body *ast.BlockStmt, v *types.Var) (needs bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			needs = needs || l.c.names(n, v)
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				needs = needs || l.is(e, v)
			}
		case *ast.RangeStmt:
			needs = needs || l.is(n.Key, v) || l.is(n.Value, v)
		case *ast.UnaryExpr:
			needs = needs || n.Op == token.AND && l.is(n.X, v)
		}
		return !needs
	})
	return needs
}

// is tells that an expression is a variable.
func (l *lowering) is(e ast.Expr, v *types.Var) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && l.c.info.ObjectOf(id) == v
}

// leftNames declares the parameters whose names are left in a hook.
func (l *lowering) leftNames(body *ast.BlockStmt, params *types.Tuple) []ast.Stmt {
	left := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			left[id.Name] = true
		}
		return true
	})
	var vars []ast.Stmt
	for v := range params.Variables() {
		if v.Name() != "_" && left[v.Name()] {
			vars = append(vars, declare(v.Name(), l.typeExpr(v.Type()), name(l.givenAs(v.Type()))))
		}
	}
	return vars
}

// findHookCalls finds whether a script may call a hook itself, perhaps within another.
func (l *lowering) findHookCalls() {
	set := map[ast.Expr]bool{}
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				set[ast.Unparen(e)] = true
			}
		case *ast.SelectorExpr:
			l.callsHooks = l.callsHooks || holdsHook(l.c.info.Uses[n.Sel]) && !set[n]
		}
		return true
	})
}

// holdsHook tells a field in which a hook may be: a filter can become another struct that has the same fields.
func holdsHook(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || !v.IsField() || !v.Exported() {
		return false
	}
	sig, ok := v.Type().Underlying().(*types.Signature)
	return ok && sig.Params().Len() > 0 && isFilters(sig.Params().At(0).Type(), "Session")
}
