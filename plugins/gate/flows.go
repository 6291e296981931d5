package gate

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// run follows the statements of a function.
func (a *sharing) run(f *frame) {
	if b := bodyOf(f.fn); b != nil {
		a.statements(f, b)
		a.namedResults(f)
	}
}

// statements follows what is below a node, without the literals there, which run when they are called.
func (a *sharing) statements(f *frame, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			a.assigned(f, n)
		case *ast.ValueSpec:
			a.declared(f, n)
		case *ast.IncDecStmt:
			to, _ := a.spot(f, n.X)
			a.write(f, n.X, to)
		case *ast.SendStmt:
			to := a.eval(f, n.Chan)[itself]
			a.write(f, n.Chan, to)
			a.store(to, itself, a.into(f, n.Value, elementOf(a.typeOf(n.Chan))))
		case *ast.ReturnStmt:
			a.returned(f, n)
		case *ast.RangeStmt:
			a.ranged(f, n)
			a.statements(f, n.Body)
		case *ast.TypeSwitchStmt:
			a.switched(f, n)
		case *ast.TypeSpec, *ast.BranchStmt:
		case *ast.LabeledStmt:
			a.statements(f, n.Stmt)
		case ast.Expr:
			a.eval(f, n)
		default:
			return true
		}
		return false
	})
}

func (a *sharing) typeOf(e ast.Expr) types.Type {
	if t := a.c.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// typeAt is the type of an expression, or of the i-th of its results.
func (a *sharing) typeAt(e ast.Expr, i int) types.Type {
	if list, ok := a.typeOf(e).(*types.Tuple); ok && i < list.Len() {
		return list.At(i).Type()
	}
	return a.typeOf(e)
}

// results are the values of an expression that gives n.
func (a *sharing) results(f *frame, e ast.Expr, n int) []value {
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok && n > 1 {
		return a.call(f, c)
	}
	return []value{a.eval(f, e)}
}

func (a *sharing) assigned(f *frame, s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		a.eval(f, s.Rhs[0])
		to, _ := a.spot(f, s.Lhs[0])
		a.write(f, s.Lhs[0], to)
		return
	}
	if len(s.Lhs) == len(s.Rhs) {
		for i, e := range s.Lhs {
			a.set(f, e, s.Rhs[i], a.eval(f, s.Rhs[i]), a.typeOf(s.Rhs[i]))
		}
		return
	}
	values := a.results(f, s.Rhs[0], len(s.Lhs))
	for i, e := range s.Lhs {
		if i < len(values) {
			a.set(f, e, s.Rhs[0], values[i], a.typeAt(s.Rhs[0], i))
		} else {
			a.set(f, e, s.Rhs[0], nil, types.Typ[types.Bool])
		}
	}
}

// set is e = v, where v is of a type, and comes from an expression.
func (a *sharing) set(f *frame, e, from ast.Expr, v value, t types.Type) {
	if isBlank(e) {
		return
	}
	v = a.as(f, from, v, t, a.typeOf(e))
	if id, ok := e.(*ast.Ident); ok {
		if declared, ok := a.c.info.Defs[id].(*types.Var); ok {
			a.beginWith(f, declared, v)
			return
		}
	}
	to, field := a.spot(f, e)
	a.write(f, e, to)
	a.store(to, field, v)
	if of, _ := a.fieldOf(ast.Unparen(e)); of != nil {
		a.store(to, settledName(field), v)
	}
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok && isHookField(a.c.info.Uses[sel.Sel]) {
		a.hooked(v[itself])
	}
}

// isHookField tells a hook of filters.Filter.
func isHookField(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || !v.IsField() || v.Pkg() == nil || v.Pkg().Path() != symbols.Filters {
		return false
	}
	_, ok = v.Type().Underlying().(*types.Signature)
	return ok
}

func (a *sharing) declared(f *frame, s *ast.ValueSpec) {
	for i, n := range s.Names {
		v, ok := a.c.info.Defs[n].(*types.Var)
		if len(s.Values) == 0 || !ok {
			continue
		}
		from := s.Values[min(i, len(s.Values)-1)]
		values := a.results(f, from, 1+len(s.Names)-len(s.Values))
		k := 0
		if len(s.Values) < len(s.Names) {
			k = i
		}
		if k < len(values) {
			a.beginWith(f, v, a.as(f, from, values[k], a.typeAt(from, k), v.Type()))
		}
	}
}
