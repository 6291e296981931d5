package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// The hooks of one instance serve many sessions, compiled even at the same time: so they don't write what New or the package made.
//
//	seen := map[string]bool{}                 // in New
//	… Recipient: func(…) { seen[to.String()] = true … }
//
// What is shared is: variables of the package, variables that a hook finds around it and that weren't made in a hook, and all that
// is reached from them through pointers, lists and maps, in whatever variable or parameter it stands.
type sharing struct {
	*hookCode
	sources *sources
	tainted map[types.Object]bool
	changed bool
}

// keepShared refuses writes to what is shared.
func (s *sources) keepShared(c *checked) {
	sh := &sharing{hookCode: findHookCode(c), sources: s, tainted: map[types.Object]bool{}}
	for sh.changed = true; sh.changed; {
		sh.changed = false
		sh.inHooks(sh.spread)
		sh.elsewhere(sh.bound)
	}
	sh.inHooks(sh.writes)
	sh.elsewhere(sh.setsPackage)
}

// inHooks visits the nodes of hooks.
func (s *sharing) inHooks(visit func(ast.Node)) {
	for _, f := range s.c.files {
		s.walk(f, nil, func(n, owner ast.Node) {
			if owner != nil && s.bodies[owner] {
				visit(n)
			}
		})
	}
}

// elsewhere visits the nodes outside of hooks.
func (s *sharing) elsewhere(visit func(ast.Node)) {
	for _, f := range s.c.files {
		s.walk(f, nil, func(n, owner ast.Node) {
			if owner != nil && !s.bodies[owner] {
				visit(n)
			}
		})
	}
}

// isShared tells that a variable itself is: all sessions see it.
func (s *sharing) isShared(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || v.IsField() || v.Pkg() != s.c.pkg {
		return false
	}
	if v.Parent() == s.c.pkg.Scope() {
		return true
	}
	owner := s.owner[o]
	return owner != nil && !s.bodies[owner]
}

// reaches tells that an expression gives something through which shared things can be written.
func (s *sharing) reaches(e ast.Expr) bool {
	t := s.c.info.TypeOf(e)
	if t == nil || !refers(t, map[types.Type]bool{}) {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return s.fromShared(x.X)
	case *ast.CallExpr:
		return s.resultReaches(x)
	}
	return s.fromShared(e)
}

// fromShared tells that the variable of which an expression is a part is shared, or leads there.
func (s *sharing) fromShared(e ast.Expr) bool {
	root := rootOf(e)
	if root == nil {
		return false
	}
	o := s.c.info.ObjectOf(root)
	return s.isShared(o) || s.tainted[o]
}

// resultReaches: append gives its list, and a function of the script perhaps what it was given.
func (s *sharing) resultReaches(c *ast.CallExpr) bool {
	if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		if b, ok := s.c.info.Uses[id].(*types.Builtin); ok {
			return b.Name() == "append" && s.reaches(c.Args[0])
		}
	}
	if s.callee(c) == nil && !s.c.info.Types[c.Fun].IsType() {
		return false
	}
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && s.fromShared(sel.X) {
		return true
	}
	return slices.ContainsFunc(c.Args, s.reaches)
}

// callee is the script's function that a call names, or nil.
func (s *sharing) callee(c *ast.CallExpr) *ast.FuncDecl {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return s.decls[s.c.info.Uses[f]]
	case *ast.SelectorExpr:
		return s.decls[s.c.info.Uses[f.Sel]]
	}
	return nil
}

// refers tells that a value of a type leads to something else.
func refers(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface:
		return true
	case *types.Array:
		return refers(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if refers(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

// taint notes that a variable leads to something shared.
func (s *sharing) taint(o types.Object) {
	if o != nil && !s.tainted[o] {
		s.tainted[o], s.changed = true, true
	}
}

// spread follows what is shared into variables and parameters.
func (s *sharing) spread(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, e := range n.Lhs {
			id, ok := e.(*ast.Ident)
			if ok && s.reaches(n.Rhs[min(i, len(n.Rhs)-1)]) && refers(s.c.info.TypeOf(e), map[types.Type]bool{}) {
				s.taint(s.c.info.ObjectOf(id))
			}
		}
	case *ast.ValueSpec:
		for i, id := range n.Names {
			if len(n.Values) > 0 && s.reaches(n.Values[min(i, len(n.Values)-1)]) {
				s.taint(s.c.info.Defs[id])
			}
		}
	case *ast.RangeStmt:
		for _, e := range []ast.Expr{n.Key, n.Value} {
			if id, ok := e.(*ast.Ident); ok && s.fromShared(n.X) && s.c.info.ObjectOf(id) != nil && refers(s.c.info.ObjectOf(id).Type(), map[types.Type]bool{}) {
				s.taint(s.c.info.ObjectOf(id))
			}
		}
	case *ast.CallExpr:
		s.passed(n)
	case *ast.SelectorExpr:
		if m := s.c.info.Selections[n]; m != nil && m.Kind() == types.MethodVal && s.fromShared(n.X) {
			s.received(m)
		}
	}
}

// passed taints the parameters that get something shared.
func (s *sharing) passed(c *ast.CallExpr) {
	d := s.callee(c)
	if d == nil {
		return
	}
	params := s.c.info.Defs[d.Name].(*types.Func).Signature().Params()
	for i, a := range c.Args {
		if s.reaches(a) && params.Len() > 0 {
			s.taint(params.At(min(i, params.Len()-1)))
		}
	}
}

// received taints a method's receiver, where the method gets a pointer, or a value that leads on.
func (s *sharing) received(m *types.Selection) {
	f, ok := m.Obj().(*types.Func)
	if ok && s.decls[f] != nil && refers(f.Signature().Recv().Type(), map[types.Type]bool{}) {
		s.taint(f.Signature().Recv())
	}
}

// bound: a method that New makes a hook of has a receiver that New made.
func (s *sharing) bound(n ast.Node) {
	if sel, ok := n.(*ast.SelectorExpr); ok {
		m := s.c.info.Selections[sel]
		if m != nil && m.Kind() == types.MethodVal && s.bodies[s.decls[m.Obj()]] {
			s.received(m)
		}
	}
}
