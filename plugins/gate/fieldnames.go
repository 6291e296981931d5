package gate

import (
	"go/ast"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Of %+v the names of fields are a part. To the interpreter all fields are exported ones, with a letter before the name:
//
//	fmt.Printf("%+v", struct{ name string }{"x"}) // {Xname:x}
//
// Package support prints them as they are. Where the verb isn't known before the script runs, it is refused.

// fieldNames looks at one argument for the names that are shown of it, and notes for [lowering.arg] that support is to show them.
func (l *lowering) fieldNames(a ast.Expr, t types.Type, verb string) {
	if verb != "?" && (!strings.Contains(verb, "+") || !strings.HasSuffix(verb, "v")) || l.speaks(t) {
		return
	}
	look := fieldLook{l: l, seen: map[types.Type]bool{}}
	look.at(t)
	switch {
	case look.hidden == "":
	case verb == "?":
		l.refuse(a, "%%+v may be the verb for this, and would show how the interpreter spells the field %s: write a format without it into the call", look.hidden)
	case look.trouble != "":
		l.refuse(a, "%%+v can't show the fields of this, because %s: print them one by one", look.trouble)
	default:
		l.withNames[a] = true
	}
}

// fieldLook is what %+v shows of a type.
type fieldLook struct {
	l       *lowering
	seen    map[types.Type]bool
	hidden  string // a field that the interpreter names in its own way, or ""
	trouble string // what support can't show, or ""
}

// at looks into what the script has made; compiled code knows the rest.
func (k *fieldLook) at(t types.Type) {
	if n, ok := types.Unalias(t).(*types.Named); k.seen[t] || ok && n.Obj().Pkg() != k.l.c.pkg && !types.IsInterface(t) {
		return
	}
	k.seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		if len(k.seen) == 1 {
			k.at(u.Elem())
		}
	case *types.Slice:
		k.at(u.Elem())
	case *types.Array:
		k.at(u.Elem())
	case *types.Map:
		k.key(u.Key())
		k.at(u.Elem())
	case *types.Interface:
		k.inside(t, u)
	case *types.Struct:
		for f := range u.Fields() {
			k.field(f)
		}
	}
}

func (k *fieldLook) key(t types.Type) {
	if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&(types.IsInteger|types.IsString) == 0 {
		k.trouble = "it has a map with keys that are no texts or integers"
	}
	k.at(t)
}

// inside looks at what an interface can hold.
func (k *fieldLook) inside(t types.Type, i *types.Interface) {
	before := k.hidden
	for _, h := range k.l.held {
		if types.Implements(h, i) && (!isAny(t) || k.l.inAny[h]) && !k.l.speaks(h) {
			k.at(pointed(h))
		}
	}
	if k.hidden != before && !isAny(t) {
		k.trouble = "it may be a value in " + k.l.word(t)
	}
}

func (k *fieldLook) field(f *types.Var) {
	if !f.Exported() {
		k.hidden = f.Name()
	}
	if own, marked := strings.CutPrefix(f.Name(), "X"); marked && own != "" {
		if first, _ := utf8.DecodeRuneInString(own); !unicode.IsUpper(first) {
			k.hidden, k.trouble = f.Name(), "the interpreter spells others like its field "+f.Name()
		}
	}
	k.at(f.Type())
}
