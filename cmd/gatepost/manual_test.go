package main

import (
	"flag"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

var updateManuals = flag.Bool("update-manuals", false, "write the manual of each built-in filter anew, from its package comment")

// TestManualsAreCurrent holds the files that are in the program against the package comments that they are made of.
func TestManualsAreCurrent(t *testing.T) {
	for name, build := range builtins() {
		file, want := filepath.Join("manual", name+".txt"), manualFile(t, name, build)
		if *updateManuals {
			if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(file); err != nil || string(have) != want {
			t.Errorf("%s is not what the package comment says (%v): run \"go generate ./cmd/gatepost\"", file, err)
		}
	}
	files, _ := filepath.Glob("manual/*")
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".txt"); builtins()[name] == nil {
			t.Errorf("%s is of no built-in filter", file)
		}
	}
}

// manualFile is the comment of the package whose New makes a filter, as plain text that begins with the name of the filter's block.
func manualFile(t *testing.T, name string, build builder) string {
	t.Helper()
	pkg := packageOf(t, build)
	comment, found := strings.CutPrefix(pkg.Doc, "Package "+pkg.Name+" ")
	if !found {
		t.Fatalf("%s: its comment doesn't begin with \"Package %s \"", pkg.ImportPath, pkg.Name)
	}
	print := pkg.Printer()
	print.TextWidth, print.TextCodePrefix = pageWidth, "    "
	return string(print.Text(pkg.Parser().Parse(name + " " + comment)))
}

type builder = func(*filters.Options) (*filters.Filter, error)

// packageOf reads the sources of the package that a function is from.
func packageOf(t *testing.T, build builder) *doc.Package {
	t.Helper()
	path, folder := home(build)
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	pkg, err := doc.NewFromFiles(set, parsed, path)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return pkg
}

// home is the package that a function is from, and its folder.
func home(build builder) (path, folder string) {
	path = strings.TrimSuffix(runtime.FuncForPC(reflect.ValueOf(build).Pointer()).Name(), ".New")
	return path, filepath.Join(root, strings.TrimPrefix(path, module))
}

// TestManualSaysAll: nothing of a built-in filter is undocumented.
func TestManualSaysAll(t *testing.T) {
	for name, build := range builtins() {
		t.Run(name, func(t *testing.T) {
			text, err := description(name)
			if err != nil {
				t.Fatal(err)
			}
			checkOptions(t, text, optionsOf(name, build))
			if !regexp.MustCompile(`(?m)^It answers\b`).MatchString(text) {
				t.Error(`no paragraph of its package comment begins with "It answers", be it "It answers nothing"`)
			}
		})
	}
	checkOptions(t, "on_error deadline mode", config.EntryOptions())
}

// checkOptions holds options against a text that names each.
func checkOptions(t *testing.T, text string, uses []filters.Use) {
	t.Helper()
	for _, use := range uses {
		if strings.TrimSpace(use.Usage) == "" {
			t.Errorf("option %s has no usage", use.Name)
		}
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(use.Name) + `\b`).MatchString(text) {
			t.Errorf("its package comment doesn't name the option %s", use.Name)
		}
		checkOptions(t, text, use.Nested)
	}
}
