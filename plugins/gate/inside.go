package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// speaks tells that a type has words of its own for package fmt.
func (l *lowering) speaks(t types.Type) bool {
	return hasAny(t, "Error", "String", "GoString", "Format")
}

// silent tells that only the pointer has them.
func (l *lowering) silent(t types.Type) bool {
	if _, pointer := t.Underlying().(*types.Pointer); pointer || types.IsInterface(t) || !l.scripts(t) {
		return false
	}
	return !l.speaks(t) && l.speaks(types.NewPointer(t))
}

func hasAny(t types.Type, names ...string) bool {
	set := types.NewMethodSet(t)
	for _, n := range names {
		if set.Lookup(nil, n) != nil {
			return true
		}
	}
	return false
}

// shownInside looks at what a value is made of.
func (l *lowering) shownInside(a ast.Expr, t types.Type) {
	if trouble := l.troubleInside(t, map[types.Type]bool{}); trouble != "" {
		l.refuse(a, "%s can't be printed: %s", l.word(l.typeOf(a)), trouble)
	}
}

// troubleInside is what would be printed wrongly, or "".
func (l *lowering) troubleInside(t types.Type, seen map[types.Type]bool) string {
	if seen[t] {
		return ""
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		if isStruct(u) && len(seen) == 1 {
			return l.troubleInside(u.Elem(), seen)
		}
	case *types.Slice:
		return l.troubleIn(u.Elem(), seen)
	case *types.Array:
		return l.troubleIn(u.Elem(), seen)
	case *types.Map:
		if key := l.troubleIn(u.Key(), seen); key != "" {
			return key
		}
		return l.troubleIn(u.Elem(), seen)
	case *types.Struct:
		return l.troubleInFields(t, u, seen)
	}
	return ""
}

func (l *lowering) troubleInFields(t types.Type, u *types.Struct, seen map[types.Type]bool) string {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != l.c.pkg {
		return "" // compiled code prints what it knows
	}
	for f := range u.Fields() {
		if !f.Exported() && (types.IsInterface(f.Type()) || l.talks(f.Type(), map[types.Type]bool{})) {
			return "compiled code can't see the methods in its field " + f.Name() + ", and the interpreter would: print the fields one by one"
		}
		if trouble := l.troubleIn(f.Type(), seen); trouble != "" {
			return trouble
		}
	}
	return ""
}

// talks tells that a type has words of its own, or something in it that is printed with it.
func (l *lowering) talks(t types.Type, seen map[types.Type]bool) bool {
	if l.speaks(t) || seen[t] {
		return !seen[t]
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return !isAny(t) || slices.ContainsFunc(l.held, func(h types.Type) bool { return l.inAny[h] && l.talks(h, seen) })
	case *types.Map:
		return l.talks(u.Key(), seen) || l.talks(u.Elem(), seen)
	case *types.Slice:
		return l.talks(u.Elem(), seen)
	case *types.Array:
		return l.talks(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if l.talks(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

// worded tells that a type, or a pointer to it, says itself how it is written.
func (l *lowering) worded(t types.Type) bool {
	return l.speaks(t) || l.silent(t) || hasAny(t, marshalers...) || hasAny(types.NewPointer(t), marshalers...)
}

var marshalers = []string{"MarshalJSON", "MarshalText", "UnmarshalJSON", "UnmarshalText"}

// troubleIn looks at a part.
func (l *lowering) troubleIn(t types.Type, seen map[types.Type]bool) string {
	if l.scripts(t) && l.worded(t) {
		return "the interpreter doesn't see the methods of the " + l.word(t) + " in it: print the parts one by one"
	}
	if i, ok := t.Underlying().(*types.Interface); ok {
		for _, h := range l.held {
			if types.Implements(h, i) && (!isAny(t) || l.inAny[h]) && l.scripts(h) && (l.worded(h) || methods(h) > 0 && !isStruct(h) || l.own(t) && !isAny(t)) {
				return "the interpreter doesn't see the methods of a " + l.word(h) + " in it: print the parts one by one"
			}
		}
		return ""
	}
	return l.troubleInside(t, seen)
}

// takenApart looks at what compiled code will look into, field by field.
func (l *lowering) takenApart(a ast.Expr) {
	if field := l.hiddenField(l.typeOf(a), map[types.Type]bool{}); field != "" {
		l.refuse(a, "%s has a field %s, which compiled code doesn't see and the interpreter would show it: give it an upper case name, or take a struct without it", l.word(l.typeOf(a)), field)
	} else if t := pointed(l.typeOf(a)); !l.scripts(t) || isStruct(t) {
		l.shownInside(a, t)
	}
}

// hiddenField is an unexported field of a struct that the script declares, or "".
func (l *lowering) hiddenField(t types.Type, seen map[types.Type]bool) string {
	if seen[t] {
		return ""
	}
	seen[t] = true
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != l.c.pkg {
		return ""
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if !f.Exported() {
				return f.Name()
			}
			if inner := l.hiddenField(f.Type(), seen); inner != "" {
				return inner
			}
		}
	}
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return l.hiddenField(e.Elem(), seen)
	}
	return ""
}

// hasOwn tells that a type is spelled by the script: it, or a part, is declared there, or is a struct without a name. What any may hold
// is for others.
func (l *lowering) hasOwn(t types.Type, seen map[types.Type]bool) bool {
	if l.scripts(t) {
		return true
	}
	switch u := types.Unalias(t).(type) {
	case *types.Interface:
		return !isAny(u)
	case *types.Struct, *types.Signature:
		return true
	case interface{ Elem() types.Type }:
		if m, ok := u.(*types.Map); ok && l.hasOwn(m.Key(), seen) {
			return true
		}
		return l.hasOwn(u.Elem(), seen)
	}
	return false
}
