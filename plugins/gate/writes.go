package gate

import (
	"go/ast"
	"go/types"
)

const keepElsewhere = "keep what belongs to one session in a variable of Open, and what all share in Session.Store"

// write refuses to write cells that are of an earlier phase than the code that does it.
func (a *sharing) write(f *frame, e ast.Expr, to cells) {
	if !a.reports {
		return
	}
	for _, p := range to {
		if p = p.origin(); p.at < f.at && p.code == nil {
			a.refuse(f, e, p)
			return
		}
	}
}

// refuse words it by what was made where.
func (a *sharing) refuse(f *frame, e ast.Expr, p *cell) {
	switch root := a.rootVariable(e); {
	case f.at == ofNew && root != nil:
		a.sources.addf(e.Pos(), "%s is the package's and can't be changed, because New makes several instances: declare it with its value, or make it in New", root.Name())
	case f.at == ofNew:
		a.sources.addf(e.Pos(), "this is the package's and can't be changed, because New makes several instances: declare it with its value, or make it in New")
	case root == nil:
		a.sources.addf(e.Pos(), "a hook changes what this leads to, which %s: %s", p.made(), keepElsewhere)
	case a.variable(f, root).at < f.at:
		a.sources.addf(e.Pos(), "a hook changes %s, which %s: %s", root.Name(), p.made(), keepElsewhere)
	default:
		a.sources.addf(e.Pos(), "a hook changes what %s leads to, which %s: %s", root.Name(), p.made(), keepElsewhere)
	}
}

// made says whose a cell is.
func (p *cell) made() string {
	if p.at == ofPackage {
		return "is the package's, and so all sessions'"
	}
	return "was made with the filter, and so is all sessions'"
}

// rootVariable is the script's variable of which an expression is a part, or nil.
func (a *sharing) rootVariable(e ast.Expr) *types.Var {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = u.X
	}
	root := rootOf(e)
	if root == nil {
		return nil
	}
	v, ok := a.c.info.ObjectOf(root).(*types.Var)
	if !ok || v.Pkg() != a.c.pkg {
		return nil
	}
	return v
}
