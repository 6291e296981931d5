package gate

import (
	"go/ast"
	"go/types"
)

// recovers refuses recover where Go would let it do nothing, or where nobody can tell: it belongs into a deferred literal, or
// into a function that is only ever deferred.
func (s *sources) recovers(c *checked) {
	v := &recovery{c: c, deferred: map[ast.Node]bool{}, called: map[types.Object]bool{}}
	for _, f := range c.files {
		ast.Inspect(f, v.look)
	}
	for _, f := range c.files {
		for _, d := range f.Decls {
			f, ok := d.(*ast.FuncDecl)
			s.recoversIn(v, d, ok && !v.called[c.info.Defs[f.Name]])
		}
	}
}

type recovery struct {
	c        *checked
	deferred map[ast.Node]bool     // literals, and the names of functions where they are deferred
	called   map[types.Object]bool // functions that are used in another way
}

// look finds what is deferred, and what is used in another way.
func (v *recovery) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.DeferStmt:
		switch f := ast.Unparen(n.Call.Fun).(type) {
		case *ast.FuncLit, *ast.Ident:
			v.deferred[f] = true
		case *ast.SelectorExpr:
			v.deferred[f.Sel] = true
		}
	case *ast.Ident:
		if f, ok := v.c.info.Uses[n].(*types.Func); ok && !v.deferred[n] {
			v.called[f] = true
		}
	}
	return true
}

// recoversIn looks through a function, in which recover is right or not.
func (s *sources) recoversIn(v *recovery, n ast.Node, right bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			s.recoversIn(v, n.Body, v.deferred[n])
			return false
		case *ast.Ident:
			if b, ok := v.c.info.Uses[n].(*types.Builtin); ok && b.Name() == "recover" && !right && !v.deferred[n] {
				s.addf(n.Pos(), "recover can be interpreted only in a function literal that is deferred, or in a function that is never called but by defer")
			}
		}
		return true
	})
}
