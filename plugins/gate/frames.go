package gate

import (
	"go/ast"
	"go/types"
	"slices"
)

// phase is when something runs, or was made. What was made in an earlier phase is shared by all that runs in a later one.
type phase int

const (
	ofPackage phase = iota // when the package is initialised
	ofNew                  // in New
	ofHook                 // in a hook, and in what a hook of Open's has made
)

// frame is a function as it runs in a phase, within the frame of the function around it.
type frame struct {
	fn      ast.Node // nil: the package
	at      phase
	outer   *frame
	results []value
}

// code is what is called: a function of the script or of a package, or the body of a range over a function.
type code struct {
	fn     ast.Node    // *ast.FuncDecl, *ast.FuncLit or *ast.RangeStmt; nil: of a package
	of     *types.Func // where it has a name
	within *frame
	bound  value // the receiver of a method value
	first  bool  // the receiver of a method expression is its first argument
}

// function is a cell for a function that is a value.
func (a *sharing) function(k cellKey, c code, at phase, t types.Type) *cell {
	p := a.cell(k, at, t)
	if p.code == nil {
		p.code = &c
	}
	return p
}

// enter is the frame of a function that is called in a phase.
func (a *sharing) enter(c *code, at phase) *frame {
	k := frame{fn: c.fn, at: max(at, a.phaseOf(c.within)), outer: c.within}
	id := frameKey{k.fn, k.at, k.outer}
	f := a.frames[id]
	if f == nil {
		f = &k
		a.frames[id], a.changed = f, true
		a.running = append(a.running, f)
	}
	return f
}

type frameKey struct {
	fn    ast.Node
	at    phase
	outer *frame
}

func (a *sharing) phaseOf(f *frame) phase {
	if f == nil {
		return ofPackage
	}
	return f.at
}

// invoke calls a function of the script: its parameters get the arguments.
func (a *sharing) invoke(c *code, at phase, recv value, args []value) []value {
	if r, ok := c.fn.(*ast.RangeStmt); ok {
		a.turn(c.within, r, args)
		return nil
	}
	f := a.enter(c, at)
	if d, ok := c.fn.(*ast.FuncDecl); ok && d.Recv != nil {
		a.bind(f, d.Recv, []value{joinedValue(recv, c.bound)})
	}
	a.bind(f, typeOfFunc(c.fn).Params, args)
	return f.results
}

// bind sets parameters.
func (a *sharing) bind(f *frame, list *ast.FieldList, args []value) {
	i := 0
	for _, field := range list.List {
		for k := range max(1, len(field.Names)) {
			if k < len(field.Names) && i < len(args) {
				if v, ok := a.c.info.Defs[field.Names[k]].(*types.Var); ok {
					a.beginWith(f, v, args[i])
				}
			}
			i++
		}
	}
}

func typeOfFunc(n ast.Node) *ast.FuncType {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Type
	case *ast.FuncLit:
		return n.Type
	}
	return &ast.FuncType{Params: &ast.FieldList{}}
}

func bodyOf(n ast.Node) *ast.BlockStmt {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Body
	case *ast.FuncLit:
		return n.Body
	}
	return nil
}

// hooked notes that functions are a filter's: sessions call them.
func (a *sharing) hooked(ps cells) {
	for _, p := range ps {
		if p.code != nil && !slices.Contains(a.hooks, p) {
			a.hooks, a.changed = append(a.hooks, p), true
		}
	}
}

// callHook calls a hook as a session does, which has made the arguments.
func (a *sharing) callHook(p *cell) {
	sig, ok := p.typ.Underlying().(*types.Signature)
	if !ok || p.code.fn == nil {
		return
	}
	a.invoke(p.code, ofHook, nil, a.given(sig, ofHook))
}

// foreign is a cell that a package has made for a value of type t. Where it may lead nobody knows, but for lists of texts and the like.
func (a *sharing) foreign(k cellKey, at phase, t types.Type) *cell {
	alien := true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		t = u.Elem()
	case *types.Slice:
		alien = refers(u.Elem(), map[types.Type]bool{})
	case *types.Map:
		alien = refers(u.Elem(), map[types.Type]bool{})
	case *types.Interface, *types.Struct, *types.Array:
		t = nil
	}
	p := a.cell(k, at, t)
	p.alien = alien
	return p
}
