package gate

import (
	"go/types"
	"strings"
)

// What package fmt sees of a script's value isn't what it would see of a compiled one: the interpreter has no methods inside of a value, and
// fields that aren't exported it exports under other names.
//
//	fmt.Println([]level{1})                        // [1], where level has a String
//	fmt.Println(struct{ d time.Duration }{3})      // {3ns}, and compiled {3}
//	fmt.Printf("%+v", struct{ name string }{"x"})  // {Xname:x}
//
// Such a value is printed by package support, to which a function of its type takes it apart: see showers.go. This file finds the types.

// depth is where a value is in what is printed: package fmt follows a pointer only outside, and calls no methods in a field that isn't
// exported. In one that is embedded it calls those of its fields.
type depth string

const (
	outside  depth = "outside"
	inside   depth = "inside"
	hidden   depth = "hidden"
	embedded depth = "embedded"
)

// mute tells that no methods are called.
func (d depth) mute() bool { return d == hidden || d == embedded }

// below is the depth of an element, or of what an interface holds.
func (d depth) below() depth {
	if d.mute() {
		return hidden
	}
	return inside
}

// field is the depth of a field.
func (d depth) field(f *types.Var) depth {
	switch {
	case d == hidden, !f.Exported() && !f.Embedded():
		return hidden
	case !f.Exported():
		return embedded
	}
	return inside
}

// showing looks whether package fmt would print a type wrongly.
type showing struct {
	l     *lowering
	names bool // those of fields are shown
	seen  map[types.Type]map[depth]bool
}

// shownWrong tells that package fmt would print a value wrongly, with the names of its fields or without.
func (l *lowering) shownWrong(t types.Type, d depth, names bool) bool {
	return showing{l, names, map[types.Type]map[depth]bool{}}.wrong(t, d)
}

func (s showing) wrong(t types.Type, d depth) bool {
	if s.seen[t][d] {
		return false
	}
	if s.seen[t] == nil {
		s.seen[t] = map[depth]bool{}
	}
	s.seen[t][d] = true
	if s.l.foreign(t) {
		return d.mute() && methods(types.NewPointer(t))+methods(t) > 0
	}
	if !d.mute() && s.l.scripts(t) && s.l.wording(t) != "" && !types.IsInterface(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return d == outside && s.l.silent(t) // the interpreter would call the pointer's methods
	case *types.Pointer:
		return d == outside && followed(u) && s.wrong(u.Elem(), inside)
	case *types.Map:
		return s.wrong(u.Key(), d.below()) || s.wrong(u.Elem(), d.below())
	case *types.Slice:
		return s.wrong(u.Elem(), d.below())
	case *types.Array:
		return s.wrong(u.Elem(), d.below())
	case *types.Struct:
		return s.wrongFields(t, u, d)
	case *types.Interface:
		return s.wrongHeld(t, d)
	}
	return false
}

func (s showing) wrongFields(t types.Type, u *types.Struct, d depth) bool {
	if d == outside && s.l.silent(t) {
		return true
	}
	for f := range u.Fields() {
		if s.names && !f.Exported() || s.wrong(f.Type(), d.field(f)) {
			return true
		}
	}
	return false
}

// wrongHeld looks at what an interface can hold.
func (s showing) wrongHeld(t types.Type, d depth) bool {
	if d == embedded {
		d = hidden
	}
	for _, h := range s.l.heldIn(t) {
		if s.wrong(h, d) || s.l.scripts(h) && (!isAny(t) || methods(h) > 0) || d == hidden && !isAny(t) {
			return true
		}
	}
	return false
}

// heldIn are the types that an interface can hold.
func (l *lowering) heldIn(t types.Type) (all []types.Type) {
	for _, h := range l.held {
		if types.Implements(h, t.Underlying().(*types.Interface)) && (!isAny(t) || l.inAny[h]) {
			all = append(all, h)
		}
	}
	return all
}

// foreign tells that a type is declared in a package.
func (l *lowering) foreign(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg() != l.c.pkg && !types.IsInterface(t)
}

// followed tells that package fmt shows what a pointer points to.
func followed(p *types.Pointer) bool {
	switch p.Elem().Underlying().(type) {
	case *types.Struct, *types.Map, *types.Slice, *types.Array:
		return true
	}
	return false
}

// wording is the method by which a type words itself, or "".
func (l *lowering) wording(t types.Type) string {
	for _, n := range []string{"Error", "String"} {
		if m := types.NewMethodSet(t).Lookup(nil, n); m != nil && types.Identical(m.Type(), wordsSignature) {
			return n
		}
	}
	return ""
}

var wordsSignature = types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(types.NewParam(0, nil, "", types.Typ[types.String])), false)

// wordsItself tells that an interface of a package's has the methods by which a verb words it: then the interpreter's wrapper has them too.
func (l *lowering) wordsItself(t types.Type, verb string) bool {
	return !l.own(t) && l.wording(t) != "" && strings.Contains("vsqxXw", strings.Trim(verb, "+"))
}
