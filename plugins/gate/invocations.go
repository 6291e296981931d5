package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// call is where the results of a call lead. It is followed once each time through the script, whoever asks.
func (a *sharing) call(f *frame, c *ast.CallExpr) []value {
	k := callKey{f, c}
	results, done := a.calls[k]
	if !done {
		results = a.followed(f, c)
		a.calls[k] = results
	}
	return results
}

type callKey struct {
	frame *frame
	call  *ast.CallExpr
}

// followed follows a call.
func (a *sharing) followed(f *frame, c *ast.CallExpr) []value {
	if a.c.info.Types[c.Fun].IsType() {
		return []value{a.converted(f, c)}
	}
	if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		if b, ok := a.c.info.Uses[id].(*types.Builtin); ok {
			return []value{a.builtin(f, b.Name(), c)}
		}
	}
	sig, ok := pointedArray(a.typeOf(c.Fun)).(*types.Signature)
	if !ok {
		return nil
	}
	args := a.arguments(f, c, sig)
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := a.c.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			return a.method(f, c, sel, s, args)
		}
	}
	return a.callAll(f, a.eval(f, c.Fun)[itself], c, args)
}

// converted is T(x): a list of what was text is a new one.
func (a *sharing) converted(f *frame, c *ast.CallExpr) value {
	to := a.typeOf(c)
	if !refers(a.typeOf(c.Args[0]), map[types.Type]bool{}) && refers(to, map[types.Type]bool{}) && !types.IsInterface(to) {
		a.eval(f, c.Args[0])
		return only(a.made(f, c, "converted", to))
	}
	v := a.into(f, c.Args[0], to)
	if p, ok := to.Underlying().(*types.Pointer); ok {
		for _, q := range v[itself] {
			if q.typ != nil && !types.Identical(q.typ, p.Elem()) {
				q.typ = nil // it has another type now
			}
		}
	}
	if isFiltersValue(to, "Filter") {
		a.hooked(v.flat())
	}
	return v
}

// arguments are the values of the parameters, those of the last one in a list where there can be many.
func (a *sharing) arguments(f *frame, c *ast.CallExpr, sig *types.Signature) []value {
	var args []value
	n := sig.Params().Len()
	if len(c.Args) == 1 && isTuple(a.typeOf(c.Args[0])) {
		for i, v := range a.results(f, c.Args[0], 2) {
			args = append(args, a.as(f, c.Args[0], v, a.typeAt(c.Args[0], i), paramType(sig, i, false)))
		}
	} else {
		for i, e := range c.Args {
			args = append(args, a.into(f, e, paramType(sig, i, c.Ellipsis.IsValid())))
		}
	}
	if sig.Variadic() && !c.Ellipsis.IsValid() && len(args) >= n {
		list := a.made(f, c, "arguments", sig.Params().At(n-1).Type())
		a.store(cells{list}, itself, joinedValue(args[n-1:]...))
		args = append(args[:n-1:n-1], only(list))
	}
	return args
}

// callAll calls each of some functions.
func (a *sharing) callAll(f *frame, all cells, c *ast.CallExpr, args []value) []value {
	var results []value
	for _, p := range all {
		switch {
		case p.code != nil && c != nil && p.code.first && len(args) > 0:
			results = joinedResults(results, a.called(f, c, p.code.of, args[0], args[1:]))
		case p.code != nil && p.code.fn != nil:
			results = joinedResults(results, a.invoke(p.code, f.at, nil, args))
		case p.code != nil && c != nil && isBound(p.code.of):
			results = joinedResults(results, a.called(f, c, p.code.of, p.code.bound, args))
		case p.code != nil && c != nil:
			results = joinedResults(results, a.foreignCall(f, c, p.code.of, args))
		case p.alien && c != nil:
			results = joinedResults(results, a.unknownResults(c, p))
		}
	}
	return results
}

func isBound(fn *types.Func) bool { return fn.Signature().Recv() != nil }

// unknownResults are those of a function that a package has made.
func (a *sharing) unknownResults(c *ast.CallExpr, p *cell) []value {
	var results []value
	for range resultsOf(a.typeOf(c)) {
		results = append(results, p.all())
	}
	return results
}

// resultsOf are the types of what a call gives.
func resultsOf(t types.Type) []types.Type {
	list, ok := t.(*types.Tuple)
	if !ok {
		return []types.Type{t}
	}
	var all []types.Type
	for v := range list.Variables() {
		all = append(all, v.Type())
	}
	return all
}

func joinedResults(a, b []value) []value {
	all := slices.Clone(a)
	for i, v := range b {
		if i == len(all) {
			all = append(all, nil)
		}
		all[i] = joinedValue(all[i], v)
	}
	return all
}

// method is x.m(…).
func (a *sharing) method(f *frame, c *ast.CallExpr, sel *ast.SelectorExpr, s *types.Selection, args []value) []value {
	fn := s.Obj().(*types.Func).Origin()
	recv := a.receiver(f, sel, s)
	if types.IsInterface(fn.Signature().Recv().Type()) && !types.IsInterface(s.Recv()) { // an embedded one
		at := a.way(f, sel, s)
		recv = load(at.all, at.field, at.typ)
	}
	return a.called(f, c, fn, recv, args)
}

// called calls a method of a receiver.
func (a *sharing) called(f *frame, c *ast.CallExpr, fn *types.Func, recv value, args []value) []value {
	if types.IsInterface(fn.Signature().Recv().Type()) {
		return a.dynamic(f, c, fn, recv, args)
	}
	if d := a.decls[fn]; d != nil {
		return a.invoke(&code{fn: d, of: fn}, f.at, recv, args)
	}
	return a.foreignMethod(f, c, fn, recv, args)
}

// dynamic calls the methods that an interface may hold: those of the script's types, and those of packages.
func (a *sharing) dynamic(f *frame, c *ast.CallExpr, fn *types.Func, recv value, args []value) []value {
	var results []value
	for _, m := range a.methods[fn.Name()] {
		of := m.Signature().Recv().Type()
		v := asserted(recv, of)
		if _, pointer := of.Underlying().(*types.Pointer); !pointer {
			v = joinedValue(v, load(asserted(recv, types.NewPointer(of))[itself], itself, of))
		}
		if isWhole(of) { // of a type parameter's value
			v = joinedValue(v, recv.fields())
		}
		if len(v.flat()) > 0 || !refers(of, map[types.Type]bool{}) {
			results = joinedResults(results, a.invoke(&code{fn: a.decls[m], of: m}, f.at, v, args))
		}
	}
	for _, p := range recv[itself] {
		if p.alien {
			results = joinedResults(results, a.foreignMethod(f, c, a.known(p, fn), only(p), args))
		}
		results = joinedResults(results, a.promoted(f, c, p, fn, args))
	}
	return results
}

// promoted calls the method of an interface that a struct has by what is embedded in it.
func (a *sharing) promoted(f *frame, c *ast.CallExpr, p *cell, fn *types.Func, args []value) []value {
	k := promotedKey{f, p, fn}
	if p.typ == nil || a.promotes[k] {
		return nil
	}
	o, index, _ := types.LookupFieldOrMethod(p.typ, true, fn.Pkg(), fn.Name())
	m, ok := o.(*types.Func)
	if !ok || len(index) < 2 {
		return nil
	}
	a.promotes[k] = true // a struct may hold itself
	defer delete(a.promotes, k)
	at, m := a.embedded(spotted{all: cells{p}, typ: p.typ}, index), m.Origin()
	recv := load(at.all, at.field, at.typ)
	if _, pointer := m.Signature().Recv().Type().Underlying().(*types.Pointer); pointer {
		recv = value{itself: at.cells(a)}
	}
	return a.called(f, c, m, recv, args)
}

type promotedKey struct {
	frame *frame
	cell  *cell
	of    *types.Func
}

// known is the method that a package's value has for one of an interface, as far as its type is known.
func (a *sharing) known(p *cell, fn *types.Func) *types.Func {
	if p.typ == nil {
		return fn
	}
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(p.typ), false, fn.Pkg(), fn.Name())
	if m, ok := o.(*types.Func); ok {
		return m
	}
	return fn
}
