package gate

import (
	"go/ast"
	"go/types"
)

// warn finds what would end the whole program, because nothing in it can stop it, and what fails whenever it is reached: as far as that can be
// seen.
func (s *sources) warn(c *checked) Problems {
	w := &warning{c: c, sources: &sources{fset: s.fset, lines: s.lines}}
	for _, f := range c.files {
		w.ignored(f)
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				w.allocation(call)
			}
			if a, ok := n.(*ast.AssignStmt); ok {
				w.cycle(a)
			}
			w.array(n)
			w.endless(n)
			w.doomed(n)
			w.thrown(n)
			w.unmade(n)
			w.unparsed(n)
			return true
		})
	}
	w.held()
	w.forgotten()
	w.reread()
	w.misplaced()
	return sorted(w.sources.found)
}

type warning struct {
	c       *checked
	sources *sources
	set     map[types.Object][]ast.Expr // what variables are set to; made when it is needed
	bounds  map[types.Object]bound      // of those that were looked for
}

// allocation: memory that isn't there ends the program.
func (w *warning) allocation(call *ast.CallExpr) {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := w.c.info.Uses[id].(*types.Builtin); ok && b.Name() == "make" && len(call.Args) > 1 {
			w.size(call.Args[len(call.Args)-1], "make")
		}
		return
	}
	f := w.callee(call)
	if f == nil {
		return
	}
	switch name := shortened(f.FullName()); name {
	case "strings.Repeat", "bytes.Repeat", "slices.Repeat", "slices.Grow", "(*strings.Builder).Grow", "(*bytes.Buffer).Grow", "bufio.NewReaderSize", "bufio.NewWriterSize":
		w.size(call.Args[len(call.Args)-1], name)
	}
}

// array: one of a giant type is memory that is taken at once.
func (w *warning) array(n ast.Node) {
	a, ok := n.(*ast.ArrayType)
	if !ok || a.Len == nil || !sized(w.c.info.TypeOf(a)) {
		return
	}
	if size := types.SizesFor("gc", "amd64").Sizeof(w.c.info.TypeOf(a)); size < 0 || size > mostBytes { // less than 0: more than there can be
		w.sources.addf(a.Pos(), "an array of this size may take memory that isn't there, which ends the whole program")
	}
}

// sized tells that the size of a type is known: what holds a type parameter has one only where it is used.
func sized(t types.Type) bool {
	if _, open := types.Unalias(t).(*types.TypeParam); open {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Array:
		return sized(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if !sized(f.Type()) {
				return false
			}
		}
	}
	return true
}

// callee is the function or method that a call names, or nil.
func (w *warning) callee(call *ast.CallExpr) *types.Func {
	f, _ := w.object(call.Fun).(*types.Func)
	return f
}

// object is what a name means, or nil.
func (w *warning) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return w.c.info.Uses[e]
	case *ast.SelectorExpr:
		return w.c.info.Uses[e.Sel]
	}
	return nil
}

// functions are those of the script that have a name.
func (w *warning) functions() (all []*ast.FuncDecl) {
	for _, f := range w.c.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				all = append(all, d)
			}
		}
	}
	return all
}

// cycle: compiled code that prints or writes out what holds itself never comes to an end.
func (w *warning) cycle(a *ast.AssignStmt) {
	for i, e := range a.Lhs {
		x, ok := ast.Unparen(e).(*ast.IndexExpr)
		if !ok || len(a.Rhs) != len(a.Lhs) {
			continue
		}
		to, from := rootOf(x.X), rootOf(a.Rhs[i])
		if to != nil && from != nil && w.c.info.ObjectOf(to) == w.c.info.ObjectOf(from) && types.IsInterface(w.c.info.TypeOf(e)) && !types.IsInterface(w.c.info.TypeOf(a.Rhs[i])) {
			w.sources.addf(a.Pos(), "%s holds itself: whoever prints it overflows the stack, which ends the whole program", to.Name)
		}
	}
}
