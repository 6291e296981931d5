package gate

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// cell is what can be written: a variable, or what an expression has made, in whatever session and as often as it is come by. A
// function is one too, for the variables that it brings along.
type cell struct {
	at    phase
	typ   types.Type // of what is there; nil where nobody knows
	parts value
	whole *cell  // of which it is a part
	field string // in the whole
	room  bool   // the begin of a list: append writes into the rest
	exact bool   // a list with no room behind it
	boxed bool   // a value that is no pointer, in an interface
	alien bool   // made by a package: it leads to itself
	code  *code  // what is called
}

// cells are without doubles.
type cells []*cell

// value is what an expression leads to, of a struct by the names of its fields, those of structs in it among them; itself is for what isn't
// one.
type value map[string]cells

const itself = ""

func only(ps ...*cell) value { return value{itself: ps} }

// origin is the cell of which all its parts are.
func (p *cell) origin() *cell {
	for p.whole != nil {
		p = p.whole
	}
	return p
}

// get is where a field, or the cell itself, leads.
func (p *cell) get(field string) cells {
	if p.whole != nil {
		if field == itself {
			field = p.field
		}
		return p.whole.get(field)
	}
	found := p.parts[field]
	if field != itself {
		found = joined(found, p.parts[itself])
	}
	if p.alien {
		found = joined(found, cells{p})
	}
	return found
}

// all is what is there as a value of its own.
func (p *cell) all() value {
	p = p.origin()
	if !p.alien {
		return p.parts
	}
	return joinedValue(p.parts, only(p))
}

func joined(a, b cells) cells {
	for _, p := range b {
		if !slices.Contains(a, p) {
			a = append(slices.Clip(a), p)
		}
	}
	return a
}

func joinedValue(values ...value) value {
	all := value{}
	for _, v := range values {
		for field, ps := range v {
			all[field] = joined(all[field], ps)
		}
	}
	return all
}

// fields are those of a struct, without what isn't one.
func (v value) fields() value {
	v = maps.Clone(v)
	delete(v, itself)
	return v
}

// flat is all that a value leads to.
func (v value) flat() cells {
	var all cells
	for _, ps := range v {
		all = joined(all, ps)
	}
	return all
}

// cellKey tells cells apart.
type cellKey struct {
	frame *frame
	node  ast.Node
	of    any // an object, a cell, or a word
}

// cell is that of a key, made where there is none.
func (a *sharing) cell(k cellKey, at phase, t types.Type) *cell {
	p := a.cells[k]
	if p == nil {
		p = &cell{at: at, typ: t, parts: value{}}
		a.cells[k], a.changed = p, true
	}
	return p
}

// made is what an expression makes.
func (a *sharing) made(f *frame, n ast.Node, word string, t types.Type) *cell {
	return a.cell(cellKey{f, n, word}, f.at, t)
}

// part is a field of a cell, or a list with room behind it.
func (a *sharing) part(p *cell, field string, t types.Type, room bool) *cell {
	switch {
	case field != itself:
		p = p.origin()
	case !room || p.room:
		return p
	}
	made := a.cell(cellKey{nil, nil, [3]any{p, field, room}}, p.at, t)
	made.whole, made.field, made.room = p, field, room
	return made
}

// put lets a field of a cell lead somewhere.
func (a *sharing) put(p *cell, field string, to cells) {
	if p.whole != nil {
		if field == itself {
			field = p.field
		}
		a.put(p.whole, field, to)
		return
	}
	for _, q := range to {
		if !slices.Contains(p.parts[field], q) {
			p.parts[field] = append(p.parts[field], q)
			a.changed = true
		}
	}
}

// store puts a value where a field of some cells is.
func (a *sharing) store(to cells, field string, v value) {
	for _, p := range to {
		for own, ps := range v {
			if own == itself {
				own = field
			}
			a.put(p, own, ps)
		}
	}
}

// load is the value of type t at a field of some cells.
func load(from cells, field string, t types.Type) value {
	all := value{}
	if !refers(t, map[types.Type]bool{}) {
		return all
	}
	for _, p := range from {
		if isWhole(t) {
			all = joinedValue(all, p.all())
		} else {
			all[itself] = joined(all[itself], p.get(field))
		}
	}
	return all
}

// isWhole tells that values of a type have fields, or may have.
func isWhole(t types.Type) bool {
	if _, parameter := types.Unalias(t).(*types.TypeParam); parameter {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return isWhole(u.Elem())
	case *types.Struct:
		return true
	}
	return false
}

// refers tells that a value of a type leads to something else.
func refers(t types.Type, seen map[types.Type]bool) bool {
	if t == nil || seen[t] {
		return false
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Chan, *types.Signature:
		return true
	case *types.Array:
		return refers(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if refers(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

// suits tells that a value of type t can be, or lead to, a cell.
func (p *cell) suits(t types.Type) bool {
	if p.typ == nil || types.IsInterface(t) || p.boxed && types.Identical(p.typ, t) {
		return true
	}
	if to, ok := t.Underlying().(*types.Pointer); ok {
		return types.Identical(p.typ, to.Elem())
	}
	return !p.boxed && types.Identical(p.typ.Underlying(), t.Underlying())
}
