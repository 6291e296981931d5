package gate

import (
	"go/ast"
	"go/types"
)

// The hooks of one instance serve many sessions, compiled even at the same time, and interpreted each instance has its own of what New
// and the package made: so hooks don't write that, and New doesn't write what the package made.
//
//	seen := map[string]bool{}                 // in New
//	… Recipient: func(…) { seen[to.String()] = true … }
//
// A function runs in a phase, and what it makes is of that phase (frames.go). Where variables and what was made can lead is followed
// through the whole script, whatever the order of its statements (values.go, flows.go; but for settled.go and openings.go), until nothing
// new is found (cells.go).
// Then a write in a phase of what is of an earlier one is refused (writes.go), by whomever: a function literal, a method that an interface
// has, or a package's function (foreign.go).
type sharing struct {
	c        *checked
	sources  *sources
	owner    map[types.Object]ast.Node // the function that declares a variable
	decls    map[*types.Func]*ast.FuncDecl
	methods  map[string][]*types.Func // of the script's types, by name
	cells    map[cellKey]*cell
	frames   map[frameKey]*frame
	running  []*frame
	calls    map[callKey][]value // that were followed this time
	openings openings
	before   map[*ast.Ident]bool        // names of what a variable begins with (openings.go)
	promotes map[promotedKey]bool       // calls that are being followed
	settled  map[*ast.SelectorExpr]bool // fields that were assigned to before (settled.go)
	hooks    cells
	changed  bool
	reports  bool // that nothing new is found, and it is time to refuse
}

// keepShared refuses writes to what is shared.
func (s *sources) keepShared(c *checked) {
	a := &sharing{
		c: c, sources: s, owner: map[types.Object]ast.Node{}, decls: map[*types.Func]*ast.FuncDecl{}, methods: map[string][]*types.Func{},
		cells: map[cellKey]*cell{}, frames: map[frameKey]*frame{}, calls: map[callKey][]value{}, settled: map[*ast.SelectorExpr]bool{}, promotes: map[promotedKey]bool{},
		openings: openings{}, before: map[*ast.Ident]bool{},
	}
	a.findOwners()
	for a.changed = true; a.changed; {
		a.changed = false
		a.follow()
	}
	a.reports = true
	a.follow()
}

// follow goes once through all that runs.
func (a *sharing) follow() {
	clear(a.calls)
	a.initialise()
	for i := 0; i < len(a.running); i++ {
		a.run(a.running[i])
	}
	for i := 0; i < len(a.hooks); i++ {
		a.callHook(a.hooks[i])
	}
}

// initialise begins with the package's variables, init and New.
func (a *sharing) initialise() {
	root := a.enter(&code{}, ofPackage)
	for _, in := range a.c.info.InitOrder {
		values := a.results(root, in.Rhs, len(in.Lhs))
		for i, v := range in.Lhs {
			if i < len(values) && v.Name() != "_" {
				a.store(cells{a.variable(root, v)}, itself, a.as(root, in.Rhs, values[i], a.typeAt(in.Rhs, i), v.Type()))
			}
		}
	}
	for _, file := range a.c.files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil {
				a.begin(d)
			}
		}
	}
}

// begin calls init and New.
func (a *sharing) begin(d *ast.FuncDecl) {
	fn := a.c.info.Defs[d.Name].(*types.Func)
	switch {
	case fn.Name() == "init":
		a.invoke(&code{fn: d, of: fn}, ofPackage, nil, nil)
	case fn.Name() == "New":
		a.invoke(&code{fn: d, of: fn}, ofNew, nil, a.given(fn.Signature(), ofNew))
	}
}

// given are arguments that come from elsewhere.
func (a *sharing) given(sig *types.Signature, at phase) []value {
	var args []value
	for v := range sig.Params().Variables() {
		args = append(args, only(a.foreign(cellKey{nil, nil, [2]any{v, at}}, at, v.Type())))
	}
	return args
}
