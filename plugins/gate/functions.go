package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Named results become variables, because to the interpreter they are the variables that the caller assigns to:
//
//	func next() (n int) { n++; return }
//	x := 5; x = next() // 6
//
// Unnamed parameters get the name _, because a function with these can't be called by compiled code.

// funcState is the function that is lowered.
type funcState struct {
	sig     *types.Signature
	results []string // the variables of its results
	inVars  bool     // return sets them
	defers  string   // the list of deferred calls, or ""
	loops   int      // how many are around
	targets []*target
}

func (l *lowering) function(t *ast.FuncType, body *ast.BlockStmt, sig *types.Signature) (*ast.FuncType, *ast.BlockStmt) {
	outer := l.fn
	defer func() { l.fn = outer }()
	l.fn = &funcState{sig: sig}
	defers, leaves := l.survey(body)
	l.fn.inVars = defers || leaves || sig.Results().Len() > 0 && len(t.Results.List[0].Names) > 0
	made := &ast.FuncType{Func: t.Func, Params: l.params(t.Params)}
	var begin []ast.Stmt
	made.Results, begin = l.results(t.Results)
	if defers {
		l.fn.defers = l.fresh("defers")
	}
	list := l.statements(body.List)
	if defers {
		list = l.deferring(list)
	} else if sig.Results().Len() > 0 && !leavesAtEnd(list) {
		list = append(list, l.end())
	}
	return made, &ast.BlockStmt{Lbrace: body.Lbrace, Rbrace: body.Rbrace, List: append(begin, list...)}
}

// survey looks for what changes how a function returns: defer, and return within range over a function.
func (l *lowering) survey(body *ast.BlockStmt) (defers, leaves bool) {
	within(body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.DeferStmt:
			defers = true
		case *ast.RangeStmt:
			if _, ok := l.typeOf(n.X).Underlying().(*types.Signature); ok {
				within(n.Body, func(n ast.Node) {
					_, returns := n.(*ast.ReturnStmt)
					leaves = leaves || returns
				})
			}
		}
	})
	return defers, leaves
}

// within visits a function's own nodes, without those of the literals in it.
func within(n ast.Node, visit func(ast.Node)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

func (l *lowering) params(list *ast.FieldList) *ast.FieldList {
	made := l.node(list).(*ast.FieldList)
	for _, f := range made.List {
		if len(f.Names) == 0 {
			f.Names = []*ast.Ident{name("_")}
		}
	}
	return made
}

// results are the types without names, and the variables, if there are to be any.
func (l *lowering) results(list *ast.FieldList) (*ast.FieldList, []ast.Stmt) {
	if list == nil {
		return nil, nil
	}
	made := &ast.FieldList{Opening: list.Opening, Closing: list.Closing}
	var vars []ast.Stmt
	for _, f := range list.List {
		for i := range max(1, len(f.Names)) {
			n := ""
			if len(f.Names) > 0 && f.Names[i].Name != "_" {
				n = f.Names[i].Name
			} else if l.fn.inVars {
				n = l.fresh("result")
			}
			l.fn.results = append(l.fn.results, n)
			made.List = append(made.List, &ast.Field{Type: l.x(f.Type)})
			if l.fn.inVars {
				vars = append(vars, declare(n, l.x(f.Type)))
			}
		}
	}
	return made, vars
}

// end is for where the lowered statements end without a return, which Go's did not.
func (l *lowering) end() ast.Stmt {
	if l.fn.inVars {
		return leave(l.resultVars()...)
	}
	return do(call(name("panic"), text("unreachable")))
}

func leavesAtEnd(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	_, ok := list[len(list)-1].(*ast.ReturnStmt)
	return ok
}

func (l *lowering) resultVars() []ast.Expr {
	var vars []ast.Expr
	for _, n := range l.fn.results {
		vars = append(vars, name(n))
	}
	return vars
}

// returning lowers a return statement.
func (l *lowering) returning(s *ast.ReturnStmt) []ast.Stmt {
	if b := l.boundary(); b != nil {
		b.leaves = true
		return append(l.setResults(s), assign(name(b.code), number(-1)), leave(name("false")))
	}
	switch {
	case l.fn.defers != "":
		return append(l.setResults(s), leave())
	case l.fn.inVars && len(s.Results) == 0:
		return []ast.Stmt{&ast.ReturnStmt{Return: s.Return, Results: l.resultVars()}}
	case len(s.Results) == 1 && l.fn.sig.Results().Len() > 1:
		return l.returnTuple(s)
	}
	made := &ast.ReturnStmt{Return: s.Return}
	if l.onlyAnswers(s) {
		made.Results = []ast.Expr{l.answer(ast.Unparen(s.Results[0]).(*ast.CallExpr))}
		return []ast.Stmt{made}
	}
	for _, r := range s.Results {
		made.Results = append(made.Results, l.result(r))
	}
	return []ast.Stmt{made}
}

// result lowers what is returned. In parentheses it is a value like any other: without them the interpreter makes what a builtin gives the first
// result, wherever it stands, and doesn't know where to put what comes from a channel.
//
//	return 7, len(list) // 7, 7
//	return <-c          // panic: reflect.Value.Set
func (l *lowering) result(e ast.Expr) ast.Expr {
	c, isCall := e.(*ast.CallExpr)
	u, isUnary := e.(*ast.UnaryExpr)
	if isCall && l.builtin(c) != "" || isUnary && u.Op == token.ARROW {
		return &ast.ParenExpr{X: l.x(e)}
	}
	return l.x(e)
}

// returnTuple is return f(), through variables: f would set those of our caller.
func (l *lowering) returnTuple(s *ast.ReturnStmt) []ast.Stmt {
	temps := l.temps(l.fn.sig.Results().Len())
	get := &ast.AssignStmt{Lhs: temps, Tok: token.DEFINE, TokPos: s.Pos(), Rhs: []ast.Expr{l.x(s.Results[0])}}
	return []ast.Stmt{get, leave(l.onwardAll(temps, s.Results[0])...)}
}

// onwardAll are the results of a call as those of this function.
func (l *lowering) onwardAll(temps []ast.Expr, e ast.Expr) []ast.Expr {
	var made []ast.Expr
	for i, t := range temps {
		made = append(made, l.onward(e, t, l.typeOf(e).(*types.Tuple).At(i).Type(), l.fn.sig.Results().At(i).Type(), false))
	}
	return made
}

func (l *lowering) temps(n int) []ast.Expr {
	var temps []ast.Expr
	for range n {
		temps = append(temps, name(l.fresh("t")))
	}
	return temps
}

// setResults sets the variables of the results, none before all values are there.
func (l *lowering) setResults(s *ast.ReturnStmt) []ast.Stmt {
	n := l.fn.sig.Results().Len()
	if len(s.Results) == 0 {
		return nil
	}
	if n == 1 {
		return []ast.Stmt{assign(name(l.fn.results[0]), l.x(s.Results[0]))}
	}
	temps := l.temps(n)
	var list []ast.Stmt
	if len(s.Results) == 1 {
		list = append(list, &ast.AssignStmt{Lhs: temps, Tok: token.DEFINE, Rhs: []ast.Expr{l.x(s.Results[0])}})
	} else {
		for i, r := range s.Results {
			list = append(list, declare(temps[i].(*ast.Ident).Name, l.typeExpr(l.fn.sig.Results().At(i).Type()), l.x(r)))
		}
	}
	values := temps
	if len(s.Results) == 1 {
		values = l.onwardAll(temps, s.Results[0])
	}
	for i, v := range values {
		list = append(list, assign(name(l.fn.results[i]), v))
	}
	return list
}
