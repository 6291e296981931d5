package gate

import (
	"go/ast"
	"go/types"
)

// The elements of a list that is printed lose their methods:
//
//	fmt.Println([]level{1}) // [1], where level has a String
//
// A list of values that word themselves is printed as one of functions that do it.

// wordList notes for [lowering.arg] that a list is printed with the words of its elements.
func (l *lowering) wordList(a ast.Expr, t types.Type, verb string) bool {
	list, ok := t.Underlying().(*types.Slice)
	if !ok || verb != "v" || l.speaks(t) || l.silent(t) || !l.scripts(list.Elem()) || !l.wordsOf(list.Elem()) {
		return false
	}
	l.asWords[a] = "String"
	if hasAny(list.Elem(), "Error") {
		l.asWords[a] = "Error"
	}
	return true
}

// wordsOf tells that fmt asks a value, which is no pointer, for its words and for nothing else.
func (l *lowering) wordsOf(t types.Type) bool {
	if _, pointer := t.Underlying().(*types.Pointer); pointer || types.IsInterface(t) || hasAny(t, "Format") {
		return false
	}
	for _, n := range []string{"String", "Error"} {
		if m := types.NewMethodSet(t).Lookup(nil, n); m != nil {
			return types.Identical(m.Type(), wordsSignature)
		}
	}
	return false
}

var wordsSignature = types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(types.NewParam(0, nil, "", types.Typ[types.String])), false)

// words are those of a list's elements, by a method.
func (l *lowering) words(x ast.Expr, t types.Type, method string) ast.Expr {
	list, i, e, f := l.fresh("list"), l.fresh("i"), l.fresh("e"), l.fresh("f")
	say := function([]ast.Expr{name("string")}, define(e, index(name(list), name(i))), leave(call(dot(name(e), method))))
	say.Type.Params.List = []*ast.Field{{Names: []*ast.Ident{name(i)}, Type: name("int")}}
	return inline(name("any"), declare(list, l.typeExpr(t), x), define(f, say), leave(call(l.support("Words"), call(name("len"), name(list)), name(f))))
}
