package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Assignments of several values, and of what a function returns, go through variables: the interpreter sets each before it has
// evaluated the next, and a function sets the variables of its caller before it is done.
//
//	a, b = b, a+b
//	i, s[i] = 1, "x"
//	x = next(x)

func (l *lowering) assignment(s *ast.AssignStmt) []ast.Stmt {
	switch {
	case s.Tok == token.DEFINE && len(s.Lhs) > 1 && len(s.Rhs) == len(s.Lhs):
		return l.defineAll(s)
	case s.Tok == token.DEFINE && len(s.Lhs) > 1:
		return l.defineTuple(s)
	case s.Tok == token.ASSIGN && len(s.Rhs) == 1 && (len(s.Lhs) > 1 || l.callsScript(s.Rhs[0])):
		return l.assignResults(s)
	case s.Tok == token.ASSIGN && len(s.Lhs) > 1:
		return l.assignAll(s)
	case s.Tok == token.ASSIGN && isBlank(s.Lhs[0]):
		return l.assignBlank(s)
	case s.Tok == token.ASSIGN && isComposite(s.Rhs[0]):
		return l.assignAll(s)
	}
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return l.compound(s)
	}
	if sig, ok := l.typeOf(s.Rhs[0]).Underlying().(*types.Signature); ok && s.Tok == token.DEFINE && sig.Variadic() {
		return []ast.Stmt{declare(s.Lhs[0].(*ast.Ident).Name, l.typeExpr(l.typeOf(s.Lhs[0])), l.x(s.Rhs[0]))}
	}
	made := *s
	made.Lhs, made.Rhs = []ast.Expr{l.place(s.Lhs[0])}, []ast.Expr{l.x(s.Rhs[0])}
	return []ast.Stmt{&made}
}

// isComposite: a literal that is assigned is made in place, though its parts may be made of what is there.
//
//	tree = &node{left: tree}
func isComposite(e ast.Expr) bool {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	_, ok := ast.Unparen(e).(*ast.CompositeLit)
	return ok
}

// assignBlank is _ = x: x happens all the same.
func (l *lowering) assignBlank(s *ast.AssignStmt) []ast.Stmt {
	t := l.typeOf(s.Rhs[0])
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.UntypedNil {
		return nil
	}
	return []ast.Stmt{declare(l.fresh("t"), l.typeExpr(types.Default(t)), l.x(s.Rhs[0]))}
}

// defineAll is a, b := x, y, where some may be there already.
func (l *lowering) defineAll(s *ast.AssignStmt) []ast.Stmt {
	var get, set []ast.Stmt
	for i, e := range s.Lhs {
		n, temp := e.(*ast.Ident), l.fresh("t")
		get = append(get, declare(temp, l.typeExpr(types.Default(l.declaredType(n, s.Rhs[i]))), l.x(s.Rhs[i])))
		switch {
		case l.c.info.Defs[n] != nil:
			set = append(set, define(n.Name, name(temp)))
		case n.Name != "_":
			set = append(set, assign(name(n.Name), name(temp)))
		}
	}
	return append(get, set...)
}

// defineTuple is a, b := f(), where some may be there already.
func (l *lowering) defineTuple(s *ast.AssignStmt) []ast.Stmt {
	old := false
	made := &ast.AssignStmt{Tok: token.DEFINE, TokPos: s.TokPos, Rhs: []ast.Expr{l.x(s.Rhs[0])}}
	var set []ast.Stmt
	for i, e := range s.Lhs {
		n := e.(*ast.Ident)
		if n.Name == "_" || l.c.info.Defs[n] != nil {
			made.Lhs = append(made.Lhs, name(n.Name))
			continue
		}
		old = true
		temp := name(l.fresh("t"))
		made.Lhs = append(made.Lhs, temp)
		set = append(set, assign(name(n.Name), l.resultAs(s, i, temp)))
	}
	if !old {
		return l.fromMap(s.Rhs[0], made)
	}
	return append(l.fromMap(s.Rhs[0], made), set...)
}

// assignResults is a, b = f().
func (l *lowering) assignResults(s *ast.AssignStmt) []ast.Stmt {
	before, targets := l.fixed(s.Lhs)
	get := &ast.AssignStmt{Tok: token.DEFINE, TokPos: s.TokPos, Rhs: []ast.Expr{l.x(s.Rhs[0])}}
	var set []ast.Stmt
	for i, e := range s.Lhs {
		if isBlank(e) {
			get.Lhs = append(get.Lhs, name("_"))
			continue
		}
		temp := name(l.fresh("t"))
		get.Lhs = append(get.Lhs, temp)
		set = append(set, assign(targets[i], l.resultAs(s, i, temp)))
	}
	if len(set) == 0 {
		get.Tok = token.ASSIGN
	}
	return append(append(before, l.fromMap(s.Rhs[0], get)...), set...)
}

// resultAs is a result in a variable as what it becomes.
func (l *lowering) resultAs(s *ast.AssignStmt, i int, temp ast.Expr) ast.Expr {
	if list, ok := l.typeOf(s.Rhs[0]).(*types.Tuple); ok && l.onTheWay[s.Rhs[0]] {
		return l.onward(s, temp, list.At(i).Type(), l.typeOf(s.Lhs[i]), false)
	}
	return temp
}

// assignAll is a, b = x, y.
func (l *lowering) assignAll(s *ast.AssignStmt) []ast.Stmt {
	before, targets := l.fixed(s.Lhs)
	var set []ast.Stmt
	for i, e := range s.Lhs {
		if isBlank(e) {
			before = append(before, l.assignBlank(&ast.AssignStmt{Rhs: s.Rhs[i : i+1]})...)
			continue
		}
		temp := l.fresh("t")
		before = append(before, declare(temp, l.typeExpr(l.typeOf(e)), l.x(s.Rhs[i])))
		set = append(set, assign(targets[i], name(temp)))
	}
	return append(before, set...)
}

// fixed are places to assign to, with their indices and pointers in variables: these count as they are before the assignment.
func (l *lowering) fixed(list []ast.Expr) (before []ast.Stmt, targets []ast.Expr) {
	if len(list) == 1 {
		return nil, []ast.Expr{l.place(list[0])}
	}
	return l.fixedAll(list)
}

func (l *lowering) fixedAll(list []ast.Expr) (before []ast.Stmt, targets []ast.Expr) {
	for _, e := range list {
		targets = append(targets, l.fixedPlace(&before, e))
	}
	return before, targets
}

// fixedPlace is a place as it is now. Of an array and of a field their own place counts, of what is behind a pointer, in a list or in a
// map the value that leads there.
func (l *lowering) fixedPlace(before *[]ast.Stmt, e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		if _, array := l.typeOf(e.X).Underlying().(*types.Array); array {
			return &ast.IndexExpr{X: l.fixedPlace(before, e.X), Index: l.inVariable(before, e.Index)}
		}
		return &ast.IndexExpr{X: l.inVariable(before, e.X), Index: l.inVariable(before, e.Index)}
	case *ast.StarExpr:
		return &ast.StarExpr{X: l.inVariable(before, e.X)}
	case *ast.SelectorExpr:
		if l.c.info.Selections[e] == nil {
			return l.x(e)
		}
		if _, pointer := l.typeOf(e.X).Underlying().(*types.Pointer); pointer {
			return dot(l.path(l.inVariable(before, e.X), e), e.Sel.Name)
		}
		return dot(l.path(l.fixedPlace(before, e.X), e), e.Sel.Name)
	}
	return l.place(e)
}

// inVariable evaluates an expression now.
func (l *lowering) inVariable(before *[]ast.Stmt, e ast.Expr) ast.Expr {
	if _, literal := ast.Unparen(e).(*ast.BasicLit); literal {
		return l.x(e)
	}
	v := l.fresh("i")
	*before = append(*before, declare(v, l.typeExpr(types.Default(l.typeOf(e))), l.x(e)))
	return name(v)
}

// callsScript tells that an expression is a call of a function that may be the script's.
func (l *lowering) callsScript(e ast.Expr) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || l.c.info.Types[c.Fun].IsType() || l.c.info.Types[c.Fun].IsBuiltin() {
		return false
	}
	f := l.callee(c)
	return f == nil || f.Pkg() == l.c.pkg
}

// callee is the function or method that a call names, or nil where it calls a value.
func (l *lowering) callee(c *ast.CallExpr) *types.Func {
	f, _ := l.c.info.Uses[calledName(c)].(*types.Func)
	return f
}

// calledName is the last part of what is called, or nil.
func calledName(c *ast.CallExpr) *ast.Ident {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return f
	case *ast.SelectorExpr:
		return f.Sel
	}
	return nil
}
