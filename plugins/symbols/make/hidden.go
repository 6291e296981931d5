package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// running is what runs a chain: it is exported beside the contract for the program that hosts filters.
var running = []string{"Action", "Answer", "Chain", "Decision", "Disconnect", "Entry", "Go", "NewChain", "Run", "Swallow"}

// hidden are the names of filters that its sources say are not for scripts.
func hidden(path string) map[string]bool {
	names := map[string]bool{}
	if path != symbols.Filters {
		return names
	}
	for _, name := range running {
		names[name] = true
	}
	files, _ := filepath.Glob("../../filters/*.go") // the pattern is a right one
	for _, file := range files {
		hideIn(names, file)
	}
	return names
}

// hideIn adds the names of one file: all, or those whose comment says so.
func hideIn(names map[string]bool, file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ParseComments)
	if err != nil || strings.HasSuffix(file, "_test.go") {
		return
	}
	all := strings.Contains(string(source), "scripts don't see it")
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && (all || notForScripts(d.Doc)) {
				names[d.Name.Name] = true
			}
		case *ast.GenDecl:
			hideSpecs(names, d, all)
		}
	}
}

func hideSpecs(names map[string]bool, d *ast.GenDecl, all bool) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if all || notForScripts(d.Doc) {
				names[s.Name.Name] = true
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if all {
					names[n.Name] = true
				}
			}
		}
	}
}

func notForScripts(doc *ast.CommentGroup) bool {
	return strings.Contains(strings.ToLower(strings.ReplaceAll(doc.Text(), "\n", " ")), "not for scripts")
}
