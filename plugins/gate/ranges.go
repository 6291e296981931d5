package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Range: over integers and functions the interpreter has none ("nil type"), and for what it has the variables are one for all
// turns. In a string it counts three bytes for a byte that isn't UTF-8, and characters instead of bytes where only the place is asked for.
//
//	for i := range 3 { fmt.Println(i) }
//	for _, v := range list { all = append(all, &v) }
//	for i, r := range "a\xffb" { fmt.Println(i, r) } // b is at 4

func (l *lowering) ranging(s *ast.RangeStmt, label string) []ast.Stmt {
	switch t := l.typeOf(s.X).Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			return l.rangeInt(s, label)
		}
		return l.rangeString(s, label)
	case *types.Signature:
		return l.rangeFunc(s, t, label)
	}
	if a, ok := pointed(l.typeOf(s.X)).Underlying().(*types.Array); ok && (s.Value == nil || isBlank(s.Value)) {
		return l.rangeIndices(s, a, label)
	}
	made := &ast.RangeStmt{For: s.For, TokPos: s.TokPos, X: l.ranged(s)}
	var head []ast.Stmt
	made.Key, head = l.rangeVar(s, s.Key, head)
	made.Value, head = l.rangeVar(s, s.Value, head)
	if made.Value != nil && made.Key == nil {
		made.Key = name("_")
	}
	if made.Key != nil {
		made.Tok = token.DEFINE
	}
	l.enter(&target{label: label, kind: aLoop})
	made.Body = &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace, List: append(head, l.statements(s.Body.List)...)}
	l.pop()
	return []ast.Stmt{made}
}

// ranged is what is ranged over. A copy of an array that the body may change is made by Go and not by the interpreter.
func (l *lowering) ranged(s *ast.RangeStmt) ast.Expr {
	x := l.x(s.X)
	if _, array := l.typeOf(s.X).Underlying().(*types.Array); array && s.Value != nil && !isBlank(s.Value) {
		t := l.typeExpr(l.typeOf(s.X))
		v := l.fresh("range")
		return inline(t, declare(v, t, x), leave(name(v)))
	}
	return x
}

// rangeVar gives a variable of the range's own, which the body's is made of at the begin of a turn.
func (l *lowering) rangeVar(s *ast.RangeStmt, e ast.Expr, head []ast.Stmt) (ast.Expr, []ast.Stmt) {
	if e == nil || isBlank(e) {
		return nil, head
	}
	if s.Tok == token.ASSIGN {
		if types.IsInterface(l.typeOf(e)) && !l.gives(s.X, l.typeOf(e)) {
			l.refuse(e, "a range into a variable of type %s, which its values aren't of, can't be interpreted: let it declare one with :=, and set this one to that", l.word(l.typeOf(e)))
		}
		v := l.fresh("each")
		return name(v), append(head, assign(l.place(e), name(v)))
	}
	i := e.(*ast.Ident)
	if !l.kept(s.Body)[l.c.info.Defs[i]] {
		return name(i.Name), head
	}
	v := l.fresh("each")
	return name(v), append(head, define(i.Name, name(v)))
}

// gives tells that what is ranged over has elements or keys of a type.
func (l *lowering) gives(x ast.Expr, t types.Type) bool {
	switch of := pointedArray(l.typeOf(x)).(type) {
	case *types.Map:
		return types.Identical(of.Elem(), t) || types.Identical(of.Key(), t)
	case *types.Signature:
		yield := of.Params().At(0).Type().Underlying().(*types.Signature)
		for v := range yield.Params().Variables() {
			if types.Identical(v.Type(), t) {
				return true
			}
		}
		return false
	case interface{ Elem() types.Type }:
		return types.Identical(of.Elem(), t)
	}
	return false
}

// rangeInt counts.
func (l *lowering) rangeInt(s *ast.RangeStmt, label string) []ast.Stmt {
	t := types.Default(l.typeOf(s.X))
	if i, ok := s.Key.(*ast.Ident); ok && i.Name != "_" {
		t = types.Default(l.typeOf(s.Key))
	}
	return l.counting(s, t, l.x(s.X), label)
}

// counting is a loop over the integers below a limit.
func (l *lowering) counting(s *ast.RangeStmt, t types.Type, below ast.Expr, label string) []ast.Stmt {
	i, n := l.fresh("i"), l.fresh("n")
	head := l.eachTurn(s, s.Key, i, nil)
	limit := declare(n, l.typeExpr(t), below)
	l.enter(&target{label: label, kind: aLoop})
	body := append(head, l.statements(s.Body.List)...)
	l.pop()
	return []ast.Stmt{limit, &ast.ForStmt{
		For: s.For, Init: define(i, call(l.typeExpr(t), number(0))), Cond: binary(name(i), token.LSS, name(n)),
		Post: &ast.IncDecStmt{X: name(i), Tok: token.INC},
		Body: &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace, List: body},
	}}
}

// rangeString goes on by as many bytes as a character has.
func (l *lowering) rangeString(s *ast.RangeStmt, label string) []ast.Stmt {
	x, i, r, n := l.fresh("s"), l.fresh("i"), l.fresh("r"), l.fresh("n")
	before := []ast.Stmt{declare(x, name("string"), call(name("string"), l.x(s.X))), declare(n, name("int"))}
	head := []ast.Stmt{declare(r, name("rune")), &ast.AssignStmt{
		Lhs: []ast.Expr{name(r), name(n)}, Tok: token.ASSIGN, Rhs: []ast.Expr{call(l.support("Rune"), name(x), name(i))},
	}}
	head = l.eachTurn(s, s.Key, i, head)
	head = l.eachTurn(s, s.Value, r, head)
	l.enter(&target{label: label, kind: aLoop})
	body := append(head, l.statements(s.Body.List)...)
	l.pop()
	return append(before, &ast.ForStmt{
		For: s.For, Init: define(i, number(0)), Cond: binary(name(i), token.LSS, call(name("len"), name(x))),
		Post: &ast.AssignStmt{Lhs: []ast.Expr{name(i)}, Tok: token.ADD_ASSIGN, Rhs: []ast.Expr{name(n)}},
		Body: &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace, List: body},
	})
}

// eachTurn sets a variable of the range at the begin of a turn.
func (l *lowering) eachTurn(s *ast.RangeStmt, e ast.Expr, v string, head []ast.Stmt) []ast.Stmt {
	switch {
	case e == nil || isBlank(e):
		return head
	case s.Tok == token.DEFINE:
		return append(head, define(e.(*ast.Ident).Name, name(v)))
	}
	return append(head, assign(l.place(e), name(v)))
}

// rangeIndices counts up to the length of an array, which need not be there.
func (l *lowering) rangeIndices(s *ast.RangeStmt, a *types.Array, label string) []ast.Stmt {
	var before []ast.Stmt
	if calls(s.X) {
		before = append(before, declare(l.fresh("t"), l.typeExpr(l.typeOf(s.X)), l.x(s.X)))
	}
	return append(before, l.counting(s, types.Typ[types.Int], number(int(a.Len())), label)...)
}

// rangeFunc calls the iterator with the body as a function. How the body was left is in a variable: 0 at its end, by break or
// continue; -1 by return; else by the jump of that number.
func (l *lowering) rangeFunc(s *ast.RangeStmt, sig *types.Signature, label string) []ast.Stmt {
	b := &target{kind: aBoundary, code: l.fresh("left")}
	f, head := l.yield(s, sig.Params().At(0).Type().Underlying().(*types.Signature))
	l.enter(&target{label: label, kind: aRangeFunc})
	l.enter(b)
	list := append(head, l.statements(s.Body.List)...)
	l.pop()
	l.pop()
	f.Body = &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace, List: append(list, leave(name("true")))}
	made := []ast.Stmt{define(b.code, number(0)), do(call(l.x(s.X), f))}
	for _, e := range b.exits {
		jump := &ast.BranchStmt{Tok: e.token}
		if e.label != "" {
			jump.Label = name(e.label)
		}
		made = append(made, when(binary(name(b.code), token.EQL, number(e.code)), l.branch(jump)...))
	}
	if b.leaves {
		made = append(made, when(binary(name(b.code), token.EQL, number(-1)), l.leaveAgain()...))
	}
	return []ast.Stmt{block(made...)}
}

// yield is the function without its body, and what the body begins with.
func (l *lowering) yield(s *ast.RangeStmt, sig *types.Signature) (*ast.FuncLit, []ast.Stmt) {
	t := &ast.FuncType{Params: &ast.FieldList{}, Results: &ast.FieldList{List: []*ast.Field{{Type: name("bool")}}}}
	var head []ast.Stmt
	for i, e := range []ast.Expr{s.Key, s.Value}[:sig.Params().Len()] {
		p := l.fresh("p")
		t.Params.List = append(t.Params.List, &ast.Field{Names: []*ast.Ident{name(p)}, Type: l.typeExpr(sig.Params().At(i).Type())})
		head = l.eachTurn(s, e, p, head)
	}
	return &ast.FuncLit{Type: t}, head
}

// leaveAgain returns behind the iterator, as the body did in it.
func (l *lowering) leaveAgain() []ast.Stmt {
	if b := l.boundary(); b != nil {
		b.leaves = true
		return []ast.Stmt{assign(name(b.code), number(-1)), leave(name("false"))}
	}
	if l.fn.defers != "" {
		return []ast.Stmt{leave()}
	}
	return []ast.Stmt{leave(l.resultVars()...)}
}
