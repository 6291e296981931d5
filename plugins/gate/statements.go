package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// statements lowers a list, with marks where the script is.
func (l *lowering) statements(list []ast.Stmt) []ast.Stmt {
	var made []ast.Stmt
	for _, s := range list {
		if m := l.mark(s); m != nil {
			made = append(made, m)
		}
		made = append(made, l.statement(s, "")...)
	}
	return made
}

// statement lowers a statement that has a label, or "". A loop or switch is the last of what it becomes.
func (l *lowering) statement(s ast.Stmt, label string) []ast.Stmt {
	switch s := s.(type) {
	case *ast.LabeledStmt:
		return l.labeled(s)
	case *ast.ReturnStmt:
		return l.returning(s)
	case *ast.DeferStmt:
		return l.deferred(s)
	case *ast.ExprStmt:
		return l.expressionStatement(s)
	case *ast.AssignStmt:
		return l.assignment(s)
	case *ast.IfStmt:
		return l.ifs(s)
	case *ast.ForStmt:
		return l.loop(s, label)
	case *ast.RangeStmt:
		return l.ranging(s, label)
	case *ast.SwitchStmt:
		return l.switching(s, label)
	case *ast.TypeSwitchStmt:
		return l.typeSwitch(s, label)
	case *ast.BranchStmt:
		return l.branch(s)
	case *ast.IncDecStmt:
		return []ast.Stmt{&ast.IncDecStmt{X: l.place(s.X), TokPos: s.TokPos, Tok: s.Tok}}
	case *ast.BlockStmt:
		return []ast.Stmt{l.body(s)}
	case *ast.DeclStmt:
		return l.localDeclaration(s)
	}
	return []ast.Stmt{l.parts(s)}
}

// labeled keeps the label on the loop or switch itself, if a jump to it is left.
func (l *lowering) labeled(s *ast.LabeledStmt) []ast.Stmt {
	list := l.statement(s.Stmt, s.Label.Name)
	if len(list) == 0 {
		list = []ast.Stmt{block()}
	}
	last := len(list) - 1
	if !jumpsTo(list[last], s.Label.Name) {
		return list
	}
	list[last] = &ast.LabeledStmt{Label: name(s.Label.Name), Colon: s.Colon, Stmt: list[last]}
	return list
}

func jumpsTo(s ast.Stmt, label string) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		found = found || ok && b.Label != nil && b.Label.Name == label
		return !found
	})
	return found
}

func (l *lowering) expressionStatement(s *ast.ExprStmt) []ast.Stmt {
	if c, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && l.builtin(c) == "clear" {
		v := l.fresh("c")
		return []ast.Stmt{block(append([]ast.Stmt{define(v, l.x(c.Args[0]))}, l.clearing(name(v), l.typeOf(c.Args[0]))...)...)}
	}
	return []ast.Stmt{&ast.ExprStmt{X: l.x(s.X)}}
}

// ifs: what the first part becomes may be several statements.
func (l *lowering) ifs(s *ast.IfStmt) []ast.Stmt {
	before, init := l.init(s.Init)
	made := &ast.IfStmt{If: s.If, Init: init, Cond: l.x(s.Cond), Body: l.body(s.Body)}
	if s.Else != nil {
		made.Else = one(l.statement(s.Else, ""))
		if _, chained := made.Else.(*ast.IfStmt); !chained {
			made.Else = asBlock(made.Else)
		}
	}
	if before != nil {
		return []ast.Stmt{block(append(before, made)...)}
	}
	return []ast.Stmt{made}
}

func asBlock(s ast.Stmt) ast.Stmt {
	if b, ok := s.(*ast.BlockStmt); ok {
		return b
	}
	return block(s)
}

// init lowers the first part of an if, a loop or a switch: to itself, or to what stands before.
func (l *lowering) init(s ast.Stmt) (before []ast.Stmt, init ast.Stmt) {
	if s == nil {
		return nil, nil
	}
	list := l.statement(s, "")
	if isSimple(list) {
		return nil, list[0]
	}
	return list, nil
}

// isSimple tells that a list can stand in the head of an if or a for.
func isSimple(list []ast.Stmt) bool {
	if len(list) != 1 {
		return false
	}
	switch list[0].(type) {
	case *ast.AssignStmt, *ast.ExprStmt, *ast.IncDecStmt, *ast.SendStmt:
		return true
	}
	return false
}

// localDeclaration: several variables with a value each are set together.
func (l *lowering) localDeclaration(s *ast.DeclStmt) []ast.Stmt {
	g := s.Decl.(*ast.GenDecl)
	if g.Tok == token.CONST {
		if made := l.constants(g); len(made.Specs) > 0 {
			return []ast.Stmt{&ast.DeclStmt{Decl: made}}
		}
		return nil
	}
	if g.Tok != token.VAR {
		return []ast.Stmt{l.parts(s)}
	}
	var made []ast.Stmt
	for _, spec := range g.Specs {
		made = append(made, l.localVariables(spec.(*ast.ValueSpec))...)
	}
	return made
}

func (l *lowering) localVariables(spec *ast.ValueSpec) []ast.Stmt {
	var made []ast.Stmt
	switch {
	case len(spec.Values) == 0:
		for _, n := range spec.Names {
			if n.Name != "_" {
				made = append(made, declare(n.Name, l.x(spec.Type)))
			}
		}
	case len(spec.Values) == len(spec.Names):
		for i, n := range spec.Names {
			t := l.typeExpr(types.Default(l.declaredType(n, spec.Values[i])))
			if n.Name == "_" {
				n = name(l.fresh("t"))
			}
			made = append(made, declare(n.Name, t, l.x(spec.Values[i])))
		}
	default:
		made = append(made, l.localTuple(spec)...)
	}
	return made
}

// localTuple is var a, b = f().
func (l *lowering) localTuple(spec *ast.ValueSpec) []ast.Stmt {
	temps := l.temps(len(spec.Names))
	made := l.fromMap(spec.Values[0], &ast.AssignStmt{Lhs: temps, Tok: token.DEFINE, Rhs: []ast.Expr{l.x(spec.Values[0])}})
	for i, n := range spec.Names {
		if n.Name != "_" {
			made = append(made, declare(n.Name, l.typeExpr(l.c.info.Defs[n].Type()), temps[i]))
		}
	}
	return made
}

// declaredType is the type of a variable, of _ that of its value.
func (l *lowering) declaredType(n *ast.Ident, value ast.Expr) types.Type {
	if o := l.c.info.ObjectOf(n); o != nil && n.Name != "_" {
		return o.Type()
	}
	return l.typeOf(value)
}
