package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// builtin is the name of the builtin function that is called, or "".
func (l *lowering) builtin(c *ast.CallExpr) string {
	if i, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		if b, ok := l.c.info.Uses[i].(*types.Builtin); ok {
			return b.Name()
		}
	}
	return ""
}

// call lowers a call, a conversion or a builtin.
func (l *lowering) call(c *ast.CallExpr) ast.Expr {
	switch b := l.builtin(c); b {
	case "":
	case "recover":
		return call(l.support("Recover"))
	case "panic":
		return call(l.support("Panic"), l.x(c.Args[0]))
	case "print", "println":
		return l.printing(b, c)
	case "min", "max":
		return l.extreme(b, c)
	case "new":
		if !l.c.info.Types[c.Args[0]].IsType() {
			return l.newOf(c)
		}
		return nil
	case "len", "cap":
		return l.arrayLength(c)
	case "append":
		return l.appending(c)
	case "copy", "delete":
		if len(c.Args) == 1 {
			l.refuse(c, "%s with the results of a call can't be interpreted: put them into variables first", b)
		}
		return nil
	case "make":
		if ch, ok := l.typeOf(c).Underlying().(*types.Chan); ok && ch.Dir() != types.SendRecv {
			l.refuse(c, "a channel of one direction can't be made by the interpreter: make one of both")
		}
		return nil
	default:
		return nil
	}
	if l.c.info.Types[c.Fun].IsType() && types.IsInterface(l.typeOf(c)) {
		return l.toInterface(c)
	}
	if made := l.joined(c); made != nil {
		return made
	}
	if made := l.errorsAs(c); made != nil {
		return made
	}
	if made := l.errorsIs(c); made != nil {
		return made
	}
	if made := l.filled(c); made != nil {
		return made
	}
	if len(c.Args) == 1 && isTuple(l.typeOf(c.Args[0])) {
		return l.callWithResults(c)
	}
	made := &ast.CallExpr{Fun: l.callable(c.Fun, l.called(c)), Lparen: c.Lparen, Rparen: c.Rparen, Ellipsis: c.Ellipsis}
	for _, a := range c.Args {
		made.Args = append(made.Args, l.arg(c, a))
	}
	if l.variadicField(c) {
		return l.callThroughVariable(made, l.typeOf(c.Fun).Underlying().(*types.Signature))
	}
	return made
}

// variadicField: the interpreter doesn't find the parameters of a function in a field that takes any number of them.
//
//	o.print("x", 1) // where print is a field of type func(...any)
func (l *lowering) variadicField(c *ast.CallExpr) bool {
	e, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	s := l.c.info.Selections[e]
	sig, ok := l.typeOf(c.Fun).Underlying().(*types.Signature)
	return s != nil && s.Kind() == types.FieldVal && ok && sig.Variadic()
}

// callThroughVariable puts the function into a variable first.
func (l *lowering) callThroughVariable(made *ast.CallExpr, sig *types.Signature) ast.Expr {
	v := l.fresh("f")
	before := declare(v, l.typeExpr(sig), made.Fun)
	made.Fun = name(v)
	if sig.Results().Len() == 0 {
		return call(function(nil, before, do(made)))
	}
	return call(function(l.resultTypes(sig), before, leave(made)))
}

// resultTypes are the types of a signature's results.
func (l *lowering) resultTypes(sig *types.Signature) []ast.Expr {
	var results []ast.Expr
	for v := range sig.Results().Variables() {
		results = append(results, l.typeExpr(v.Type()))
	}
	return results
}

// toInterface is I(x), through a variable.
func (l *lowering) toInterface(c *ast.CallExpr) ast.Expr {
	t := l.typeOf(c)
	if isNil(c.Args[0]) {
		w := l.fresh("w")
		return inline(l.typeExpr(t), declare(w, l.typeExpr(t)), leave(name(w)))
	}
	from := types.Default(l.typeOf(c.Args[0]))
	if types.IsInterface(from) && l.becomesInterface(from, t) {
		delete(l.into, c.Args[0])
		return l.widened(c, l.x(c.Args[0]), from, t)
	}
	look := mayBeNil(from) && !neverNil(c.Args[0])
	delete(l.into, c.Args[0])
	x := l.x(c.Args[0])
	if look {
		return l.checkedForNil(x, from, t)
	}
	return l.throughVariable(x, from, t)
}

// callWithResults is f(g()), through variables where g gives several results.
func (l *lowering) callWithResults(c *ast.CallExpr) ast.Expr {
	list := l.typeOf(c.Args[0]).(*types.Tuple)
	sig := l.typeOf(c.Fun).Underlying().(*types.Signature)
	temps := l.temps(list.Len())
	made := &ast.CallExpr{}
	var before []ast.Stmt
	before, made.Fun = l.hoistedFunc(ast.Unparen(c.Fun))
	for i, t := range temps {
		made.Args = append(made.Args, l.onward(c, t, list.At(i).Type(), paramType(sig, i, false), !l.callsScript(c)))
	}
	get := &ast.AssignStmt{Lhs: temps, Tok: token.DEFINE, Rhs: []ast.Expr{l.x(c.Args[0])}}
	if sig.Results().Len() == 0 {
		return call(function(nil, append(before, get, do(made))...))
	}
	return call(function(l.resultTypes(sig), append(before, get, leave(made))...))
}

// onward is a variable as what it becomes.
func (l *lowering) onward(n ast.Node, v ast.Expr, from, to types.Type, compiled bool) ast.Expr {
	switch {
	case l.rebox(from, to):
		return l.reboxed(v, from, to)
	case !l.becomesInterface(from, to):
		return v
	case types.IsInterface(from):
		return l.widened(n, v, from, to)
	}
	return l.convert(v, from, to, mayBeNil(from) && !compiled)
}

// called is what is called: a method stays where it is.
func (l *lowering) called(c *ast.CallExpr) ast.Expr {
	if i, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		if f, ok := l.c.info.Uses[i].(*types.Func); ok {
			return &ast.Ident{Name: l.direct(f, c.Args), NamePos: i.NamePos}
		}
		if l.c.info.Types[c.Fun].IsType() {
			return l.x(i)
		}
		return &ast.Ident{Name: i.Name, NamePos: i.NamePos}
	}
	if e, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := l.c.info.Selections[e]; s == nil || s.Kind() != types.MethodExpr {
			return l.selected(e)
		}
	}
	return l.x(c.Fun)
}

// arg lowers an argument.
func (l *lowering) arg(c *ast.CallExpr, a ast.Expr) ast.Expr {
	if b := l.asNumber[a]; b != nil {
		delete(l.into, a)
		return call(name(b.Name()), l.x(a))
	}
	if format, ok := l.rewritten[a]; ok {
		return text(format)
	}
	if spelled := l.asTypeText[a]; spelled != "" {
		return call(l.support("Typed"), text(spelled), l.x(a))
	}
	if f := l.callee(c); f != nil && f.FullName() == "fmt.Errorf" && l.isWholeError(l.typeOf(a)) {
		delete(l.into, a)
		return l.throughVariable(l.x(a), l.typeOf(a), errorType)
	}
	if l.asError[a] {
		delete(l.into, a)
		return l.widened(a, l.x(a), l.typeOf(a), errorType)
	}
	if l.lookedAt[a] {
		return call(l.support("Format"), call(name("string"), l.x(a)))
	}
	if l.shows[a] {
		delete(l.into, a)
		if c.Ellipsis.IsValid() {
			return l.showAll(a, a)
		}
		return l.show(a, l.x(a), types.Default(l.typeOf(a)), outside)
	}
	if l.encodes[a] {
		delete(l.into, a)
		return call(l.support("Encoded"), l.unboxed(l.x(a), l.typeOf(a)))
	}
	if l.callsScript(c) {
		return l.x(a)
	}
	return l.ofTurn(a)
}

// ofTurn lowers what goes straight to compiled code. In a loop a literal goes there through a variable, because else the interpreter doesn't
// give it the variables of its turn:
//
//	for _, v := range list { sort.Slice(s, func(i, j int) bool { … v … }) }
func (l *lowering) ofTurn(e ast.Expr) ast.Expr {
	f, ok := ast.Unparen(e).(*ast.FuncLit)
	if !ok || !l.fn.inLoop() {
		return l.x(e)
	}
	v := l.fresh("f")
	return inline(l.typeExpr(l.typeOf(f)), define(v, l.x(e)), leave(name(v)))
}

func (f *funcState) inLoop() bool { return f != nil && f.loops > 0 }

// errorsAs is errors.As for an error type of the script, which package errors doesn't know in the interpreter.
func (l *lowering) errorsAs(c *ast.CallExpr) ast.Expr {
	f := l.callee(c)
	if f == nil || f.FullName() != "errors.As" {
		return nil
	}
	p, ok := types.Unalias(l.typeOf(c.Args[1])).(*types.Pointer)
	if !ok || !l.scripts(p.Elem()) {
		return nil
	}
	err := types.Universe.Lookup("error").Type()
	e, to := l.fresh("e"), l.fresh("to")
	delete(l.into, c.Args[1]) // the call that would make an interface of it is gone
	test := l.typeTest(c, e, err, p.Elem())
	turn := append(test.made, when(name(test.ok), assign(&ast.StarExpr{X: name(to)}, name(test.value)), leave(name("true"))))
	return inline(name("bool"), define(to, l.x(c.Args[1])),
		&ast.RangeStmt{Key: name("_"), Value: name(e), Tok: token.DEFINE, X: call(l.support("Tree"), l.x(c.Args[0])), Body: block(turn...)}, leave(name("false")))
}
