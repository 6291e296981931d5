package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// recurses: a function that calls itself before anything could make it return.
func (w *warning) recurses(d *ast.FuncDecl) {
	if d.Body == nil {
		return
	}
	self := w.c.info.Defs[d.Name]
	for _, s := range d.Body.List {
		for _, n := range always(s) {
			if n == nil {
				continue
			}
			if call := w.callOf(self, n); call != nil {
				w.sources.addf(call.Pos(), "%s calls itself here whatever it was given, and never comes to an end: the hook fails, and compiled in it ends the whole program; return before where there is nothing left to do", d.Name.Name)
				return
			}
		}
		if w.leaves(s, false) {
			return
		}
	}
}

// always are the parts of a statement that are evaluated whenever it is reached.
func always(s ast.Stmt) []ast.Node {
	var parts []ast.Node
	switch s := s.(type) {
	case *ast.IfStmt:
		parts = []ast.Node{s.Init, s.Cond}
	case *ast.ForStmt:
		parts = []ast.Node{s.Init, s.Cond}
	case *ast.RangeStmt:
		parts = []ast.Node{s.X}
	case *ast.SwitchStmt:
		parts = []ast.Node{s.Init, s.Tag}
	case *ast.TypeSwitchStmt:
		parts = []ast.Node{s.Init, s.Assign}
	case *ast.LabeledStmt:
		return always(s.Stmt)
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.DeclStmt, *ast.DeferStmt:
		parts = []ast.Node{s}
	}
	return parts
}

// callOf is a call of a function within a part that is always evaluated, or nil.
func (w *warning) callOf(self types.Object, part ast.Node) (found *ast.CallExpr) {
	ast.Inspect(part, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				if found == nil {
					found = w.callOf(self, n.X)
				}
				return false
			}
		case *ast.CallExpr:
			if found == nil && w.object(n.Fun) == self {
				found = n
			}
		}
		return true
	})
	return found
}
