package gate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// Package json finds the fields and methods of a value by reflection, and sees of a script's one what the interpreter has made: a struct in which
// nothing is embedded, a value without methods, a wrapper.
//
//	json.Marshal(struct{ base; N int }{}) // {"base":{"ID":""},"N":0}, and compiled {"ID":"","N":0}
//
// Package support gives it a copy that is as it should be. What has methods that package json would call is refused.

// encoded looks at what package json makes a text of, or fills from one.
func (l *lowering) encoded(c *ast.CallExpr, f *types.Func) {
	for i, a := range c.Args {
		if t := types.Default(l.typeOf(a)); isAny(paramType(f.Signature(), i, c.Ellipsis.IsValid())) && !isNil(a) {
			e := &encoding{l: l, reads: strings.HasPrefix(f.Name(), "Unmarshal") || f.Name() == "Decode", seen: map[types.Type]bool{}}
			e.whole(t)
			e.recursive()
			if l.encodes[a] = e.differs; e.trouble != "" {
				l.refuse(a, "%s can't go to package json when it is interpreted: %s", l.word(t), e.trouble)
			}
		}
	}
}

// encoding is what package json meets in a type.
type encoding struct {
	l         *lowering
	reads     bool
	differs   bool   // the interpreter's form differs
	trouble   string // what can't be helped
	seen      map[types.Type]bool
	embedding []types.Type // the structs that embed others
}

func (e *encoding) refuse(why string) {
	if e.trouble == "" {
		e.trouble = why
	}
}

// whole looks at what package json is given. It asks that for methods, of which the interpreter tells it where they are the type's own.
func (e *encoding) whole(t types.Type) {
	switch {
	case e.l.foreign(t), e.l.foreign(pointed(t)):
	case types.IsInterface(t) && !e.l.own(t) && e.asked(t):
		e.says(t)
	case types.IsInterface(t):
		e.held(t)
	case e.l.scripts(t) && e.asked(t):
		for _, m := range e.methods() {
			if o, path, _ := types.LookupFieldOrMethod(t, true, e.l.c.pkg, m); o != nil && len(path) > 1 {
				e.refuse("it has its method " + m + " by what it embeds, and the interpreter doesn't call that: give it one of its own")
			}
		}
	default:
		e.differs = e.l.scripts(t) && e.asked(types.NewPointer(t)) // the interpreter would call the pointer's methods
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		e.inside(t)
	}
}

// methods are what package json asks for.
func (e *encoding) methods() []string {
	if e.reads {
		return []string{"UnmarshalJSON", "UnmarshalText"}
	}
	return []string{"MarshalJSON", "MarshalText"}
}

func (e *encoding) asked(t types.Type) bool { return hasAny(t, e.methods()...) }

// part looks at a part of a value.
func (e *encoding) part(t types.Type) {
	switch {
	case e.seen[t] || e.l.foreign(t):
	case e.l.scripts(t) && !types.IsInterface(t) && (e.asked(t) || e.asked(types.NewPointer(t)) || e.reads && hasAny(t, "MarshalText")):
		e.refuse("the interpreter doesn't see the methods of the " + e.l.word(t) + " in it: give package json what they make")
	case isAny(t):
		e.seen[t] = true
		e.held(t)
	case types.IsInterface(t) && e.l.own(t):
		e.refuse("it has a " + e.l.word(t) + " in it, and the interpreter doesn't show what that holds: make it an any")
	case types.IsInterface(t) && e.asked(t):
		e.says(t)
	case types.IsInterface(t):
		e.seen[t] = true
		e.held(t)
	default:
		e.inside(t)
	}
}

// says looks at an interface of a package's with a method that package json asks for: the interpreter's wrapper has that and no others.
func (e *encoding) says(t types.Type) {
	for _, h := range e.l.heldIn(t) {
		for _, m := range e.methods() {
			if e.l.scripts(h) && hasAny(h, m) && !hasAny(t, m) {
				e.refuse("the interpreter doesn't see the method " + m + " of the " + e.l.word(h) + " in it: give package json what that makes")
			}
		}
	}
}

// inside looks at the parts of a value.
func (e *encoding) inside(t types.Type) {
	if e.seen[t] {
		return
	}
	e.seen[t] = true
	if u, ok := t.Underlying().(*types.Struct); ok {
		e.fields(t, u)
		return
	}
	for _, p := range partsOf(t) {
		e.part(p)
	}
}

func (e *encoding) fields(t types.Type, u *types.Struct) {
	for f := range u.Fields() {
		if ignored(f) {
			continue
		}
		switch embeds := f.Embedded() && !types.IsInterface(f.Type()); {
		case embeds && e.l.foreign(pointed(f.Type())):
			e.refuse("it embeds a " + e.l.word(f.Type()) + ", of which the interpreter doesn't see the methods: give the field a name")
		case embeds && e.reads && !f.Exported() && pointed(f.Type()) != f.Type():
			e.refuse("package json can't set " + f.Name() + ", which is embedded and isn't exported, and when it is interpreted it can: give the field an upper case name")
		case embeds:
			e.embedding, e.differs = append(e.embedding, t), true
		}
		e.part(f.Type())
	}
}

// ignored tells that package json leaves out a field; the interpreter has all of them exported.
func ignored(f *types.Var) bool {
	return !f.Exported() && !(f.Embedded() && isStruct(f.Type()))
}

// recursive refuses what embeds others and is a part of itself: package support can make no copy of that.
func (e *encoding) recursive() {
	for _, t := range e.embedding {
		for s := range e.seen {
			if leads(s, s, map[types.Type]bool{}) && (types.Identical(s, t) || leads(s, t, map[types.Type]bool{})) {
				e.refuse("a " + e.l.word(t) + " embeds another type, which the interpreter doesn't show so in what refers to itself: give the field a name")
			}
		}
	}
}

// leads tells that a type has another one among its parts, or theirs.
func leads(t, to types.Type, seen map[types.Type]bool) bool {
	return slices.ContainsFunc(partsOf(t), func(p types.Type) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		return types.Identical(p, to) || leads(p, to, seen)
	})
}

// partsOf are the types of what a value is made of, or leads to.
func partsOf(t types.Type) (all []types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			all = append(all, f.Type())
		}
	case *types.Map:
		return []types.Type{u.Key(), u.Elem()}
	case interface{ Elem() types.Type }:
		return []types.Type{u.Elem()}
	}
	return all
}

// held looks at what an interface can hold, of which package support makes a copy as it is then.
func (e *encoding) held(t types.Type) {
	e.differs = true
	for _, h := range e.l.held {
		if types.Implements(h, t.Underlying().(*types.Interface)) && (!isAny(t) || e.l.inAny[h] || e.l.poured(h)) {
			e.part(h)
		}
	}
}

// poured tells that a type can come into an any by an interface of a package's.
func (l *lowering) poured(t types.Type) bool {
	return slices.ContainsFunc(l.pours, func(i types.Type) bool { return types.Implements(t, i.Underlying().(*types.Interface)) })
}

// filled is a call by which package json fills a copy, or nil.
func (l *lowering) filled(c *ast.CallExpr) ast.Expr {
	f := l.callee(c)
	if f == nil || len(c.Args) == 0 || !l.encodes[c.Args[len(c.Args)-1]] {
		return nil
	}
	to := c.Args[len(c.Args)-1]
	delete(l.into, to)
	switch f.FullName() {
	case "encoding/json.Unmarshal":
		return call(l.support("Unmarshal"), l.x(c.Args[0]), l.unboxed(l.x(to), l.typeOf(to)))
	case "(*encoding/json.Decoder).Decode":
		return call(l.support("Decode"), l.receiver(ast.Unparen(c.Fun).(*ast.SelectorExpr), l.c.info.Selections[ast.Unparen(c.Fun).(*ast.SelectorExpr)]), l.unboxed(l.x(to), l.typeOf(to)))
	}
	return nil
}
