package gate

import (
	"go/ast"
	"go/types"
)

// The order of statements counts in another case, because it is how a function makes its own of what it was given:
//
//	func sorted(l []string) []string { l = slices.Clone(l); slices.Sort(l); return l }
//
//	d := *c
//	d.names = maps.Clone(c.names)
//	return &d
//
// Where a variable, or a field of one, is set again in the block that begins with it, and before that is only read, what it begins with
// is kept apart.

// openings are variables by the fields, or as a whole, that are set again.
type openings map[*types.Var]map[string]bool

// opened finds them.
func (a *sharing) opened(d ast.Decl) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv != nil && n.Body != nil {
				a.openList(n.Recv, n.Body.List)
			}
			if n.Body != nil {
				a.openList(n.Type.Params, n.Body.List)
			}
		case *ast.FuncLit:
			a.openList(n.Type.Params, n.Body.List)
		case *ast.RangeStmt:
			a.open(n.Key, n.Body.List)
			a.open(n.Value, n.Body.List)
		case *ast.BlockStmt:
			a.openBehind(n.List)
		case *ast.CaseClause:
			a.openBehind(n.Body)
		}
		return true
	})
}

func (a *sharing) openList(params *ast.FieldList, list []ast.Stmt) {
	for _, field := range params.List {
		for _, n := range field.Names {
			a.open(n, list)
		}
	}
}

// openBehind looks at the variables that the statements of a block declare.
func (a *sharing) openBehind(list []ast.Stmt) {
	for i, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, e := range s.Lhs {
				a.open(e, list[i+1:])
			}
		case *ast.DeclStmt:
			for _, spec := range s.Decl.(*ast.GenDecl).Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					for _, n := range spec.Names {
						a.open(n, list[i+1:])
					}
				}
			}
		}
	}
}

// open looks for the statements that set a variable again, which a name declares.
func (a *sharing) open(declared ast.Expr, list []ast.Stmt) {
	id, ok := declared.(*ast.Ident)
	if !ok {
		return
	}
	v, ok := a.c.info.Defs[id].(*types.Var)
	if !ok || !refers(v.Type(), map[types.Type]bool{}) {
		return
	}
	if !isWhole(v.Type()) {
		a.openUntil(opening{a, v, itself}, list)
		return
	}
	if fields, ok := v.Type().Underlying().(*types.Struct); ok {
		for f := range fields.Fields() {
			if !isWhole(f.Type()) && namesOf(v.Type(), f.Name()) == 1 {
				a.openUntil(opening{a, v, f.Name()}, list)
			}
		}
	}
}

// namesOf counts the fields of a name in a struct and in those that are parts of it.
func namesOf(t types.Type, field string) (n int) {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return namesOf(u.Elem(), field)
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == field {
				n++
			}
			n += namesOf(f.Type(), field)
		}
	}
	return n
}

// openUntil notes the names that are read before the first statement that sets it.
func (a *sharing) openUntil(o opening, list []ast.Stmt) {
	var before []*ast.Ident
	for _, s := range list {
		parts, sets := o.parts(s)
		for _, n := range parts {
			names, only := o.read(n)
			if !only {
				return
			}
			before = append(before, names...)
		}
		if sets {
			a.keepApart(o, before)
			return
		}
	}
}

func (a *sharing) keepApart(o opening, before []*ast.Ident) {
	if a.openings[o.v] == nil {
		a.openings[o.v] = map[string]bool{}
	}
	a.openings[o.v][o.field] = true
	for _, n := range before {
		a.before[n] = true
	}
}

// beginWith stores what a variable begins with.
func (a *sharing) beginWith(f *frame, v *types.Var, begin value) {
	p := a.variable(f, v)
	apart := a.openings[v]
	if apart == nil {
		a.store(cells{p}, itself, begin)
		return
	}
	a.store(cells{a.opening(p)}, itself, begin)
	later := value{}
	for field, ps := range begin {
		if !apart[field] && !apart[itself] {
			later[field] = ps
		}
	}
	a.store(cells{p}, itself, later)
}

// opening is the cell of what a variable begins with.
func (a *sharing) opening(p *cell) *cell {
	return a.cell(cellKey{nil, nil, [2]any{p, "opening"}}, p.at, p.typ)
}

// use is the cell of a variable where it is named.
func (a *sharing) use(f *frame, n *ast.Ident, v *types.Var) *cell {
	p := a.variable(f, v)
	if a.before[n] {
		return a.opening(p)
	}
	return p
}
