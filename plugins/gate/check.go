package gate

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// checked is a script whose every expression has a type.
type checked struct {
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
	pkg   *types.Package
}

// Check takes a script through the gate. The error is Problems.
func Check(files []File, rules Rules) (*Lowered, error) {
	s := newSources(files)
	trees := s.parse(files)
	if err := s.err(); err != nil {
		return nil, err
	}
	c := s.check(trees, symbols.NewImporter())
	if err := s.err(); err != nil {
		return nil, err
	}
	return &Lowered{Package: c.pkg.Name(), Source: string(files[0].Source)}, nil
}

// parse reads the files and keeps what isn't Go.
func (s *sources) parse(files []File) []*ast.File {
	var trees []*ast.File
	for _, f := range files {
		tree, err := parser.ParseFile(s.fset, f.Name, f.Source, parser.SkipObjectResolution|parser.ParseComments|parser.AllErrors)
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
		Implicits: map[ast.Node]types.Object{}, Scopes: map[ast.Node]*types.Scope{},
	}
}
