package gate

import (
	"go/ast"
	"go/types"
)

// hookCode is what of a script runs while a session waits: the hooks, and the functions that they call or keep.
type hookCode struct {
	c      *checked
	bodies map[ast.Node]bool // functions and literals
	decls  map[types.Object]*ast.FuncDecl
	vars   map[types.Object]*ast.FuncLit // variables that are a literal
	owner  map[types.Object]ast.Node     // where a variable is declared: a function or a literal; nil of the package's
}

func findHookCode(c *checked) *hookCode {
	h := &hookCode{c: c, bodies: map[ast.Node]bool{}, decls: map[types.Object]*ast.FuncDecl{}, vars: map[types.Object]*ast.FuncLit{}, owner: map[types.Object]ast.Node{}}
	for _, f := range c.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				h.decls[c.info.Defs[d.Name]] = d
			}
		}
	}
	var seeds []ast.Node
	for _, f := range c.files {
		h.walk(f, nil, func(n, owner ast.Node) {
			h.declared(n, owner)
			if h.isHook(n) {
				seeds = append(seeds, n)
			}
		})
	}
	for _, n := range seeds {
		h.add(n)
	}
	return h
}

// walk visits nodes with the function that each is in.
func (h *hookCode) walk(n, owner ast.Node, visit func(n, owner ast.Node)) {
	ast.Inspect(n, func(inner ast.Node) bool {
		if inner == nil {
			return false
		}
		visit(inner, owner)
		switch inner := inner.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if inner != n {
				h.walk(inner, inner, visit)
				return false
			}
		}
		return true
	})
}

// declared notes who declares a variable, and which literal it is.
func (h *hookCode) declared(n, owner ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if v, ok := h.c.info.Defs[n].(*types.Var); ok && !v.IsField() && v.Parent() != h.c.pkg.Scope() {
			h.owner[v] = owner
		}
	case *ast.AssignStmt:
		for i, e := range n.Lhs {
			if id, ok := e.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) {
				if f, ok := ast.Unparen(n.Rhs[i]).(*ast.FuncLit); ok {
					h.vars[h.c.info.ObjectOf(id)] = f
				}
			}
		}
	}
}

// isHook tells a hook by what it takes and gives.
func (h *hookCode) isHook(n ast.Node) bool {
	var sig *types.Signature
	switch n := n.(type) {
	case *ast.FuncDecl:
		sig = h.c.info.Defs[n.Name].(*types.Func).Signature()
	case *ast.FuncLit:
		sig, _ = h.c.info.TypeOf(n).(*types.Signature)
	}
	if sig == nil || sig.Params().Len() == 0 || !isFilters(sig.Params().At(0).Type(), "Session") {
		return false
	}
	return sig.Results().Len() == 0 || isFiltersValue(sig.Results().At(0).Type(), "Verdict") || isFilters(sig.Results().At(0).Type(), "Filter")
}

// add takes in a function, the literals in it, and what it names.
func (h *hookCode) add(n ast.Node) {
	if n == nil || h.bodies[n] {
		return
	}
	h.bodies[n] = true
	ast.Inspect(n, func(inner ast.Node) bool {
		switch inner := inner.(type) {
		case *ast.FuncLit:
			h.bodies[inner] = true
		case *ast.Ident:
			o := h.c.info.Uses[inner]
			if d := h.decls[o]; d != nil {
				h.add(d)
			}
			if f := h.vars[o]; f != nil {
				h.add(f)
			}
		}
		return true
	})
}
