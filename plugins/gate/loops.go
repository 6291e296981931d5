package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Every turn of a loop has variables of its own. To the interpreter there is one for all turns:
//
//	for i := 0; i < 3; i++ { fs = append(fs, func() int { return i }) }
//
// So a variable that outlives its turn is copied at its begin, and carried over at its end.

func (l *lowering) loop(s *ast.ForStmt, label string) []ast.Stmt {
	vars := l.outliving(s)
	t := &target{label: label, kind: aLoop}
	before, init := l.init(s.Init)
	made := &ast.ForStmt{For: s.For, Init: init}
	var head []ast.Stmt
	for _, v := range vars {
		outer := l.fresh("loop")
		renameIn(append(before, init), v, outer)
		head = append(head, define(v, name(outer)))
		t.carry = append(t.carry, assign(name(outer), name(v)))
	}
	head = append(head, l.turning(s, made, t, vars, &before)...)
	l.enter(t)
	body := l.statements(s.Body.List)
	l.pop()
	made.Body = &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace, List: append(append(head, body...), t.copyCarry()...)}
	if before == nil {
		return []ast.Stmt{made}
	}
	if label != "" {
		return append(before, made)
	}
	return []ast.Stmt{block(append(before, made)...)}
}

// turning sets condition and post statement: in the head of the loop where they can stand there, else at the begin of a turn.
func (l *lowering) turning(s *ast.ForStmt, made *ast.ForStmt, t *target, vars []string, before *[]ast.Stmt) []ast.Stmt {
	var post []ast.Stmt
	if s.Post != nil {
		post = l.statement(s.Post, "")
	}
	cond := l.x(s.Cond)
	if len(vars) == 0 && (post == nil || isSimple(post)) {
		if made.Cond = cond; post != nil {
			made.Post = post[0]
		}
		return nil
	}
	if made.Init != nil {
		*before, made.Init = append(*before, made.Init), nil
	}
	first := l.fresh("first")
	*before = append(*before, define(first, name("true")))
	head := []ast.Stmt{&ast.IfStmt{Cond: name(first), Body: block(assign(name(first), name("false"))), Else: block(post...)}}
	if cond != nil {
		head = append(head, when(not(cond), &ast.BranchStmt{Tok: token.BREAK}))
	}
	return head
}

// outliving are the variables of a loop's head that something in the loop keeps.
func (l *lowering) outliving(s *ast.ForStmt) []string {
	a, ok := s.Init.(*ast.AssignStmt)
	if !ok || a.Tok != token.DEFINE {
		return nil
	}
	var names []string
	kept := l.kept(s.Cond, s.Post, s.Body)
	for _, e := range a.Lhs {
		if o := l.c.info.Defs[e.(*ast.Ident)]; o != nil && kept[o] {
			names = append(names, o.Name())
		}
	}
	return names
}

// kept are the variables that a literal uses, or whose address is taken, in some nodes.
func (l *lowering) kept(nodes ...ast.Node) map[types.Object]bool {
	kept := map[types.Object]bool{}
	for _, n := range nodes {
		if n == nil || n == ast.Expr(nil) || n == ast.Stmt(nil) {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				l.keepAll(kept, n.Body)
			case *ast.DeferStmt:
				l.keepAll(kept, n)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					l.keepRoot(kept, n.X)
				}
			case *ast.SliceExpr:
				l.keepRoot(kept, n.X)
			case *ast.SelectorExpr:
				if s := l.c.info.Selections[n]; s != nil && s.Kind() == types.MethodVal {
					l.keepRoot(kept, n.X)
				}
			case *ast.RangeStmt:
				if _, ok := l.typeOf(n.X).Underlying().(*types.Signature); ok {
					l.keepAll(kept, n.Body) // it becomes a literal
				}
			}
			return true
		})
	}
	return kept
}

func (l *lowering) keepAll(kept map[types.Object]bool, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if i, ok := n.(*ast.Ident); ok && l.c.info.Uses[i] != nil {
			kept[l.c.info.Uses[i]] = true
		}
		return true
	})
}

func (l *lowering) keepRoot(kept map[types.Object]bool, e ast.Expr) {
	if r := rootOf(e); r != nil && l.c.info.Uses[r] != nil {
		kept[l.c.info.Uses[r]] = true
	}
}

// rootOf is the variable of which an expression is a part, or nil.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// renameIn gives a variable another name where the loop begins.
func renameIn(list []ast.Stmt, from, to string) {
	for _, s := range list {
		if s == nil {
			continue
		}
		ast.Inspect(s, func(n ast.Node) bool {
			if i, ok := n.(*ast.Ident); ok && i.Name == from {
				i.Name = to
			}
			return true
		})
	}
}
