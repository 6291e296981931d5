package gate

import (
	"go/ast"
	"go/constant"
	"net/netip"
	"regexp"
)

// unparsed: a text that is written out, and isn't what a function takes it for that panics then.
func (w *warning) unparsed(n ast.Node) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	f, v := w.callee(call), w.c.info.Types[call.Args[0]].Value
	if f == nil || v == nil || v.Kind() != constant.String {
		return
	}
	if err := parsing(f.FullName(), constant.StringVal(v)); err != nil {
		w.sources.addf(call.Args[0].Pos(), "%s panics with this text whenever it is reached: %v", shortened(f.FullName()), err)
	}
}

// parsing has a text read as a function would.
func parsing(function, text string) (err error) {
	switch function {
	case "regexp.MustCompile":
		_, err = regexp.Compile(text)
	case "regexp.MustCompilePOSIX":
		_, err = regexp.CompilePOSIX(text)
	case "net/netip.MustParseAddr":
		_, err = netip.ParseAddr(text)
	case "net/netip.MustParsePrefix":
		_, err = netip.ParsePrefix(text)
	}
	return err
}
