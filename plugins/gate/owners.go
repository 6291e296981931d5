package gate

import (
	"go/ast"
	"go/types"
)

// findOwners notes which function declares a variable, and the functions that have names.
func (a *sharing) findOwners() {
	for _, f := range a.c.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				fn := a.c.info.Defs[d.Name].(*types.Func)
				a.decls[fn] = d
				if d.Recv != nil {
					a.methods[d.Name.Name] = append(a.methods[d.Name.Name], fn)
				}
			}
			a.own(d, nil)
			a.settle(d)
			a.opened(d)
		}
	}
}

// own notes who declares the variables below a node.
func (a *sharing) own(n, owner ast.Node) {
	switch n.(type) {
	case *ast.FuncDecl, *ast.FuncLit:
		owner = n
	}
	ast.Inspect(n, func(inner ast.Node) bool {
		switch inner := inner.(type) {
		case *ast.FuncLit:
			if inner != n {
				a.own(inner, owner)
				return false
			}
		case *ast.Ident:
			if v, ok := a.c.info.Defs[inner].(*types.Var); ok {
				a.owner[v] = owner
			}
		case *ast.CaseClause:
			if v, ok := a.c.info.Implicits[inner].(*types.Var); ok {
				a.owner[v] = owner
			}
		}
		return true
	})
}

// variable is the cell of a variable, as it is seen from a frame.
func (a *sharing) variable(f *frame, v *types.Var) *cell {
	if v.Parent() == a.c.pkg.Scope() {
		return a.cell(cellKey{nil, nil, v}, ofPackage, v.Type())
	}
	for g := f; g != nil; g = g.outer {
		if g.fn == a.owner[v] {
			return a.cell(cellKey{g, nil, v}, g.at, v.Type())
		}
	}
	return a.cell(cellKey{f, nil, v}, f.at, v.Type())
}
