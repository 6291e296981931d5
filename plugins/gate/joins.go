package gate

import (
	"go/ast"
	"go/types"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// For the interpreter a call of compiled code costs more than all else in a hook. Those of which one takes nothing but what the other gives,
// and that begin with a path, are made one call, before the script begins:
//
//	domain := strings.ToLower(to.Domain())
//
//	var join1 = support.PathThen(strings.ToLower, support.PathText("Domain"))
//	domain := join1(to)

// joint is calls of which the first is of a variable, and all give texts.
type joint struct {
	from   string // "Path", or "Sender" for the path that a session has
	of     ast.Expr
	method string
	then   []*ast.SelectorExpr
}

// joined lowers a call whose parts can be one call, or gives nil.
func (l *lowering) joined(c *ast.CallExpr) ast.Expr {
	if j := l.joint(c); j != nil && (j.from == "Sender" || len(j.then) > 0) {
		return call(l.join(l.textOf(j)), l.x(j.of))
	}
	words, m := l.method(c)
	if m == nil || m.FullName() != "(*regexp.Regexp).MatchString" || !types.Identical(l.typeOf(words), m.Signature().Recv().Type()) {
		return nil
	}
	j := l.joint(c.Args[0])
	if j == nil {
		return nil
	}
	return call(l.join(call(l.support(j.from+"Match"), l.textOf(j))), l.x(words), l.x(j.of))
}

// textOf is a joint as one function.
func (l *lowering) textOf(j *joint) ast.Expr {
	made := call(l.support(j.from+"Text"), text(j.method))
	for _, f := range j.then {
		made = call(l.support(j.from+"Then"), l.selected(f), made)
	}
	return made
}

// joint is the calls that an expression is, if they give a text made of a path, or nil.
func (l *lowering) joint(e ast.Expr) *joint {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if x, m := l.method(c); m != nil {
		return l.ofPath(x, m)
	}
	f, fun := l.callee(c), calledSelector(c)
	if f == nil || fun == nil || f.Pkg() == l.c.pkg || !ofText(f.Signature()) {
		return nil
	}
	j := l.joint(c.Args[0])
	if j != nil {
		j.then = append(j.then, fun)
	}
	return j
}

// ofPath is to.Domain(), or s.Sender().Domain().
func (l *lowering) ofPath(x ast.Expr, m *types.Func) *joint {
	sig := m.Signature()
	if !isFiltersValue(sig.Recv().Type(), "Path") || sig.Params().Len() > 0 || sig.Results().Len() != 1 || !isString(sig.Results().At(0).Type()) {
		return nil
	}
	j, want := &joint{from: "Path", of: x, method: m.Name()}, "Path"
	if from, ok := ast.Unparen(x).(*ast.CallExpr); ok {
		s, sender := l.method(from)
		if sender == nil || sender.FullName() != "(*"+symbols.Filters+".Session).Sender" {
			return nil
		}
		j.from, j.of, want = "Sender", s, "Session"
	}
	if _, variable := ast.Unparen(j.of).(*ast.Ident); !variable || !isFilters(l.typeOf(j.of), want) {
		return nil
	}
	return j
}

// method is the method that is called, and of what; nil if something else is.
func (l *lowering) method(c *ast.CallExpr) (ast.Expr, *types.Func) {
	fun := calledSelector(c)
	if fun == nil || l.c.info.Selections[fun] == nil || l.c.info.Selections[fun].Kind() != types.MethodVal {
		return nil, nil
	}
	return fun.X, l.callee(c)
}

func calledSelector(c *ast.CallExpr) *ast.SelectorExpr {
	fun, _ := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	return fun
}

// ofText tells a function that takes a text and gives one.
func ofText(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && sig.Results().Len() == 1 && !sig.Variadic() && isString(sig.Params().At(0).Type()) && isString(sig.Results().At(0).Type())
}

func isString(t types.Type) bool { return types.Identical(t, types.Typ[types.String]) }

// join is the variable that has a function.
func (l *lowering) join(f ast.Expr) ast.Expr {
	key := types.ExprString(f)
	if l.joins[key] == "" {
		l.joins[key] = l.fresh("join")
		l.added = append(l.added, declare(l.joins[key], nil, f).(*ast.DeclStmt).Decl)
	}
	return name(l.joins[key])
}
