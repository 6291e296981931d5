package gate

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"
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
	own.check([]*ast.File{tree}, withSupport{from, supported(f)})
	for _, p := range own.found {
		if !strings.HasPrefix(p.Text, "declared and not used") && !strings.HasPrefix(p.Text, "missing return") {
			p.Text = "this can't be interpreted; write it in another way (" + p.Text + ")"
			p.Column = 0
			s.found = append(s.found, p)
		}
	}
}

// withSupport adds package support, whose types nobody but lowered source needs, with the functions that it calls.
type withSupport struct {
	types.Importer
	called map[string]bool
}

// supported are the functions of package support that a lowered file calls.
func supported(f *ast.File) map[string]bool {
	called, support := map[string]bool{}, alias(supportPath)
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == support {
				called[s.Sel.Name] = true
			}
		}
		return true
	})
	return called
}

const supportSource = `package support
import f "github.com/gatepost-mail/gatepost/filters"
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
func Hold(in, v any) any
func Bare(v any) any
func Clear(m any)
func Typed(name string, v any) string
func Format(format string) string
func Plain(v any) any
func Raw(v any) any
func Struct(names string, fields ...any) any
func List(v any, elements []any) any
func Map(keys, shown, values []any) any
func Pointer(v, to any) any
func Stringer(v any, plain func() any, text func() string) any
func Failure(v any, plain func() any, text func() string) any
func Encoded(v any) any
func Unmarshal(data []byte, v any) error
func Decode(d interface{ Decode(any) error }, v any) error
func Count(n int) uint64
func Rune(s string, at int) (rune, int)
func NilCall(v any)
func Equal(a, b any) bool
func NilInside(from, to string)
func Open(**f.Session, func() *f.Filter) func(*f.Session) *f.Filter
func Connect(**f.Session, func() f.Verdict) func(*f.Session) f.Verdict
func Hello(**f.Session, **f.Hello, func() f.Verdict) func(*f.Session, *f.Hello) f.Verdict
func Login(**f.Session, **f.Login, func() f.Verdict) func(*f.Session, *f.Login) f.Verdict
func Sender(**f.Session, **f.Path, func() f.Verdict) func(*f.Session, *f.Path) f.Verdict
func Recipient(**f.Session, **f.Path, func() f.Verdict) func(*f.Session, *f.Path) f.Verdict
func Header(**f.Session, **f.Message, func() f.Verdict) func(*f.Session, *f.Message) f.Verdict
func Message(**f.Session, **f.Message, func() f.Verdict) func(*f.Session, *f.Message) f.Verdict
func Command(**f.Session, **f.Command, func() f.Verdict) func(*f.Session, *f.Command) f.Verdict
func Reply(**f.Session, **f.Command, **f.Reply, func() f.Verdict) func(*f.Session, *f.Command, *f.Reply) f.Verdict
func Close(**f.Session, func()) func(*f.Session)
func PathText(string) func(*f.Path) string
func PathThen(func(string) string, func(*f.Path) string) func(*f.Path) string
func PathMatch(func(*f.Path) string) func(interface{ MatchString(string) bool }, *f.Path) bool
func SenderText(string) func(*f.Session) string
func SenderThen(func(string) string, func(*f.Session) string) func(*f.Session) string
func SenderMatch(func(*f.Session) string) func(interface{ MatchString(string) bool }, *f.Session) bool
`

// supportTree is the source of package support as syntax, and where that is.
var supportTree = sync.OnceValues(func() (*ast.File, *token.FileSet) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "support.go", supportSource, parser.SkipObjectResolution)
	if err != nil {
		panic(err)
	}
	return f, fset
})

func (w withSupport) Import(path string) (*types.Package, error) {
	if path != supportPath {
		return w.Importer.Import(path)
	}
	tree, fset := supportTree()
	f := &ast.File{Name: tree.Name, Package: tree.Package, Decls: slices.DeleteFunc(slices.Clone(tree.Decls), w.unused)}
	conf := types.Config{Importer: w.Importer, IgnoreFuncBodies: true, Error: func(error) {}} // a function without a body is one, for others
	p, _ := conf.Check(path, fset, []*ast.File{f}, nil)
	return p, nil
}

// unused tells a function that isn't called.
func (w withSupport) unused(d ast.Decl) bool {
	f, ok := d.(*ast.FuncDecl)
	return ok && f.Recv == nil && !w.called[f.Name.Name]
}
