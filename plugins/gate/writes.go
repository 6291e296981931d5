package gate

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

const keepElsewhere = "keep what belongs to one session in a variable of Open, and what all share in Session.Store"

// writes refuses the writes of one node of a hook.
func (s *sharing) writes(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, e := range n.Lhs {
				s.written(e)
			}
		}
	case *ast.IncDecStmt:
		s.written(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			s.written(n.Key)
			s.written(n.Value)
		}
	case *ast.CallExpr:
		s.changes(n)
	}
}

// written refuses an assignment to something shared.
func (s *sharing) written(e ast.Expr) {
	root := rootOf(e)
	if e == nil || root == nil {
		return
	}
	o := s.c.info.ObjectOf(root)
	if s.isShared(o) || s.tainted[o] && s.through(e) {
		s.refuse(e, root)
	}
}

// refuse words it by what was made where.
func (s *sharing) refuse(n ast.Node, root *ast.Ident) {
	o := s.c.info.ObjectOf(root)
	switch {
	case o.Parent() == s.c.pkg.Scope():
		s.sources.addf(n.Pos(), "a hook changes %s, which is the package's, and so all sessions': %s", o.Name(), keepElsewhere)
	case s.isShared(o):
		s.sources.addf(n.Pos(), "a hook changes %s, which was made with the filter, and so is all sessions': %s", o.Name(), keepElsewhere)
	default:
		s.sources.addf(n.Pos(), "a hook changes what %s leads to, which was made with the filter, and so is all sessions': %s", o.Name(), keepElsewhere)
	}
}

// through tells that an expression leaves its variable: by a pointer, a list or a map.
func (s *sharing) through(e ast.Expr) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return true
	case *ast.IndexExpr:
		_, array := s.c.info.TypeOf(x.X).Underlying().(*types.Array)
		return !array || s.through(x.X)
	case *ast.SelectorExpr:
		_, pointer := s.c.info.TypeOf(x.X).Underlying().(*types.Pointer)
		return pointer || s.through(x.X)
	}
	return false
}

// changes refuses calls that write what they are given.
func (s *sharing) changes(c *ast.CallExpr) {
	s.filled(c)
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		if b, ok := s.c.info.Uses[f].(*types.Builtin); ok && (b.Name() == "delete" || b.Name() == "clear" || b.Name() == "copy") {
			s.given(c.Args[0])
		}
	case *ast.SelectorExpr:
		if m := s.c.info.Selections[f]; m != nil {
			s.method(f, m)
		} else if fn, ok := s.c.info.Uses[f.Sel].(*types.Func); ok && changing(fn) && len(c.Args) > 0 {
			s.given(c.Args[0])
		}
	}
}

// filled refuses the address of something shared for a function of a package: json.Unmarshal(b, &list).
func (s *sharing) filled(c *ast.CallExpr) {
	if s.callee(c) != nil || s.c.info.Types[c.Fun].IsType() {
		return
	}
	for _, a := range c.Args {
		if u, ok := ast.Unparen(a).(*ast.UnaryExpr); ok && u.Op == token.AND && s.named(c.Fun) {
			s.given(u.X)
		}
	}
}

// named tells that a function is one of a package, or a method of its types.
func (s *sharing) named(f ast.Expr) bool {
	sel, ok := ast.Unparen(f).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := s.c.info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != s.c.pkg
}

// given refuses something shared as an argument that is written.
func (s *sharing) given(e ast.Expr) {
	if root := rootOf(e); root != nil && s.fromShared(e) {
		s.refuse(e, root)
	}
}

// changing are the functions of packages that write their first argument.
func changing(f *types.Func) bool {
	if f.Pkg() == nil {
		return false
	}
	n := f.Name()
	switch f.Pkg().Path() {
	case "sort":
		return !strings.HasPrefix(n, "Search") && !strings.HasSuffix(n, "AreSorted") && !strings.HasSuffix(n, "IsSorted") && n != "Find" && n != "Reverse"
	case "slices":
		return strings.HasPrefix(n, "Sort") && !strings.HasPrefix(n, "Sorted") || strings.HasPrefix(n, "Compact") || strings.HasPrefix(n, "Delete") || n == "Reverse" || n == "Insert" || n == "Replace"
	case "maps":
		return n == "Copy" || n == "DeleteFunc" || n == "Insert"
	case "container/heap":
		return true
	}
	return false
}

// method refuses methods of the packages' types that change them. Those of types that are made to be shared don't, or know how.
func (s *sharing) method(f *ast.SelectorExpr, m *types.Selection) {
	fn, ok := m.Obj().(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == s.c.pkg || !s.fromShared(f.X) {
		return
	}
	if types.IsInterface(m.Recv()) {
		if n := fn.Name(); fn.Pkg().Path() == "io" && (n == "Write" || n == "Read") || fn.Pkg().Path() == "hash" && n == "Reset" {
			s.refuse(f, rootOf(f.X)) // a hash.Hash, say, that New made
		}
		return
	}
	_, pointer := fn.Signature().Recv().Type().(*types.Pointer)
	switch path := fn.Pkg().Path(); {
	case !pointer, strings.HasPrefix(path, "sync"), path == "regexp", path == "time", strings.HasSuffix(path, "/filters"):
	case path == "strings" && strings.Contains(fn.FullName(), "Replacer"), fn.Name() == "Len", fn.Name() == "String":
	default:
		s.refuse(f, rootOf(f.X))
	}
}

// setsPackage refuses to set the package's variables outside of hooks, too: New is called for each instance.
func (s *sharing) setsPackage(n ast.Node) {
	var places []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		places = n.Lhs
	case *ast.IncDecStmt:
		places = []ast.Expr{n.X}
	}
	for _, e := range places {
		root := rootOf(e)
		if root == nil {
			continue
		}
		if o, ok := s.c.info.Uses[root].(*types.Var); ok && o.Parent() == s.c.pkg.Scope() {
			s.sources.addf(e.Pos(), "%s is the package's and can't be changed, because New makes several instances: declare it with its value, or make it in New", o.Name())
		}
	}
}
