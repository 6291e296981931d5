package gate

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"strings"
)

// With %T package fmt shows how the interpreter spells a type of the script:
//
//	fmt.Printf("%T", point{}) // struct { Xx int "y:\"point1\"" }
//
// Where the type is known, its name is printed in its place, and the format has %s there.

// typed notes for [lowering.arg] that an argument is printed as the name of its type, if that is known.
func (l *lowering) typed(c *ast.CallExpr, sig *types.Signature, i int, t types.Type) bool {
	at := sig.Params().Len() - 2
	text, ok := l.reflected(t)
	if !ok || !l.hasOwn(t, nil) || types.IsInterface(t) {
		return false
	}
	format, rewritten := l.rewritten[c.Args[at]]
	if !rewritten {
		format = constant.StringVal(l.c.info.Types[c.Args[at]].Value)
	}
	l.rewritten[c.Args[at]] = asText(format, i)
	l.asTypeText[c.Args[at+1+i]] = text
	return true
}

// asText is a format with %s for its i-th verb.
func asText(format string, i int) string {
	for at := 0; at < len(format); at++ {
		if format[at] != '%' {
			continue
		}
		at++
		for at < len(format) && strings.ContainsRune("+-# 0123456789.", rune(format[at])) {
			at++
		}
		if at == len(format) || format[at] == '%' {
			continue
		}
		if i == 0 {
			return format[:at] + "s" + format[at+1:]
		}
		i--
	}
	return format
}

// reflected is how compiled code spells a type, if that is plain.
func (l *lowering) reflected(t types.Type) (text string, ok bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Typ[t.Kind()].Name(), true
	case *types.Named:
		if t.Obj().Pkg() == nil || t.TypeArgs().Len() > 0 || t.Obj().Pkg() == l.c.pkg && !l.namedSo(t.Obj()) {
			return "", false
		}
		return t.Obj().Pkg().Name() + "." + t.Obj().Name(), true
	case *types.Pointer:
		text, ok = l.reflected(t.Elem())
		return "*" + text, ok
	case *types.Slice:
		text, ok = l.reflected(t.Elem())
		return "[]" + text, ok
	case *types.Array:
		text, ok = l.reflected(t.Elem())
		return fmt.Sprintf("[%d]%s", t.Len(), text), ok
	case *types.Map:
		key, known := l.reflected(t.Key())
		text, ok = l.reflected(t.Elem())
		return "map[" + key + "]" + text, ok && known
	}
	return "", false
}

// namedSo tells that the script itself has the name for the type, and not the gate.
func (l *lowering) namedSo(o types.Object) bool {
	p := l.c.fset.Position(o.Pos())
	source := l.sources.at(p, "").Source
	return p.Column > 0 && p.Column <= len(source) && word.FindString(source[p.Column-1:]) == o.Name()
}

var word = regexp.MustCompile(`^[\pL_][\pL\pN_]*`)
