package gate

import (
	"go/ast"
	"go/types"
)

// Of what a function of package fmt is given elsewhere nobody knows more than that an interface can hold it:
//
//	show := fmt.Sprintf; show("%+v", point{})
//	fmt.Println(f()) // with the results of f

// shownLater looks at a function that isn't called where it is named.
func (l *lowering) shownLater(n *ast.Ident, f *types.Func) {
	if !prints(f) && !takesApart(f) {
		return
	}
	for _, h := range l.held {
		if l.inAny[h] && l.shownWrongly(h) {
			l.refuse(n, "%s may be given a %s here, and what it makes of it then can't be interpreted: call it in a function literal", f.Name(), l.word(h))
			return
		}
	}
}

// shownResults looks at the results of a call that are printed.
func (l *lowering) shownResults(c *ast.CallExpr, f *types.Func) {
	if !prints(f) && !takesApart(f) {
		return
	}
	list := l.typeOf(c.Args[0]).(*types.Tuple)
	for i := range list.Len() {
		t := list.At(i).Type()
		if !isAny(paramType(f.Signature(), i, false)) || types.IsInterface(t) && !isAny(t) || l.scripts(t) && l.speaks(t) && !hasFormat(f.Signature()) {
			continue
		}
		if l.shownWrongly(t) {
			l.refuse(c.Args[0], "a %s among results that are printed can't be interpreted: put them into variables first", l.word(t))
			return
		}
	}
}

// shownWrongly tells that a verb may show something else of a type than it should.
func (l *lowering) shownWrongly(t types.Type) bool {
	return l.hasOwn(t, nil) || l.mayHoldOwn(t) || l.troubleInside(t, map[types.Type]bool{}) != ""
}

// hasFormat tells that a function takes a format before what it prints.
func hasFormat(sig *types.Signature) bool {
	at := sig.Params().Len() - 2
	return at >= 0 && sig.Params().At(at).Name() == "format"
}
