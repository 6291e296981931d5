package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// What a package's function writes isn't in its type, so it is known here, by name. Where it isn't, whoever is given a pointer is
// taken to write what it leads to.

// foreignCall calls a package's function.
func (a *sharing) foreignCall(f *frame, c *ast.CallExpr, fn *types.Func, args []value) []value {
	a.givenAway(f, c, fn)
	if fn.FullName() == "errors.As" && len(args) == 2 {
		for _, p := range args[1][itself] {
			if p.typ != nil {
				a.store(cells{p}, itself, args[0].flat().reach(p.typ))
			}
		}
	}
	return a.givenBack(f, c, fn, args, nil)
}

// foreignMethod calls the method of a package's type.
func (a *sharing) foreignMethod(f *frame, c *ast.CallExpr, fn *types.Func, recv value, args []value) []value {
	if writesReceiver(fn) {
		a.write(f, c.Fun, recv[itself])
		for _, p := range recv[itself] {
			a.store(cells{p}, itself, value{itself: joinedValue(args...).flat()})
		}
	}
	a.givenAway(f, c, fn)
	return a.givenBack(f, c, fn, args, recv[itself])
}

// givenAway looks at the arguments that a function may write.
func (a *sharing) givenAway(f *frame, c *ast.CallExpr, fn *types.Func) {
	for i, e := range c.Args {
		v := a.eval(f, e)
		switch a.typeOf(e).Underlying().(type) {
		case *types.Signature, *types.Tuple, *types.Struct, *types.Array:
		case *types.Slice, *types.Map:
			if writesList(fn, i) {
				a.write(f, e, v[itself])
			}
		default:
			if !readsOnly(fn, i) {
				a.write(f, e, v[itself])
			}
		}
	}
}

// givenBack are the results: they may lead to the arguments, and to the receiver.
func (a *sharing) givenBack(f *frame, c *ast.CallExpr, fn *types.Func, args []value, recv cells) []value {
	given := joinedValue(args...).flat()
	a.asksMethods(f, c, fn, given)
	called := a.callsBack(f, given)
	var results []value
	for i, t := range resultsOf(a.typeOf(c)) {
		if !refers(t, map[types.Type]bool{}) {
			results = append(results, nil)
			continue
		}
		p := a.foreign(cellKey{f, c, i}, f.at, t)
		v := only(p)
		a.store(v[itself], itself, value{itself: called})
		for _, q := range given {
			a.store(v[itself], itself, q.all())
		}
		if !makesNew(fn) {
			a.store(v[itself], itself, value{itself: given})
			v[itself] = joined(v[itself], recv)
			v = joinedValue(v, given.reach(t))
		}
		results = append(results, v)
	}
	return results
}

// reach is a value of type t as it may be found from some cells on.
func (ps cells) reach(t types.Type) value {
	found := value{}
	for i := 0; i < len(ps); i++ {
		p := ps[i]
		if isWhole(t) {
			found = joinedValue(found, p.all().fields())
		} else if p.typ != nil && p.suits(t) || p.code != nil && isFunction(t) {
			found[itself] = joined(found[itself], cells{p})
		}
		ps = joined(ps, p.all().flat())
	}
	return found
}

func isFunction(t types.Type) bool {
	_, is := t.Underlying().(*types.Signature)
	return is
}

// callsBack calls the functions among what a package's function was given, with what else it was given.
func (a *sharing) callsBack(f *frame, given cells) cells {
	var all, found cells
	for _, p := range given {
		if p.code == nil {
			all = joined(joined(all, cells{p}), p.all().flat())
		}
	}
	for _, p := range given {
		sig, ok := signatureOf(p)
		if !ok || p.code.fn == nil {
			continue
		}
		var args []value
		for v := range sig.Params().Variables() {
			if refers(v.Type(), map[types.Type]bool{}) {
				args = append(args, value{itself: all})
			} else {
				args = append(args, nil)
			}
		}
		for _, v := range a.invoke(p.code, f.at, nil, args) {
			found = joined(found, v.flat())
		}
	}
	return found
}

func signatureOf(p *cell) (*types.Signature, bool) {
	if p.code == nil || p.typ == nil {
		return nil, false
	}
	sig, ok := p.typ.Underlying().(*types.Signature)
	return sig, ok
}

// words are methods that packages ask for.
var words = []string{"String", "Error", "GoString", "Format", "MarshalJSON", "MarshalText", "UnmarshalJSON", "UnmarshalText", "Is", "Unwrap", "WriteTo", "ReadFrom"}

// asksMethods calls the methods by which a package's function works with what it was given: those of the interfaces that it wants, and those
// that it may ask for.
func (a *sharing) asksMethods(f *frame, c *ast.CallExpr, fn *types.Func, given cells) {
	names, all := slices.Clone(words), given
	for _, p := range given {
		all = joined(all, p.all().flat())
	}
	for v := range fn.Signature().Params().Variables() {
		if i, ok := v.Type().Underlying().(*types.Interface); ok {
			for m := range i.Methods() {
				names = append(names, m.Name())
			}
		}
	}
	for _, n := range names {
		for _, m := range a.methods[n] {
			of := m.Signature().Recv().Type()
			v := asserted(value{itself: all}, of)
			if len(v.flat()) > 0 || slices.ContainsFunc(c.Args, func(e ast.Expr) bool { return types.Identical(a.typeOf(e), of) }) {
				a.invoke(&code{fn: a.decls[m], of: m}, f.at, v, a.given(m.Signature(), f.at))
			}
		}
	}
}
