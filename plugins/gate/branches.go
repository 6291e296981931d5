package gate

import (
	"go/ast"
	"go/token"
)

// target is what break and continue can mean, and the functions that they can't leave.
type target struct {
	label string
	kind  targetKind
	carry []ast.Stmt // of a loop: before it goes on

	// Of a boundary, which is the function that the body of a range over a function has become:
	code   string // the variable that says how the body was left
	exits  []exit
	leaves bool // by return
}

type targetKind int

const (
	aLoop targetKind = iota
	aSwitch
	aRangeFunc
	aBoundary
)

// exit is a jump to be done when the iterator has returned.
type exit struct {
	code  int
	token token.Token
	label string
}

func (l *lowering) enter(t *target) {
	l.fn.targets = append(l.fn.targets, t)
	if t.kind == aLoop {
		l.fn.loops++
	}
}

func (l *lowering) pop() {
	last := len(l.fn.targets) - 1
	if l.fn.targets[last].kind == aLoop {
		l.fn.loops--
	}
	l.fn.targets = l.fn.targets[:last]
}

// boundary is the innermost one, or nil.
func (l *lowering) boundary() *target {
	for i := len(l.fn.targets) - 1; i >= 0; i-- {
		if l.fn.targets[i].kind == aBoundary {
			return l.fn.targets[i]
		}
	}
	return nil
}

// means tells that a jump goes to a target.
func (t *target) means(s *ast.BranchStmt) bool {
	switch {
	case t.kind == aBoundary:
		return false
	case s.Label != nil:
		return t.label == s.Label.Name
	case s.Tok == token.BREAK:
		return true
	}
	return t.kind != aSwitch
}

// branch lowers a jump. Out of the body of a range over a function it is a return, and the rest is done behind.
func (l *lowering) branch(s *ast.BranchStmt) []ast.Stmt {
	if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
		return []ast.Stmt{l.parts(s)}
	}
	var crossed []*target
	for i := len(l.fn.targets) - 1; i >= 0; i-- {
		t := l.fn.targets[i]
		if t.kind == aBoundary {
			crossed = append(crossed, t)
		}
		if t.means(s) {
			return l.jump(s, t, crossed)
		}
	}
	return []ast.Stmt{l.parts(s)}
}

func (l *lowering) jump(s *ast.BranchStmt, t *target, crossed []*target) []ast.Stmt {
	switch {
	case t.kind == aRangeFunc && len(crossed) == 1:
		goesOn := map[bool]string{true: "true", false: "false"}[s.Tok == token.CONTINUE]
		return []ast.Stmt{&ast.ReturnStmt{Return: s.Pos(), Results: []ast.Expr{name(goesOn)}}}
	case len(crossed) == 0 && s.Tok == token.CONTINUE:
		return append(t.copyCarry(), l.parts(s))
	case len(crossed) == 0:
		return []ast.Stmt{l.parts(s)}
	}
	b := crossed[0]
	e := exit{code: len(b.exits) + 1, token: s.Tok}
	if s.Label != nil {
		e.label = s.Label.Name
	}
	b.exits = append(b.exits, e)
	return []ast.Stmt{assign(name(b.code), number(e.code)), leave(name("false"))}
}

func (t *target) copyCarry() []ast.Stmt {
	var made []ast.Stmt
	for _, s := range t.carry {
		made = append(made, cloneParts(s, func(ast.Node) ast.Node { return nil }).(ast.Stmt))
	}
	return made
}
