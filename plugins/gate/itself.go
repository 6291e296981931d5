package gate

import (
	"go/ast"
	"go/constant"
	"strings"
)

// wordsItself: package fmt calls String and Error of what it is given.
func (w *warning) wordsItself(f *ast.FuncDecl) {
	if f.Recv == nil || f.Body == nil || len(f.Recv.List[0].Names) == 0 || f.Name.Name != "String" && f.Name.Name != "Error" {
		return
	}
	self := w.c.info.Defs[f.Recv.List[0].Names[0]]
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if asked := w.callee(call); asked == nil || asked.Pkg() == nil || asked.Pkg().Path() != "fmt" {
			return true
		}
		for i, e := range call.Args {
			if id, ok := ast.Unparen(e).(*ast.Ident); ok && w.c.info.Uses[id] == self && w.wordsArg(call, i) {
				w.sources.addf(e.Pos(), "%s formats its own receiver, which calls %s again without end: compiled in, that ends the whole program; convert it first", f.Name.Name, f.Name.Name)
			}
		}
		return true
	})
}

// wordsArg tells that package fmt asks an argument for its words, which it doesn't for a number, or for the name of a type. Where the format
// isn't written out it isn't known.
func (w *warning) wordsArg(call *ast.CallExpr, arg int) bool {
	sig := w.callee(call).Signature()
	if !hasFormat(sig) {
		return true
	}
	at := sig.Params().Len() - 2
	v := w.c.info.Types[call.Args[at]].Value
	if v == nil {
		return false
	}
	verbs, known := parseVerbs(nil, constant.StringVal(v))
	n := arg - at - 1
	return known && n >= 0 && n < len(verbs) && strings.ContainsAny(verbs[n], "vsxXq")
}
