package gate

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// checked is a script whose every expression has a type.
type checked struct {
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
	pkg   *types.Package
}

// names tells that a variable is used somewhere.
func (c *checked) names(n ast.Node, v *types.Var) (does bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		does = does || ok && c.info.Uses[id] == v
		return !does
	})
	return does
}

// Check takes a script through the gate. The error is Problems.
func Check(files []File, rules Rules) (p *Lowered, err error) {
	if len(files) == 0 {
		return nil, Problems{{Text: "there is no source"}}
	}
	s := newSources(files)
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, Problems{{File: files[0].Name, Line: 1, Text: fmt.Sprintf("%s: %v", gateFailed, r)}}
		}
	}()
	return s.pass(files, rules)
}

// gateFailed begins what is said where the gate itself has a fault.
const gateFailed = "the gate can't take this script apart, which is a fault of the gate"

// pass is the way of a script.
func (s *sources) pass(files []File, rules Rules) (*Lowered, error) {
	trees := s.parse(files)
	if err := s.err(); err != nil {
		return nil, err
	}
	from := symbols.NewImporter()
	c := s.check(trees, from)
	s.forbid(rules, c)
	if err := s.err(); err != nil {
		return nil, err
	}
	out := s.lowered(c, from)
	if err := s.err(); err != nil {
		return nil, err
	}
	p := s.describe(c)
	p.Source = written(s.fset, out, false)
	p.Needs = importPaths(out)
	return p, nil
}

// forbid finds what no script may have. It looks at one with errors too, as far as it can, so that all is told at once; what it stumbles
// over there is a type that the checker couldn't find, and was told already.
func (s *sources) forbid(rules Rules, c *checked) {
	said := slices.Clone(s.found)
	defer func() {
		if len(said) > 0 && recover() != nil {
			s.found = said
		}
	}()
	s.refuse(c)
	s.keep(rules, c)
}

// lowered is what becomes of a script that is right.
func (s *sources) lowered(c *checked, from types.Importer) *ast.File {
	if usesPrelude(c) {
		c = s.check(append(slices.Clone(c.files), s.parse([]File{prelude(c.pkg.Name())})...), from)
	}
	flat := s.flatten(c)
	if s.err() != nil {
		return nil
	}
	again := s.check([]*ast.File{flat}, from)
	if s.err() != nil {
		s.reword()
		return nil
	}
	out := s.lower(again)
	if s.err() == nil {
		s.verify(out, from)
	}
	return out
}

// reword says of what the checker finds in the gate's own work that the script can't be interpreted: the script itself is right.
func (s *sources) reword() {
	for i := range s.found {
		s.found[i].Text = "this can't be interpreted; write it in another way (" + s.found[i].Text + ")"
	}
}

// describe says what the script is, from its own sources.
func (s *sources) describe(c *checked) *Lowered {
	p := &Lowered{Package: c.pkg.Name(), Files: s.names, sources: s}
	imports := map[string]bool{}
	for _, f := range c.files {
		for _, path := range importPaths(f) {
			imports[path] = true
		}
	}
	p.Imports, p.Hooks, p.Options, p.Warnings = ordered(imports), hooksOf(c), optionsOf(c), s.warn(c)
	return p
}

// importPaths are what a file imports.
func importPaths(f *ast.File) []string {
	paths := map[string]bool{}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			for _, spec := range g.Specs {
				path, _ := strconv.Unquote(spec.(*ast.ImportSpec).Path.Value) // the parser has read it
				paths[path] = true
			}
		}
	}
	return ordered(paths)
}

// parse reads the files and keeps what isn't Go.
func (s *sources) parse(files []File) []*ast.File {
	var trees []*ast.File
	for _, f := range files {
		tree, err := parser.ParseFile(s.fset, f.Name, f.Source, parser.SkipObjectResolution|parser.ParseComments)
		var list scanner.ErrorList
		if errors.As(err, &list) {
			for _, e := range list {
				s.found = append(s.found, s.at(e.Pos, e.Msg))
			}
		}
		trees = append(trees, tree)
	}
	return trees
}

// check types the files and keeps what the compiler would say.
func (s *sources) check(trees []*ast.File, from types.Importer) *checked {
	conf := types.Config{Importer: from, GoVersion: "go1.26", Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) {
			s.addf(e.Pos, "%s", e.Msg)
		}
	}}
	c := &checked{fset: s.fset, files: trees, info: newInfo()}
	c.pkg, _ = conf.Check(trees[0].Name.Name, s.fset, trees, c.info)
	return c
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
		Implicits: map[ast.Node]types.Object{},
	}
}
