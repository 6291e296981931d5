package gate

import (
	"go/ast"
	"go/types"
)

// Deferred calls are kept in a list of package support, with their functions, receivers and arguments in variables: the
// interpreter reads these when the function returns, gives every literal in a loop the last variables, and waits for ever for
// itself on a deferred variable.
//
//	x := 1; defer fmt.Println(x); x = 2       // prints 2
//	for _, r := range all { defer r.Close() } // closes the last one, many times
//	d := func() {}; defer d()                 // never ends

// deferring wraps the statements of a function that defers.
func (l *lowering) deferring(list []ast.Stmt) []ast.Stmt {
	made := []ast.Stmt{
		define(l.fn.defers, call(l.support("NewDefers"))),
		do(call(dot(name(l.fn.defers), "Run"), function(nil, list...))),
	}
	if l.fn.sig.Results().Len() > 0 {
		made = append(made, leave(l.resultVars()...))
	}
	return made
}

func (l *lowering) deferred(s *ast.DeferStmt) []ast.Stmt {
	if f, ok := ast.Unparen(s.Call.Fun).(*ast.FuncLit); ok && len(s.Call.Args) == 0 && f.Type.Results == nil {
		return l.push(l.x(f))
	}
	before, later := l.hoisted(s.Call)
	return append(before, l.push(function(nil, do(later)))...)
}

// push adds a function to the list, through a variable: so it has the loop's variables as they are now.
func (l *lowering) push(f ast.Expr) []ast.Stmt {
	v := l.fresh("f")
	return []ast.Stmt{define(v, f), do(call(dot(name(l.fn.defers), "Push"), name(v)))}
}

// hoisted puts the function and the arguments of a call into variables.
func (l *lowering) hoisted(c *ast.CallExpr) (before []ast.Stmt, later *ast.CallExpr) {
	if b := l.builtin(c); b != "" {
		return l.hoistedBuiltin(b, c)
	}
	later = &ast.CallExpr{Ellipsis: c.Ellipsis}
	before, later.Fun = l.hoistedFunc(ast.Unparen(c.Fun))
	sig := l.typeOf(c.Fun).Underlying().(*types.Signature)
	if len(c.Args) == 1 && sig.Params().Len() > 1 && !sig.Variadic() {
		l.refuse(c, "a deferred call with the results of another can't be interpreted: put them into variables first")
		return nil, later
	}
	for i, a := range c.Args {
		v := l.fresh("a")
		t := paramType(sig, i, c.Ellipsis.IsValid())
		if isAny(t) && l.scripts(l.typeOf(a)) && l.asNumber[a] == nil && l.asTypeText[a] == "" && !l.shows[a] && !l.callsScript(c) {
			t = l.typeOf(a) // in an interface it would lose its methods
		}
		before = append(before, declare(v, l.typeExpr(t), l.arg(c, a)))
		later.Args = append(later.Args, name(v))
	}
	return before, later
}

// paramType is the type of the i-th argument.
func paramType(sig *types.Signature, i int, spread bool) types.Type {
	last := sig.Params().Len() - 1
	if !sig.Variadic() || i < last {
		return sig.Params().At(i).Type()
	}
	t := sig.Params().At(last).Type()
	if s, ok := t.Underlying().(*types.Slice); ok && !spread {
		return s.Elem()
	}
	return t
}

func (l *lowering) hoistedBuiltin(b string, c *ast.CallExpr) (before []ast.Stmt, later *ast.CallExpr) {
	later = &ast.CallExpr{Fun: name(b), Ellipsis: c.Ellipsis}
	for _, a := range c.Args {
		v := l.fresh("a")
		before = append(before, declare(v, l.typeExpr(types.Default(l.typeOf(a))), l.x(a)))
		if b == "panic" {
			before[len(before)-1] = declare(v, name("any"), l.x(a))
		}
		later.Args = append(later.Args, name(v))
	}
	switch b {
	case "panic":
		later.Fun = l.support("Panic")
	case "recover":
		later.Fun = l.support("Recover")
	case "print", "println":
		later.Fun = l.support(map[string]string{"print": "Print", "println": "Println"}[b])
	case "clear", "delete", "close", "copy":
	default:
		l.refuse(c, "a deferred %s can't be interpreted: defer a function literal", b)
	}
	if b == "clear" {
		return before, call(function(nil, l.clearing(later.Args[0], l.typeOf(c.Args[0]))...))
	}
	return before, later
}

// hoistedFunc is a function to be called later, as it is now.
func (l *lowering) hoistedFunc(f ast.Expr) ([]ast.Stmt, ast.Expr) {
	switch f := f.(type) {
	case *ast.Ident:
		if f, ok := l.c.info.Uses[f].(*types.Func); ok {
			return nil, name(l.through(f))
		}
	case *ast.SelectorExpr:
		s := l.c.info.Selections[f]
		if s == nil {
			return nil, l.x(f)
		}
		if s.Kind() == types.MethodVal {
			v := l.fresh("r")
			before := []ast.Stmt{define(v, l.receiver(f, s))}
			if types.IsInterface(l.typeOf(f.X)) {
				before = append(before, do(call(l.support("NilCall"), name(v))))
			}
			return before, dot(name(v), f.Sel.Name)
		}
	}
	v := l.fresh("f")
	return []ast.Stmt{define(v, l.callable(f, l.x(f)))}, name(v)
}
