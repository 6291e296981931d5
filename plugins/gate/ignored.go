package gate

import (
	"go/ast"
	"go/build/constraint"
)

// ignored: the gate takes all files of a plugin, whatever they say of systems and tags.
func (w *warning) ignored(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if c.Pos() < f.Package && (constraint.IsGoBuild(c.Text) || constraint.IsPlusBuild(c.Text)) {
				w.sources.addf(c.Pos(), "this line is ignored: a file of a plugin is taken on every system and with every tag; remove the line, or keep the file elsewhere")
			}
		}
	}
}
