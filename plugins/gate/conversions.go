package gate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// Go makes an interface of a value wherever one is wanted. The gate finds all these places first: so it knows which types
// interfaces can hold, and helps the interpreter where it gives compiled code something else than the interface:
//
//	errors.Join(myError{})            // compiled code gets a struct
//	[]fmt.Stringer{level(1)}          // and here a number

// findConversions fills l.into and l.held.
func (l *lowering) findConversions() {
	var results []*types.Tuple // of the functions around
	var stack []ast.Node
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		if n == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				results = results[:len(results)-1]
			}
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.FuncDecl:
			results = append(results, l.c.info.Defs[n.Name].(*types.Func).Signature().Results())
		case *ast.FuncLit:
			results = append(results, l.typeOf(n).(*types.Signature).Results())
		case *ast.ReturnStmt:
			l.becomeAll(n.Results, results[len(results)-1])
		default:
			l.findIn(n)
		}
		return true
	})
	l.holdPoured()
}

// findIn finds the conversions of one node.
func (l *lowering) findIn(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		l.inAssignment(n)
	case *ast.ValueSpec:
		if n.Type != nil {
			for _, v := range n.Values {
				l.become(v, l.typeOf(n.Type))
			}
		}
	case *ast.CallExpr:
		l.inCall(n)
	case *ast.CompositeLit:
		l.inComposite(n)
	case *ast.SendStmt:
		l.become(n.Value, l.typeOf(n.Chan).Underlying().(*types.Chan).Elem())
	case *ast.IndexExpr:
		if m, ok := l.typeOf(n.X).Underlying().(*types.Map); ok {
			l.becomeKey(n.Index, m.Key())
		}
	}
}

// become notes that an expression becomes t where it stands.
func (l *lowering) become(e ast.Expr, t types.Type) {
	from := l.typeOf(e)
	if t != nil && from != nil && l.rebox(from, t) {
		l.into[e] = t
		return
	}
	if t == nil || from == nil || !types.IsInterface(t) {
		return
	}
	if types.IsInterface(from) {
		l.pour(from, t)
		if l.becomesInterface(from, t) {
			l.into[e] = t
		}
		return
	}
	if b, ok := from.(*types.Basic); ok && b.Kind() == types.UntypedNil {
		return
	}
	l.into[e] = t
	l.open(e, types.Default(from), t)
	l.nearest(e, types.Default(from), t)
	if !l.shownOnly[e] {
		l.hold(types.Default(from), t)
	}
}

// open refuses a type of the script where compiled code would do with it what can't be ended.
func (l *lowering) open(e ast.Expr, from, to types.Type) {
	n, ok := types.Unalias(to).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !l.scripts(from) {
		return
	}
	if why, closed := symbols.Closed[n.Obj().Pkg().Path()+"."+n.Obj().Name()]; closed {
		l.refuse(e, "%s can't be used as a %s.%s: %s", l.word(from), n.Obj().Pkg().Name(), n.Obj().Name(), why)
	}
}

// nearest refuses a struct of which several embedded fields have a method: the interpreter may take the one that is deeper.
func (l *lowering) nearest(e ast.Expr, from, to types.Type) {
	s, ok := pointed(from).Underlying().(*types.Struct)
	if !ok || l.argument[e] && isAny(to) {
		return
	}
	for m := range to.Underlying().(*types.Interface).Methods() {
		_, path, _ := types.LookupFieldOrMethod(from, false, l.c.pkg, m.Name())
		if len(path) < 2 {
			continue
		}
		having := 0
		for f := range s.Fields() {
			if found, _, _ := types.LookupFieldOrMethod(f.Type(), true, l.c.pkg, m.Name()); found != nil && f.Embedded() {
				having++
			}
		}
		if having > 1 {
			l.refuse(e, "%s embeds several types with a method %s, and the interpreter may take the wrong one: give it a method %s of its own", l.word(from), m.Name(), m.Name())
		}
	}
}

// becomeKey refuses a key that the interpreter doesn't find again.
func (l *lowering) becomeKey(e ast.Expr, t types.Type) {
	if from := l.typeOf(e); types.IsInterface(t) && (l.scripts(from) || !types.Comparable(from)) {
		l.refuse(e, "a key of type %s in a map of %s can't be interpreted: use a map of one type, or a text as key", l.word(from), l.word(t))
	}
	l.become(e, t)
}

// hold notes that an interface can hold a type.
func (l *lowering) hold(t, in types.Type) {
	known := t
	for _, h := range l.held {
		if types.Identical(h, t) {
			known = h
		}
	}
	l.inAny[known] = l.inAny[known] || isAny(in)
	if !slices.Contains(l.held, known) {
		l.held = append(l.held, known)
	}
}

// pour notes that an any can get what another interface holds.
func (l *lowering) pour(from, to types.Type) {
	if types.IsInterface(from) && isAny(to) && !isAny(from) {
		l.pours = append(l.pours, from)
	}
}

// holdPoured notes what an any can get of the script's interfaces: it is unwrapped there. That of a package's comes with its methods.
func (l *lowering) holdPoured() {
	for _, i := range l.pours {
		for _, h := range l.held {
			if l.own(i) && types.Implements(h, i.Underlying().(*types.Interface)) {
				l.inAny[h] = true
			}
		}
	}
}

// becomeAll is for values that become a tuple.
func (l *lowering) becomeAll(values []ast.Expr, to *types.Tuple) {
	if len(values) == to.Len() {
		for i, v := range values {
			l.become(v, to.At(i).Type())
		}
	} else if len(values) == 1 {
		l.spread(values[0], func(i int) types.Type { return to.At(i).Type() })
	}
}

// spread is for the results of a call that are taken apart, and of which some become an interface on the way.
func (l *lowering) spread(e ast.Expr, to func(int) types.Type) {
	list, ok := l.typeOf(e).(*types.Tuple)
	if !ok {
		return
	}
	for i := range list.Len() {
		from, t := list.At(i).Type(), to(i)
		if t == nil {
			continue
		}
		if l.pour(from, t); !l.becomesInterface(from, t) && !l.rebox(from, t) {
			continue
		}
		if l.onTheWay[e] = true; types.IsInterface(t) && !types.IsInterface(from) {
			l.hold(from, t)
		}
	}
}

// becomesInterface tells that a value becomes an interface, or an interface one that the interpreter has in another way.
func (l *lowering) becomesInterface(from, to types.Type) bool {
	if !types.IsInterface(from) || !types.IsInterface(to) {
		return types.IsInterface(to)
	}
	return !isAny(from) && !types.Identical(from, to) && (l.own(from) || l.own(to) && !isAny(to))
}

func (l *lowering) inAssignment(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return
	}
	to := func(i int) types.Type {
		if isBlank(s.Lhs[i]) {
			return nil
		}
		return l.typeOf(s.Lhs[i])
	}
	if len(s.Lhs) != len(s.Rhs) {
		l.spread(s.Rhs[0], to)
		return
	}
	for i, e := range s.Rhs {
		l.become(e, to(i))
	}
}

func (l *lowering) inCall(c *ast.CallExpr) {
	if l.c.info.Types[c.Fun].IsType() {
		l.become(c.Args[0], l.typeOf(c.Fun))
		return
	}
	switch l.builtin(c) {
	case "print", "println":
		for _, a := range c.Args {
			l.argument[a], l.shownOnly[a] = true, true
			l.become(a, types.NewInterfaceType(nil, nil))
		}
		return
	case "panic":
		l.become(c.Args[0], types.NewInterfaceType(nil, nil))
		return
	case "append":
		l.inAppend(c)
		return
	case "":
	default:
		return
	}
	sig, ok := l.typeOf(c.Fun).Underlying().(*types.Signature)
	if !ok {
		return
	}
	if len(c.Args) == 1 && sig.Params().Len() > 1 || len(c.Args) == 1 && isTuple(l.typeOf(c.Args[0])) {
		l.spread(c.Args[0], func(i int) types.Type { return paramType(sig, i, false) })
		return
	}
	for i, a := range c.Args {
		l.shownOnly[a] = l.printsOnly(c)
		l.become(a, paramType(sig, i, c.Ellipsis.IsValid()))
		l.argument[a] = !l.callsScript(c)
	}
}

func isTuple(t types.Type) bool {
	_, ok := t.(*types.Tuple)
	return ok
}

func (l *lowering) inAppend(c *ast.CallExpr) {
	list, ok := l.typeOf(c).Underlying().(*types.Slice)
	if !ok || c.Ellipsis.IsValid() {
		return
	}
	for _, a := range c.Args[1:] {
		l.become(a, list.Elem())
	}
}

func (l *lowering) inComposite(c *ast.CompositeLit) {
	for i, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			l.inPair(c, kv)
			continue
		}
		l.become(e, l.elementType(c, i, nil))
	}
}

func (l *lowering) inPair(c *ast.CompositeLit, kv *ast.KeyValueExpr) {
	if m, ok := pointed(l.typeOf(c)).Underlying().(*types.Map); ok {
		l.becomeKey(kv.Key, m.Key())
	}
	l.become(kv.Value, l.elementType(c, 0, kv.Key))
}

// elementType is that of the i-th element, or of the one with a key.
func (l *lowering) elementType(c *ast.CompositeLit, i int, key ast.Expr) types.Type {
	switch t := pointed(l.typeOf(c)).Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	case *types.Struct:
		if key == nil {
			return t.Field(i).Type()
		}
		if v, ok := l.c.info.Uses[key.(*ast.Ident)].(*types.Var); ok {
			return v.Type()
		}
	}
	return nil
}

// pointed is what a pointer points to; &T may be left out in a list of *T.
func pointed(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
