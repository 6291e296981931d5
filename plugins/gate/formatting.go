package gate

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

// What package fmt prints of a script's value the interpreter decides by looks: it hands over a wrapper, which %d prints as two
// numbers, doesn't see the methods of what is inside, and makes every field an exported one.
//
//	fmt.Printf("%d", level(1))       // {1 5391264}
//	fmt.Println([]level{1})          // [1], where level has a String
//	fmt.Println(struct{ d time.Duration }{3}) // {3ns}, and compiled {3}
//
// What comes out wrong is refused; a number is given as such where the verb asks for one.

// findPrinted looks at all calls that print.
func (l *lowering) findPrinted() {
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if f := l.callee(c); f != nil && f.Pkg() != nil && f.Pkg() != l.c.pkg && !(len(c.Args) == 1 && isTuple(l.typeOf(c.Args[0]))) {
				l.printed(c, f)
			}
		}
		return true
	})
}

// printsOnly tells that a function keeps nothing of its arguments.
func (l *lowering) printsOnly(c *ast.CallExpr) bool {
	f := l.callee(c)
	return f != nil && f.Pkg() != nil && f.Pkg().Path() == "fmt" && f.Name() != "Errorf"
}

// printed looks at the arguments that a compiled function will print, or take apart.
func (l *lowering) printed(c *ast.CallExpr, f *types.Func) {
	sig := f.Signature()
	switch pkg := f.Pkg().Path(); {
	case strings.HasPrefix(pkg, "encoding/"):
		for i, a := range c.Args {
			if isAny(paramType(sig, i, c.Ellipsis.IsValid())) {
				l.takenApart(a)
			}
		}
	case sig.Variadic() && (pkg == "fmt" || f.Name() == "Errorf") && isAny(paramType(sig, sig.Params().Len(), false)):
		l.formatted(c, sig)
	}
}

func isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// formatted looks at each argument with its verb.
func (l *lowering) formatted(c *ast.CallExpr, sig *types.Signature) {
	fixed := sig.Params().Len() - 1
	if c.Ellipsis.IsValid() {
		if isAny(l.typeOf(c.Args[fixed]).Underlying().(*types.Slice).Elem()) {
			l.shownInside(c.Args[fixed], types.NewInterfaceType(nil, nil))
		}
		return
	}
	verbs, known := l.verbs(c, sig)
	for i, a := range c.Args[min(fixed, len(c.Args)):] {
		verb := "v"
		if known && i < len(verbs) {
			verb = verbs[i]
		} else if !known {
			verb = "?"
		}
		l.shown(a, verb)
	}
}

// verbs are those of a format, each with its flags; of a function without a format there are none, and all is %v.
func (l *lowering) verbs(c *ast.CallExpr, sig *types.Signature) (verbs []string, known bool) {
	at := sig.Params().Len() - 2
	if at < 0 || sig.Params().At(at).Name() != "format" || at >= len(c.Args) {
		return nil, true
	}
	v := l.c.info.Types[c.Args[at]].Value
	if v == nil || v.Kind() != constant.String {
		return nil, false
	}
	return parseVerbs(constant.StringVal(v))
}

// parseVerbs gives up on indices and on widths from arguments.
func parseVerbs(format string) (verbs []string, known bool) {
	for {
		_, rest, found := strings.Cut(format, "%")
		if !found {
			return verbs, true
		}
		flags := rest[:len(rest)-len(strings.TrimLeft(rest, "+-# 0123456789."))]
		rest = rest[len(flags):]
		if rest == "" {
			return verbs, true
		}
		if rest[0] == '[' || rest[0] == '*' {
			return nil, false
		}
		if rest[0] != '%' {
			verbs = append(verbs, strings.Trim(flags, "- 0123456789.")+rest[:1])
		}
		format = rest[1:]
	}
}

// shown looks at one argument. An argument that is to be printed as a number is noted for [lowering.arg].
func (l *lowering) shown(a ast.Expr, verb string) {
	t := types.Default(l.typeOf(a))
	spelled := verb == "T" || strings.Contains(verb, "#")
	switch {
	case isNil(a):
	case spelled && l.hasOwn(t, nil):
		l.refuse(a, "%%%s would show how the interpreter spells %s: print it with %%v", verb, l.word(t))
	case types.IsInterface(t):
		l.shownInterface(a, t, verb)
	case l.silent(t):
		l.refuse(a, "only a pointer to %s has the methods to print it, and the interpreter would use them for the value too: pass a pointer, or a field", l.word(t))
	case l.speaks(t):
		l.shownSpeaker(a, t, verb)
	default:
		l.shownInside(a, t)
	}
}

// shownSpeaker: with these verbs fmt asks for the words.
func (l *lowering) shownSpeaker(a ast.Expr, t types.Type, verb string) {
	if !l.scripts(t) || strings.Contains("vsqxXwp", strings.Trim(verb, "+")) {
		return
	}
	if b, ok := t.Underlying().(*types.Basic); ok && verb != "?" {
		l.asNumber[a] = b
		return
	}
	l.refuse(a, "%%%s of %s, which words itself, can't be interpreted: convert it first", verb, l.word(t))
}

// shownInterface looks at what an interface can hold.
func (l *lowering) shownInterface(a ast.Expr, t types.Type, verb string) {
	worded := strings.Contains("vsqwT", strings.Trim(verb, "+"))
	for _, h := range l.held {
		if !types.Implements(h, t.Underlying().(*types.Interface)) || isAny(t) && !l.inAny[h] {
			continue
		}
		asked := hasAny(t, "Error", "String")
		switch {
		case l.scripts(h) && l.speaks(h) && !(asked && worded), l.silent(h) && !asked, isAny(t) && l.scripts(h) && methods(h) > 0 && !isStruct(h):
			l.refuse(a, "this may hold a %s, and what is printed of it then can't be interpreted: print it as what it is, or its fields", l.word(h))
			return
		case !asked && l.troubleInside(h, map[types.Type]bool{}) != "":
			l.refuse(a, "this may hold a %s, which can't be printed: %s", l.word(h), l.troubleInside(h, map[types.Type]bool{}))
			return
		}
	}
}

func isStruct(t types.Type) bool {
	_, ok := pointed(t).Underlying().(*types.Struct)
	return ok
}

func methods(t types.Type) int { return types.NewMethodSet(t).Len() }

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
		if !f.Exported() && (types.IsInterface(f.Type()) || l.speaks(f.Type())) {
			return "compiled code can't see the methods in its field " + f.Name() + ", and the interpreter would: print the fields one by one"
		}
		if trouble := l.troubleIn(f.Type(), seen); trouble != "" {
			return trouble
		}
	}
	return ""
}

// troubleIn looks at a part.
func (l *lowering) troubleIn(t types.Type, seen map[types.Type]bool) string {
	if l.scripts(t) && (l.speaks(t) || l.silent(t) || hasAny(types.NewPointer(t), "MarshalJSON", "MarshalText", "UnmarshalJSON", "UnmarshalText")) {
		return "the interpreter doesn't see the methods of the " + l.word(t) + " in it: print the parts one by one"
	}
	if i, ok := t.Underlying().(*types.Interface); ok {
		for _, h := range l.held {
			if l.scripts(h) && methods(h) > 0 && types.Implements(h, i) && (!isAny(t) || l.inAny[h]) {
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

// hasOwn tells that a type is spelled by the script: it, or a part, is declared there, or is a struct without a name.
func (l *lowering) hasOwn(t types.Type, seen map[types.Type]bool) bool {
	if l.scripts(t) {
		return true
	}
	switch u := types.Unalias(t).(type) {
	case *types.Struct, *types.Interface, *types.Signature:
		return true
	case interface{ Elem() types.Type }:
		if m, ok := u.(*types.Map); ok && l.hasOwn(m.Key(), seen) {
			return true
		}
		return l.hasOwn(u.Elem(), seen)
	}
	return false
}
