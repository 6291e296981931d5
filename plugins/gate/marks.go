package gate

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// Marks say where a script is: before a statement that may fail a variable is set to its line, and to the number of its file in
// units of a million. The interpreter itself knows the function.

// MarkVariable is the variable's name.
const MarkVariable = "Y_at"

const markUnit = 1_000_000

// Place is what a mark means.
func (p *Lowered) Place(mark int) (file string, line int) {
	if n := mark / markUnit; n < len(p.Files) {
		return p.Files[n], mark % markUnit
	}
	return "", 0
}

func markVariable() ast.Decl {
	return declare(MarkVariable, name("int")).(*ast.DeclStmt).Decl
}

// EndedAtOnce is the source with a value for the mark, which is its first variable, that ends the program.
func (p *Lowered) EndedAtOnce() string {
	first, support := "var "+MarkVariable+" int", alias(supportPath)
	source := strings.Replace(p.Source, first, first+" = "+support+".EndAtOnce()", 1)
	spec := "import " + support + " " + strconv.Quote(supportPath) + "\n"
	if !strings.Contains(source, spec) {
		source = strings.Replace(source, "\n", "\n\n"+spec, 1)
	}
	return source
}

// mark is the statement before s, or nil where s can't fail.
func (l *lowering) mark(s ast.Stmt) ast.Stmt {
	if !mayFail(s) || l.onlyAnswers(s) {
		return nil
	}
	p := l.c.fset.Position(s.Pos())
	file, ok := l.sources.numbers[p.Filename]
	if !ok || p.Line == 0 {
		return nil
	}
	return assign(name(MarkVariable), number(file*markUnit+p.Line))
}

// mayFail tells that a statement's own part, without the statements in it, calls or reaches for something, or may go on for ever.
func mayFail(s ast.Stmt) bool {
	_, found := s.(*ast.ForStmt)
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.CallExpr, *ast.IndexExpr, *ast.SliceExpr, *ast.StarExpr, *ast.SelectorExpr, *ast.TypeAssertExpr, *ast.SendStmt:
			found = true
		case *ast.BinaryExpr:
			found = found || n.Op == token.QUO || n.Op == token.REM || n.Op == token.SHL || n.Op == token.SHR
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}
