package gate

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
)

// What package fmt prints of a script's value the interpreter decides by looks: it hands over a wrapper, which %d prints as two
// numbers.
//
//	fmt.Printf("%d", level(1)) // {1 5391264}
//
// So each argument is looked at with its verb. A number is given as such where the verb asks for one; what has methods or fields in it that
// package fmt wouldn't see rightly is printed by package support (shows.go); what can't be made right is refused.

// findPrinted looks at all calls that print, and at the functions for it that aren't called where they are named.
func (l *lowering) findPrinted() {
	called := map[*ast.Ident]bool{}
	ast.Inspect(l.c.files[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[calledName(n)] = true
			if f := l.callee(n); f != nil && f.Pkg() != nil && f.Pkg() != l.c.pkg {
				l.printed(n, f)
				l.key(n, f)
			}
		case *ast.Ident:
			if f, ok := l.c.info.Uses[n].(*types.Func); ok && !called[n] && f.Pkg() != nil && f.Pkg() != l.c.pkg {
				l.shownLater(n, f)
				l.comparedLater(n, f)
			}
		}
		return true
	})
}

// printsOnly tells that a function keeps nothing of its arguments.
func (l *lowering) printsOnly(c *ast.CallExpr) bool {
	f := l.callee(c)
	if f == nil || f.Pkg() == nil {
		return false
	}
	return f.Pkg().Path() == "fmt" && f.Name() != "Errorf" || f.Pkg().Path() == "encoding/json" && f.Signature().Recv() == nil
}

// printed looks at the arguments that a compiled function will print, or take apart.
func (l *lowering) printed(c *ast.CallExpr, f *types.Func) {
	sig := f.Signature()
	switch {
	case len(c.Args) == 1 && isTuple(l.typeOf(c.Args[0])):
		l.shownResults(c, f)
	case f.Pkg().Path() == "encoding/json":
		l.encoded(c, f)
	case takesApart(f):
		for i, a := range c.Args {
			if isAny(paramType(sig, i, c.Ellipsis.IsValid())) {
				l.takenApart(a)
			}
		}
	case scans(f):
		for _, a := range c.Args {
			if l.scripts(l.typeOf(a)) && hasAny(l.typeOf(a), "Scan") {
				l.refuse(a, "%s scans itself, which can't be interpreted: scan into its parts", l.word(l.typeOf(a)))
			}
		}
	case prints(f):
		l.formatted(c, f)
	}
}

func takesApart(f *types.Func) bool { return strings.HasPrefix(f.Pkg().Path(), "encoding/") }

func scans(f *types.Func) bool {
	return f.Pkg().Path() == "fmt" && strings.Contains(strings.ToLower(f.Name()), "scan")
}

func prints(f *types.Func) bool {
	sig := f.Signature()
	return sig.Variadic() && (f.Pkg().Path() == "fmt" || f.Name() == "Errorf") && isAny(paramType(sig, sig.Params().Len(), false))
}

func isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// formatted looks at each argument with its verb.
func (l *lowering) formatted(c *ast.CallExpr, f *types.Func) {
	sig := f.Signature()
	fixed := sig.Params().Len() - 1
	verbs, known := l.verbs(c, sig)
	if !known && c.Ellipsis.IsValid() {
		verbs, known = l.handedOn(c, sig)
	}
	if l.format = nil; !known && hasFormat(sig) && fixed <= len(c.Args) {
		l.format = c.Args[fixed-1]
	}
	if c.Ellipsis.IsValid() {
		l.shownAll(f, c.Args[fixed], verbs, known)
		return
	}
	for i, a := range c.Args[min(fixed, len(c.Args)):] {
		verb := "v"
		if known && i < len(verbs) {
			verb = verbs[i]
		} else if !known {
			verb = "?"
		} else if verbs != nil {
			verb = "T" // one argument too many is shown with its type
		}
		if verb != "T" || verbs == nil || i >= len(verbs) || !l.typed(c, sig, i, types.Default(l.typeOf(a))) {
			l.shown(f, a, verb)
		}
	}
}

// shownAll looks at a list of arguments, of which nobody knows which verb is whose.
func (l *lowering) shownAll(f *types.Func, list ast.Expr, verbs []string, known bool) {
	anything := types.NewInterfaceType(nil, nil)
	names := !known || slices.ContainsFunc(verbs, func(v string) bool { return strings.Contains(v, "+") })
	if l.shownWrong(anything, outside, names) {
		l.shows[list] = true
		for _, v := range verbs {
			l.wrapsUnknown(f, list, v)
		}
		if !known {
			l.wrapsUnknown(f, list, "?")
		}
	}
	if !known || slices.ContainsFunc(verbs, func(v string) bool { return strings.ContainsAny(v, "#T") }) {
		l.spelled(list, anything, "?")
	}
}

// verbs are those of a format, each with its flags; of a function without a format there are none, and all is %v.
func (l *lowering) verbs(c *ast.CallExpr, sig *types.Signature) (verbs []string, known bool) {
	at := sig.Params().Len() - 2
	if !hasFormat(sig) || at >= len(c.Args) {
		return nil, true
	}
	v := l.c.info.Types[c.Args[at]].Value
	verbs = []string{}
	if v == nil || v.Kind() != constant.String {
		return nil, false
	}
	return parseVerbs(verbs, constant.StringVal(v))
}

// parseVerbs gives up on indices and on widths from arguments.
func parseVerbs(verbs []string, format string) (all []string, known bool) {
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

// shown looks at one argument. How it is to be printed is noted for [lowering.arg].
func (l *lowering) shown(f *types.Func, a ast.Expr, verb string) {
	t := types.Default(l.typeOf(a))
	names := verb == "?" || strings.HasPrefix(verb, "+") && strings.HasSuffix(verb, "v")
	l.unsuited(a, t, verb)
	switch {
	case isNil(a), l.spelled(a, t, verb), strings.HasSuffix(verb, "T"), strings.HasSuffix(verb, "p"):
	case types.IsInterface(t):
		if l.wraps(f, t, verb) {
			l.asError[a] = true
		} else if !l.wordsItself(t, verb) && l.shownWrong(t, outside, names) {
			l.shows[a] = true
			l.wrapsUnknown(f, a, verb)
		}
	case l.silent(t) || !l.speaks(t):
		l.shows[a] = l.shownWrong(t, outside, names)
	default:
		l.shownSpeaker(f, a, t, verb)
	}
}

// wraps tells that Errorf wraps what an interface of the script's holds: that goes there as an error.
func (l *lowering) wraps(f *types.Func, t types.Type, verb string) bool {
	return f.FullName() == "fmt.Errorf" && strings.HasSuffix(verb, "w") && l.own(t) && types.Implements(t, errorType.Underlying().(*types.Interface))
}

// wrapsUnknown refuses to wrap what may be an error: what is printed in its place is none.
func (l *lowering) wrapsUnknown(f *types.Func, a ast.Expr, verb string) {
	if f.FullName() == "fmt.Errorf" && strings.ContainsAny(verb, "w?") && slices.ContainsFunc(l.held, func(h types.Type) bool {
		return l.inAny[h] && types.Implements(h, errorType.Underlying().(*types.Interface))
	}) {
		l.refuse(a, "this may hold an error, which isn't wrapped when it is interpreted: ask err, ok := x.(error) first and wrap that err, or print x with %%v")
	}
}

// spelled refuses to show a type's name, which the interpreter spells in its own way.
func (l *lowering) spelled(a ast.Expr, t types.Type, verb string) bool {
	anything := types.NewInterfaceType(nil, nil)
	switch shows := l.hasOwn(t, nil) || l.mayHoldOwn(t) || listsAny(t) && l.mayHoldOwn(anything); {
	case !shows && !(isAny(t) && l.recovers()):
		return false
	case verb == "?" && l.format != nil:
		l.lookedAt[l.format] = true
		return false
	case verb == "?":
		l.refuse(a, "%%T may be the verb for this, and would show how the interpreter spells types: write a format without it into the call")
	case verb == "T" || strings.Contains(verb, "#"):
		l.refuse(a, "%%%s would show how the interpreter spells %s: print it with %%v", verb, l.word(t))
	default:
		return false
	}
	return true
}

// listsAny tells that the elements of a list or map can be anything.
func listsAny(t types.Type) bool {
	e, ok := types.Unalias(t).(interface{ Elem() types.Type })
	return ok && (isAny(e.Elem()) || listsAny(e.Elem()))
}

// recovers tells that a script can get hold of what the interpreter panics with.
func (l *lowering) recovers() bool {
	for id, o := range l.c.info.Uses {
		if _, builtin := o.(*types.Builtin); builtin && id.Name == "recover" {
			return true
		}
	}
	return false
}

// mayHoldOwn tells that an interface may hold a type of the script.
func (l *lowering) mayHoldOwn(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && slices.ContainsFunc(l.held, func(h types.Type) bool {
		return l.hasOwn(h, nil) && types.Implements(h, i) && (!isAny(t) || l.inAny[h])
	})
}

// shownSpeaker: with these verbs fmt asks for the words, and the interpreter has them but for a nil and a function.
func (l *lowering) shownSpeaker(f *types.Func, a ast.Expr, t types.Type, verb string) {
	if !l.scripts(t) || strings.Contains("wp", verb) || strings.Contains("vsqxX", strings.Trim(verb, "+")) && (!mayBeNil(t) || neverNil(a) && !isFunction(t)) {
		return
	}
	if b, ok := t.Underlying().(*types.Basic); ok && verb != "?" {
		l.asNumber[a] = b
		return
	}
	l.shows[a] = true
	if f.FullName() == "fmt.Errorf" && verb == "?" && types.Implements(t, errorType.Underlying().(*types.Interface)) {
		l.refuse(a, "%%w may be the verb for this, and what is wrapped then can't be interpreted: write the format into the call")
	}
}

func isStruct(t types.Type) bool {
	_, ok := pointed(t).Underlying().(*types.Struct)
	return ok
}

func methods(t types.Type) int { return types.NewMethodSet(t).Len() }
