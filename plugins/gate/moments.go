package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// moments are the functions of a script by the hooks that call them, as far as calls can be read: a hook is what is set as one in a
// Filter, and it calls what it names. New is the moment of what New calls, and kept that of what may be asked for in any hook.
type moments struct {
	w     *warning
	decls map[*types.Func]*ast.FuncDecl
	hooks map[ast.Node]bool
	of    map[ast.Node]map[string]bool // functions, and in which hooks they run
}

// momentsOf reads a script.
func momentsOf(w *warning) *moments {
	m := &moments{w: w, decls: map[*types.Func]*ast.FuncDecl{}, hooks: map[ast.Node]bool{}, of: map[ast.Node]map[string]bool{}}
	begin := map[string][]ast.Node{}
	for _, d := range w.functions() {
		m.decls[w.c.info.Defs[d.Name].(*types.Func)] = d
		if d.Recv == nil && d.Name.Name == "New" {
			begin["New"] = append(begin["New"], d)
		}
	}
	for _, f := range w.c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			m.set(n, begin)
			return true
		})
	}
	for hook, all := range begin {
		for _, fn := range all {
			m.enter(fn, hook)
		}
	}
	return m
}

// set looks for hooks where Filters are made.
func (m *moments) set(n ast.Node, begin map[string][]ast.Node) {
	keep := func(key, value ast.Expr) {
		hook := m.hook(key)
		if fn := m.function(value, 0); hook != "" && fn != nil {
			begin[hook], m.hooks[fn] = append(begin[hook], fn), true
		}
	}
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		keep(n.Key, n.Value)
	case *ast.AssignStmt:
		for i, e := range n.Lhs {
			if s, ok := e.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) {
				keep(s.Sel, n.Rhs[i])
			}
		}
	}
}

// hook is the name of a field of Filter, or "".
func (m *moments) hook(key ast.Expr) string {
	if id, ok := key.(*ast.Ident); ok && isHookField(m.w.c.info.Uses[id]) {
		return id.Name
	}
	return ""
}

// function is what an expression is a function of: a literal, a function or method of the script, or what one of them returns.
func (m *moments) function(e ast.Expr, depth int) ast.Node {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return e
	case *ast.Ident, *ast.SelectorExpr:
		if d := m.declared(e); d != nil {
			return d
		}
	case *ast.CallExpr:
		if d := m.declared(e.Fun); d != nil && depth < 3 && len(d.Body.List) > 0 {
			if r, ok := d.Body.List[len(d.Body.List)-1].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
				return m.function(r.Results[0], depth+1)
			}
		}
	}
	return nil
}

// declared is the function of the script that an expression names, or nil.
func (m *moments) declared(e ast.Expr) *ast.FuncDecl {
	fn, _ := m.w.object(e).(*types.Func)
	return m.decls[fn]
}

// enter notes that a function runs in a hook, and what it calls, and the literals in it that are no hooks of their own.
func (m *moments) enter(fn ast.Node, hook string) {
	if m.of[fn][hook] {
		return
	}
	if m.of[fn] == nil {
		m.of[fn] = map[string]bool{}
	}
	m.of[fn][hook] = true
	ast.Inspect(bodyOf(fn), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			m.later(n)
		case *ast.FuncLit:
			if !m.hooks[n] {
				m.enter(n, hook)
			}
			return false
		case *ast.CallExpr:
			m.name(n.Fun, hook, false)
		case *ast.Ident:
			m.name(n, hook, true)
		}
		return true
	})
}

const kept = "kept"

// later notes the functions in what is assigned to a variable that was there before, and those that make a verdict for it.
func (m *moments) later(a *ast.AssignStmt) {
	if a.Tok != token.ASSIGN {
		return
	}
	for _, e := range a.Rhs {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				if !m.hooks[n] {
					m.enter(n, kept)
				}
				return false
			case *ast.CallExpr:
				if isFiltersValue(m.w.c.info.TypeOf(n), "Verdict") {
					m.name(n.Fun, kept, false)
				}
			}
			return true
		})
	}
}

// name is a function of the script that runs in a hook, or in New one that is only named, to be a hook.
func (m *moments) name(e ast.Expr, hook string, only bool) {
	if d := m.declared(e); d != nil && !(only && m.hooks[d]) {
		m.enter(d, hook)
	}
}

// within goes through what is written in each function that runs in hooks, without the functions in it.
func (m *moments) within(look func(n ast.Node, hooks map[string]bool)) {
	for fn, hooks := range m.of {
		ast.Inspect(bodyOf(fn), func(n ast.Node) bool {
			if _, inner := n.(*ast.FuncLit); inner {
				return false
			}
			look(n, hooks)
			return true
		})
	}
}
