package main

import (
	"errors"
	"flag"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

var updateManuals = flag.Bool("update-manuals", false, "write the manual of each built-in filter anew, from its package comment")

// TestManualsAreCurrent holds the files that are in the program against the package comments that they are made of.
func TestManualsAreCurrent(t *testing.T) {
	for name, build := range ours() {
		file, want := filepath.Join("manual", name+".txt"), manualFile(t, name, build)
		if *updateManuals {
			if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if !errors.Is(err, fs.ErrNotExist) && string(have) != want { // of one that isn't there, TestBuiltinsAreWhole tells
			t.Errorf("%s is not what the package comment says (%v): run \"go generate ./cmd/gatepost\"", file, err)
		}
	}
	files, _ := filepath.Glob("manual/*")
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".txt"); ours()[name] == nil {
			t.Errorf("%s is of no built-in filter below filters/: remove it", file)
		}
	}
}

// manualFile is the comment of the package whose New makes a filter, as plain text that begins with the name of the filter's block.
func manualFile(t *testing.T, name string, build builder) string {
	t.Helper()
	pkg := packageOf(t, build)
	comment := strings.TrimPrefix(pkg.Doc, "Package "+pkg.Name+" ") // without that TestBuiltinsAreWhole fails
	print := pkg.Printer()
	print.TextWidth, print.TextCodePrefix = pageWidth, "    "
	return string(print.Text(pkg.Parser().Parse(name + " " + comment)))
}

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

// TestManualSaysAll: nothing of a built-in filter is undocumented.
func TestManualSaysAll(t *testing.T) {
	for name, build := range whole(t) {
		t.Run(name, func(t *testing.T) {
			text, _ := description(name)
			checkOptions(t, text, optionsOf(name, build))
			if !regexp.MustCompile(`(?m)^It answers\b`).MatchString(text) {
				t.Error(`no paragraph of its package comment begins with "It answers", be it "It answers nothing"` + thenGenerate)
			}
		})
	}
	checkOptions(t, "on_error deadline mode", config.EntryOptions())
}

// thenGenerate ends what tests say about package comments, of which the program has a copy.
const thenGenerate = "; write it there, and run \"go generate ./cmd/gatepost\""

// checkOptions holds options against a text that names each.
func checkOptions(t *testing.T, text string, uses []filters.Use) {
	t.Helper()
	for _, use := range uses {
		if strings.TrimSpace(use.Usage) == "" {
			t.Errorf("option %s has no usage", use.Name)
		}
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(use.Name) + `\b`).MatchString(text) {
			t.Errorf("its package comment doesn't name the option %s"+thenGenerate, use.Name)
		}
		checkOptions(t, text, use.Nested)
	}
}
