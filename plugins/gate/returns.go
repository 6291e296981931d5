package gate

import (
	"go/ast"
	"go/types"
)

// returned adds to what a function gives.
func (a *sharing) returned(f *frame, s *ast.ReturnStmt) {
	list := typeOfFunc(f.fn).Results
	if list == nil {
		return
	}
	var of []types.Type
	for _, field := range list.List {
		for range max(1, len(field.Names)) {
			of = append(of, a.typeOf(field.Type))
		}
	}
	var values []value
	for _, e := range s.Results {
		for i, v := range a.results(f, e, 1+len(of)-len(s.Results)) {
			if at := len(values); at < len(of) {
				values = append(values, a.as(f, e, v, a.typeAt(e, i), of[at]))
			}
		}
	}
	a.give(f, values)
}

// give adds values to the results of a frame.
func (a *sharing) give(f *frame, values []value) {
	for i, v := range values {
		if i == len(f.results) {
			f.results = append(f.results, value{})
		}
		before := len(f.results[i].flat())
		f.results[i] = joinedValue(f.results[i], v)
		a.changed = a.changed || len(f.results[i].flat()) > before
	}
}

// namedResults are given by whatever return there is.
func (a *sharing) namedResults(f *frame) {
	list := typeOfFunc(f.fn).Results
	if list == nil || len(list.List[0].Names) == 0 {
		return
	}
	var values []value
	for _, field := range list.List {
		for _, n := range field.Names {
			v, ok := a.c.info.Defs[n].(*types.Var)
			if !ok {
				values = append(values, nil)
				continue
			}
			values = append(values, load(cells{a.variable(f, v)}, itself, v.Type()))
		}
	}
	a.give(f, values)
}
