package gate

import (
	"go/ast"
	"go/types"
	"strings"
)

// A verb that doesn't suit a value has package fmt show the name of its type, which the interpreter doesn't have:
//
//	fmt.Printf("%d", name("x")) // %!d(string=x), and compiled %!d(main.name=x)

// unsuited refuses a verb for a type of the script's, or a part of that type.
func (l *lowering) unsuited(a ast.Expr, t types.Type, verb string) {
	if verb == "?" || strings.ContainsAny(verb, "vwTp") {
		return
	}
	if part := (fitting{l, verb[len(verb)-1:], map[types.Type]map[depth]bool{}}).not(t, outside); part != nil {
		l.refuse(a, "%%%s isn't for a %s, and what is printed then can't be interpreted: use %%v", verb, l.word(part))
	}
}

// fitting looks for what a verb isn't for.
type fitting struct {
	l    *lowering
	verb string
	seen map[types.Type]map[depth]bool
}

// not is the part of a type that the verb isn't for, or nil.
func (f fitting) not(t types.Type, d depth) types.Type {
	if f.seen[t][d] || f.l.foreign(t) || !d.mute() && f.l.wording(t) != "" && strings.Contains("sxXq", f.verb) {
		return nil
	}
	if f.seen[t] == nil {
		f.seen[t] = map[depth]bool{}
	}
	f.seen[t][d] = true
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if f.l.scripts(t) && !strings.Contains(suitable(u), f.verb) {
			return t
		}
	case *types.Struct:
		return f.notField(u, d)
	case *types.Interface:
		return f.notHeld(t, d)
	case *types.Map:
		if part := f.not(u.Key(), d.below()); part != nil {
			return part
		}
		return f.not(u.Elem(), d.below())
	case interface{ Elem() types.Type }:
		return f.not(u.Elem(), d.below())
	}
	return nil
}

func (f fitting) notField(u *types.Struct, d depth) types.Type {
	for v := range u.Fields() {
		if part := f.not(v.Type(), d.field(v)); part != nil {
			return part
		}
	}
	return nil
}

func (f fitting) notHeld(t types.Type, d depth) types.Type {
	for _, h := range f.l.heldIn(t) {
		if part := f.not(h, d.below()); part != nil {
			return part
		}
	}
	return nil
}

// suitable are the verbs for a kind of value.
func suitable(b *types.Basic) string {
	switch {
	case b.Info()&types.IsBoolean != 0:
		return "t"
	case b.Info()&types.IsInteger != 0:
		return "bcdoOqxXU"
	case b.Info()&types.IsString != 0:
		return "sqxX"
	}
	return "beEfFgGxX"
}
