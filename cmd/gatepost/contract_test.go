package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// TestContractIsCurrent holds the contract that is in the program against the sources that it is made of.
func TestContractIsCurrent(t *testing.T) {
	for file, want := range map[string]string{
		contractFilters: declarations(t, root+"/filters", symbols.Of(symbols.Filters), "filters.go", "verdict.go", "dialogue.go", "session.go"),
		contractMessage: declarations(t, root+"/filters/message", named("Message", "Header", "Part", "Reader", "LimitError"), "message.go"),
	} {
		if *updateManuals {
			if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(file); err != nil || string(have) != want {
			t.Errorf("%s is not what the sources say (%v): run \"go generate ./cmd/gatepost\"", file, err)
		}
	}
}

// A new plugin compiles by the copy of the contract beside it, and so editors complete: nothing is fetched.
func TestStarterCompilesOffline(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "closed")
	if err := newPlugin(dir, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, within := range []string{dir, filepath.Join(dir, ".gatepost")} {
		vet := exec.Command("go", "vet", "./...")
		vet.Dir, vet.Env = within, append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly")
		if out, err := vet.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", within, err, out)
		}
	}
}

func named(names ...string) map[string]reflect.Value {
	set := map[string]reflect.Value{}
	for _, name := range names {
		set[name] = reflect.Value{}
	}
	return set
}

// declarations is a package in one file: what of it is exported and in the set, in the order of its files, of which some come first.
func declarations(t *testing.T, dir string, set map[string]reflect.Value, first ...string) string {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool {
		return strings.HasSuffix(f, "_test.go") || slices.Contains(first, filepath.Base(f))
	})
	for _, f := range slices.Backward(first) {
		files = slices.Insert(files, 0, filepath.Join(dir, f))
	}
	g := gathering{t: t, fset: token.NewFileSet(), set: set, imports: map[string]bool{}}
	for _, file := range files {
		g.file(file)
	}
	return g.text()
}

// gathering is a package as far as it was read.
type gathering struct {
	t       *testing.T
	fset    *token.FileSet
	set     map[string]reflect.Value
	head    string // comment and clause
	imports map[string]bool
	body    bytes.Buffer
}

func (g *gathering) file(name string) {
	f, err := parser.ParseFile(g.fset, name, nil, parser.ParseComments)
	if err != nil {
		g.t.Fatal(err)
	}
	paths := map[string]string{}
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		paths[symbols.Name(path)] = path
		paths[filepath.Base(path)] = path
	}
	if f.Doc != nil {
		g.head = strings.TrimRight("// "+strings.ReplaceAll(strings.TrimSpace(f.Doc.Text()), "\n", "\n// "), " ") + "\npackage " + f.Name.Name + "\n"
	}
	ast.FileExports(f)
	for _, d := range f.Decls {
		if g.keeps(d) {
			g.add(d, paths)
		}
	}
}

// keeps tells whether something of a declaration is in the set, and takes out what isn't, and bodies.
func (g *gathering) keeps(d ast.Decl) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		d.Body = nil
		if d.Recv == nil {
			return g.has(d.Name)
		}
		owner := d.Recv.List[0].Type
		if star, is := owner.(*ast.StarExpr); is {
			owner = star.X
		}
		id, is := owner.(*ast.Ident)
		return is && g.has(id)
	case *ast.GenDecl:
		d.Specs = slices.DeleteFunc(d.Specs, func(s ast.Spec) bool {
			switch s := s.(type) {
			case *ast.TypeSpec:
				return !g.has(s.Name)
			case *ast.ValueSpec:
				return !slices.ContainsFunc(s.Names, g.has)
			}
			return true
		})
		return len(d.Specs) > 0
	}
	return false
}

func (g *gathering) has(name *ast.Ident) bool {
	_, is := g.set[name.Name]
	return is
}

func (g *gathering) add(d ast.Decl, paths map[string]string) {
	ast.Inspect(d, func(n ast.Node) bool {
		if s, is := n.(*ast.SelectorExpr); is {
			if x, is := s.X.(*ast.Ident); is && paths[x.Name] != "" {
				g.imports[paths[x.Name]] = true
			}
		}
		return true
	})
	g.body.WriteString("\n")
	if err := (&printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}).Fprint(&g.body, g.fset, d); err != nil {
		g.t.Fatal(err)
	}
	g.body.WriteString("\n")
}

func (g *gathering) text() string {
	var b strings.Builder
	b.WriteString(g.head + "\nimport (\n")
	for path := range g.imports {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	b.WriteString(")\n" + g.body.String())
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		g.t.Fatalf("%v\n%s", err, b.String())
	}
	return string(text)
}
