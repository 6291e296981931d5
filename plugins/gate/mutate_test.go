package gate

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// FuzzMutated feeds the gate programs that were right before expressions were exchanged and statements left out, moved or doubled: most
// still parse, and many are still right.
func FuzzMutated(f *testing.F) {
	files, err := filepath.Glob("../testdata/*/*.go")
	if err != nil || len(files) < 200 {
		f.Fatalf("%d programs, %v", len(files), err)
	}
	for i := range files {
		f.Add(uint(i), uint64(i))
	}
	f.Fuzz(func(t *testing.T, which uint, seed uint64) {
		source, err := os.ReadFile(files[which%uint(len(files))])
		if err != nil {
			t.Fatal(err)
		}
		changed := mutated(source, rand.New(rand.NewPCG(seed, 1)))
		if _, err := Check([]File{{Name: "fuzz.go", Source: changed}}, Bare()); err != nil {
			problems(t, err)
		}
	})
}

// mutated changes one to three things in a program.
func mutated(source []byte, random *rand.Rand) []byte {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		return source
	}
	for range 1 + random.IntN(3) {
		if random.IntN(2) == 0 {
			exchange(f, random)
		} else {
			reorder(f, random)
		}
	}
	var out bytes.Buffer
	if format.Node(&out, fset, f) != nil {
		return source
	}
	return out.Bytes()
}

// exchange puts one expression in the place of another of the same kind.
func exchange(f *ast.File, random *rand.Rand) {
	var all []*ast.Expr
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for i := range n.Args {
				all = append(all, &n.Args[i])
			}
		case *ast.BinaryExpr:
			all = append(all, &n.X, &n.Y)
		case *ast.AssignStmt:
			for i := range n.Rhs {
				all = append(all, &n.Rhs[i])
			}
		case *ast.ReturnStmt:
			for i := range n.Results {
				all = append(all, &n.Results[i])
			}
		case *ast.IfStmt:
			all = append(all, &n.Cond)
		}
		return true
	})
	if len(all) > 1 {
		a, b := all[random.IntN(len(all))], all[random.IntN(len(all))]
		*a = clone(*b, func(ast.Node) ast.Node { return nil }).(ast.Expr)
	}
}

// reorder leaves a statement out, doubles it, or changes its place with the next.
func reorder(f *ast.File, random *rand.Rand) {
	var all []*[]ast.Stmt
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			all = append(all, &n.List)
		case *ast.CaseClause:
			all = append(all, &n.Body)
		}
		return true
	})
	if len(all) == 0 {
		return
	}
	list := all[random.IntN(len(all))]
	if len(*list) < 2 {
		return
	}
	switch i := random.IntN(len(*list) - 1); random.IntN(3) {
	case 0:
		*list = append((*list)[:i:i], (*list)[i+1:]...)
	case 1:
		*list = append((*list)[:i+1:i+1], (*list)[i:]...)
	case 2:
		(*list)[i], (*list)[i+1] = (*list)[i+1], (*list)[i]
	}
}
