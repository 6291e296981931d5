package gate

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// A format that a function of the script hands on is known if all who call that function write theirs into the call:
//
//	func logf(format string, args ...any) { fmt.Printf(format, args...) }

// handedOn are the verbs of all formats that come to a call with the parameters of the function around it.
func (l *lowering) handedOn(c *ast.CallExpr, sig *types.Signature) (verbs []string, known bool) {
	at := sig.Params().Len() - 2
	if !hasFormat(sig) || at+2 != len(c.Args) {
		return nil, false
	}
	f := l.handing(c.Args[at], c.Args[at+1])
	if f == nil || l.mayBeValue(f) {
		return nil, false
	}
	verbs, known = []string{}, true
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && l.callee(c) == f {
			some, complete := l.writtenOut(c, f.Signature())
			verbs, known = append(verbs, some...), known && complete
		}
		return true
	})
	return verbs, known
}

// handing is the function of which a format and a list are the last parameters and nothing else, or nil.
func (l *lowering) handing(format, list ast.Expr) *types.Func {
	for _, d := range l.c.files[0].Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok || d.Body == nil || format.Pos() < d.Pos() || format.End() > d.End() {
			continue
		}
		f := l.c.info.Defs[d.Name].(*types.Func)
		last := f.Signature().Params().Len() - 1
		if f.Signature().Variadic() && last >= 1 && l.isOnly(d, format, f.Signature().Params().At(last-1)) && l.isOnly(d, list, f.Signature().Params().At(last)) {
			return f
		}
	}
	return nil
}

// isOnly tells that an expression is a parameter that is named nowhere else in the function, and so never changed.
func (l *lowering) isOnly(d *ast.FuncDecl, e ast.Expr, p *types.Var) bool {
	uses := 0
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && l.c.info.Uses[id] == p {
			uses++
		}
		return true
	})
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && uses == 1 && l.c.info.Uses[id] == p
}

// mayBeValue tells that a function may be called by who doesn't name it: as a value, or as a method of an interface.
func (l *lowering) mayBeValue(f *types.Func) bool {
	for _, named := range []map[*ast.Ident]types.Object{l.c.info.Defs, l.c.info.Uses} {
		for id, o := range named {
			if m, ok := o.(*types.Func); ok && id.Name == f.Name() && m.Signature().Recv() != nil && types.IsInterface(m.Signature().Recv().Type()) {
				return true
			}
		}
	}
	uses, calls := 0, 0
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if l.callee(n) == f {
				calls++
			}
		case *ast.Ident:
			if l.c.info.Uses[n] == f {
				uses++
			}
		}
		return true
	})
	return uses != calls
}

// writtenOut are the verbs of a call that writes its format out, with an argument for each.
func (l *lowering) writtenOut(c *ast.CallExpr, sig *types.Signature) (verbs []string, known bool) {
	at := sig.Params().Len() - 2
	if c.Ellipsis.IsValid() || len(c.Args) <= at {
		return nil, false
	}
	v := l.c.info.Types[c.Args[at]].Value
	if v == nil || v.Kind() != constant.String {
		return nil, false
	}
	verbs, known = parseVerbs([]string{}, constant.StringVal(v))
	return verbs, known && len(verbs) == len(c.Args)-at-1
}
