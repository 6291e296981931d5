package gate

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
)

// reread: an option that is read twice as two things can't be right for both.
func (w *warning) reread() {
	type key struct {
		of   types.Object
		name string
	}
	first := map[key]string{}
	for _, f := range w.c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, as, is := w.option(call)
			of, known := ast.Unparen(receiverOf(call)).(*ast.Ident)
			if !is || !known {
				return true
			}
			k := key{w.c.info.Uses[of], name}
			if first[k] == "" {
				first[k] = as
			}
			if before := first[k]; wanted(before) != wanted(as) {
				w.sources.addf(call.Pos(), "the option %s is read by %s here and by %s before, and no value is right for both: read it once and keep it in a variable", name, as, before)
			}
			return true
		})
	}
}

// receiverOf is what a method is called of; of a function it is its name.
func receiverOf(call *ast.CallExpr) ast.Expr {
	if s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return s.X
	}
	return call.Fun
}

// option is the name of the option that a call reads, quoted, and the method that reads it.
func (w *warning) option(call *ast.CallExpr) (name, as string, is bool) {
	f := w.callee(call)
	if f == nil || f.Signature().Recv() == nil || !isFilters(f.Signature().Recv().Type(), "Options") || len(call.Args) < 2 || f.Name() == "Errorf" {
		return "", "", false
	}
	v := w.c.info.Types[call.Args[0]].Value
	if v == nil {
		return "", "", false
	}
	return fmt.Sprintf("%q", constant.StringVal(v)), f.Name(), true
}

// wanted is what a method wants in a configuration: some want a text, and differ in what it says.
func wanted(method string) string {
	switch method {
	case "Choice", "Duration", "Rate", "Lines":
		return "String"
	case "Size":
		return "Int"
	}
	return method
}
