package gate

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"strings"
)

// written is the lowered file as source; with places it says for every line which of the script it comes from.
func written(fset *token.FileSet, f *ast.File, places bool) string {
	mode := printer.UseSpaces
	if places {
		mode |= printer.SourcePos
	}
	var out bytes.Buffer
	if err := (&printer.Config{Mode: mode, Tabwidth: 4}).Fprint(&out, fset, f); err != nil {
		return ""
	}
	return out.String()
}

// verify checks the lowered file as if someone had written it: what the gate makes is Go.
func (s *sources) verify(f *ast.File, from types.Importer) {
	source := written(s.fset, f, true)
	own := &sources{fset: token.NewFileSet(), lines: s.lines}
	tree, err := parser.ParseFile(own.fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		s.found = append(s.found, s.at(token.Position{}, "the gate has made something that isn't Go of this: "+err.Error()))
		return
	}
	own.check([]*ast.File{tree}, withSupport{from})
	for _, p := range own.found {
		if !strings.HasPrefix(p.Text, "declared and not used") && !strings.HasPrefix(p.Text, "missing return") {
			p.Text = "this can't be interpreted; write it in another way (" + p.Text + ")"
			p.Column = 0
			s.found = append(s.found, p)
		}
	}
}

// withSupport adds package support, whose types nobody but lowered source needs.
type withSupport struct{ types.Importer }

const supportSource = `package support
type Defers struct{}
func NewDefers() *Defers
func (d *Defers) Push(f func())
func (d *Defers) Run(f func())
func Recover() any
func Panic(v any)
func Print(args ...any)
func Println(args ...any)
func NotA(t string)
func Is(err, target error) bool
func Tree(err error) []error
func NilPointer()
func Held(v any) any
func Clear(m any)
func Typed(name string, v any) string
func Words(n int, text func(int) string) any
func Count(n int) uint64
func Rune(s string, at int) (rune, int)
func NilCall(v any)
func Fields(v any) any
func Equal(a, b any) bool
func NilInside(from, to string)
`

func (w withSupport) Import(path string) (*types.Package, error) {
	if path != supportPath {
		return w.Importer.Import(path)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "support.go", supportSource, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	conf := types.Config{IgnoreFuncBodies: true, Error: func(error) {}} // a function without a body is one, for others
	p, _ := conf.Check(path, fset, []*ast.File{f}, nil)
	return p, nil
}
