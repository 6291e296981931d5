package gate

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
)

// reading is an option as it was read first, and the block in which that stands.
type reading struct {
	as string
	in ast.Node
}

// reread: an option that is read twice as two things can't be right for both. In the branches of a choice one of them is read.
func (w *warning) reread() {
	type key struct {
		of   types.Object
		name string
	}
	first := map[key]reading{}
	for _, f := range w.c.files {
		within := []ast.Node{f}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BlockStmt, *ast.CaseClause:
				within = append(around(within, n), n)
			case *ast.CallExpr:
				name, as, is := w.option(n)
				of, known := ast.Unparen(receiverOf(n)).(*ast.Ident)
				if !is || !known {
					break
				}
				k := key{w.c.info.Uses[of], name}
				if within = around(within, n); first[k].as == "" {
					first[k] = reading{as, within[len(within)-1]}
				}
				if before := first[k]; !agree(before.as, as) && n.Pos() < before.in.End() {
					w.sources.addf(n.Pos(), "the option %s is read by %s here and by %s before, and no value is right for both: read it once and keep it in a variable", name, as, before.as)
				}
			}
			return true
		})
	}
}

// around are those of some blocks, each in the one before, that a node is in.
func around(blocks []ast.Node, n ast.Node) []ast.Node {
	for blocks[len(blocks)-1].End() <= n.Pos() {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
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

// agree tells that one value can be right for two methods. A size is a number or a text.
func agree(a, b string) bool {
	x, y := wanted(a), wanted(b)
	return x == y || a == "Size" && (y == "Int" || y == "String") || b == "Size" && (x == "Int" || x == "String")
}

// wanted is what a method wants in a configuration: some want a text, and differ in what it says.
func wanted(method string) string {
	switch method {
	case "Choice", "Duration", "Rate", "Lines":
		return "String"
	}
	return method
}
