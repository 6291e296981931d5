package gate

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// mostBytes is what a script may allocate at once without a warning.
const mostBytes = 64 << 20

// warn finds what would end the whole program, because nothing in it can stop it, and what fails whenever it is reached: as far as that can be
// seen.
func (s *sources) warn(c *checked) Problems {
	w := &warning{c: c, sources: &sources{fset: s.fset, lines: s.lines}}
	for _, f := range c.files {
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
			return true
		})
	}
	w.held()
	w.forgotten()
	return sorted(w.sources.found)
}

type warning struct {
	c       *checked
	sources *sources
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
	if !ok || a.Len == nil {
		return
	}
	if size := types.SizesFor("gc", "amd64").Sizeof(w.c.info.TypeOf(a)); size < 0 || size > mostBytes { // less than 0: more than there can be
		w.sources.addf(a.Pos(), "an array of this size may take memory that isn't there, which ends the whole program")
	}
}

// size warns of a number that is too large, or that isn't known.
func (w *warning) size(e ast.Expr, what string) {
	v := w.c.info.Types[e].Value
	if v == nil && !w.bounded(e) {
		w.sources.addf(e.Pos(), "%s with a size that isn't bounded here: memory that isn't there ends the whole program, so bound it, as with min(n, 1000)", what)
	}
	if v == nil {
		return
	}
	if n, exact := constant.Int64Val(constant.ToInt(v)); !exact || n > mostBytes {
		w.sources.addf(e.Pos(), "%s of this size may take memory that isn't there, which ends the whole program", what)
	}
}

// bounded: lengths of what is there already, and what min bounds.
func (w *warning) bounded(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			id, named := ast.Unparen(n.Fun).(*ast.Ident)
			ok = ok && named && (id.Name == "len" || id.Name == "cap" || id.Name == "min" || id.Name == "int")
			return named && id.Name == "int"
		case *ast.Ident:
			if v, is := w.c.info.Uses[n].(*types.Var); is && v != nil {
				ok = false
			}
		}
		return true
	})
	return ok
}

func (w *warning) callee(call *ast.CallExpr) *types.Func {
	s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	f, _ := w.c.info.Uses[s.Sel].(*types.Func)
	return f
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
