package gate

import (
	"go/ast"
	"go/types"
)

// forgotten: a New that reads options and never asks for their errors.
func (w *warning) forgotten() {
	reads, asks := false, false
	for _, o := range w.c.info.Uses {
		if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil && isFilters(f.Signature().Recv().Type(), "Options") {
			asks = asks || f.Name() == "Err"
			reads = reads || f.Name() != "Label"
		}
	}
	if !reads || asks {
		return
	}
	for _, f := range w.c.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "New" {
				w.dropped(d.Body)
			}
		}
	}
}

// dropped warns where New says that all is well.
func (w *warning) dropped(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 2 && w.c.info.Types[n.Results[1]].IsNil() {
				w.sources.addf(n.Results[1].Pos(), "New forgets what is wrong with its options: return the Err of the Options, as o.Err(), in the place of nil")
			}
		}
		return true
	})
}
