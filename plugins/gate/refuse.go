package gate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// refuse finds what no script may have: what reaches out of it, and what the interpreter can neither do nor be helped with.
func (s *sources) refuse(c *checked) {
	r := &refusal{sources: s, c: c}
	for _, f := range c.files {
		r.comments(f)
		ast.Inspect(f, func(n ast.Node) bool {
			r.statement(n)
			r.declaration(n)
			r.reach(n)
			return true
		})
	}
	s.recovers(c)
}

type refusal struct {
	sources *sources
	c       *checked
}

func (r *refusal) at(n ast.Node, format string, args ...any) {
	r.sources.addf(n.Pos(), format, args...)
}

// comments: some are orders to the compiler.
func (r *refusal) comments(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:linkname") || strings.HasPrefix(c.Text, "//go:embed") {
				r.at(c, "%s can't be in a script: it reaches out of it", strings.Fields(c.Text)[0])
			}
		}
	}
}

// statement: a script has one goroutine.
func (r *refusal) statement(n ast.Node) {
	switch n := n.(type) {
	case *ast.GoStmt:
		r.at(n, "a script can't start a goroutine: its hooks are called one at a time; do the work here, or keep a value in Session.Store for a later hook")
	case *ast.SelectStmt:
		r.at(n, "a script can't use select: it has no goroutines to wait for; the hook's deadline ends a wait")
	case *ast.LabeledStmt:
		r.jumpedTo(n)
	}
}

// jumpedTo: a label of goto is no loop's.
func (r *refusal) jumpedTo(n *ast.LabeledStmt) {
	label := r.c.info.Defs[n.Label]
	for _, f := range r.c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO && r.c.info.Uses[b.Label] == label {
				r.at(b, "goto can't be interpreted: use a loop")
			}
			return true
		})
	}
}

func (r *refusal) declaration(n ast.Node) {
	switch n := n.(type) {
	case *ast.ImportSpec:
		r.imported(n)
		if n.Name != nil && n.Name.Name == "." {
			r.at(n, "an import into the script's own names can't be interpreted: leave out the dot and write the package's name before its functions")
		}
	case *ast.Ident:
		if strings.HasPrefix(strings.ToLower(n.Name), reserved) {
			r.at(n, "names that begin with %s are the gate's: take another", n.Name[:len(reserved)])
		}
	case *ast.TypeSpec:
		r.typeSpec(n)
	case *ast.StructType:
		r.blanks(n)
	case *ast.FuncDecl:
		r.unseen(n)
		if n.Body == nil {
			r.at(n, "func %s has no body, and there is nothing else that could be called", n.Name.Name)
		}
	}
}

// imported: the checker knows unsafe by itself, and has the types of filters/message for those of filters.
func (r *refusal) imported(n *ast.ImportSpec) {
	path, _ := strconv.Unquote(n.Path.Value) // the parser has read it
	if !slices.Contains(symbols.Packages, path) {
		r.at(n.Path, "could not import %s (%v)", path, symbols.Unavailable(path))
	}
}

// reach: what a script may use of a package.
func (r *refusal) reach(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		r.used(n)
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			r.set(e, "set")
		}
	case *ast.IncDecStmt:
		r.set(n.X, "set")
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			r.set(n.X, "take the address of")
		}
	}
}

// used refuses functions and names that aren't for scripts.
func (r *refusal) used(n *ast.Ident) {
	o := r.c.info.Uses[n]
	if o == nil || o.Pkg() == nil || o.Pkg() == r.c.pkg {
		return
	}
	full := o.Pkg().Path() + "." + o.Name()
	f, isFunc := o.(*types.Func)
	if isFunc {
		full = f.FullName()
	}
	if why, denied := symbols.Denied[full]; denied {
		r.at(n, "%s can't be used by a script: %s", shortened(full), why)
	} else if o.Pkg().Path() == symbols.Filters && o.Parent() == o.Pkg().Scope() && !symbols.Of(symbols.Filters)[o.Name()].IsValid() {
		r.at(n, "filters.%s isn't for scripts: it is for the program that runs them", o.Name())
	}
}

// shortened leaves out the folders of a path.
func shortened(full string) string {
	if i := strings.LastIndex(full, "/"); i >= 0 {
		if strings.HasPrefix(full, "(*") {
			return "(*" + full[i+1:]
		}
		return full[i+1:]
	}
	return full
}

// set refuses what would change a package's variable for all of the program.
func (r *refusal) set(e ast.Expr, what string) {
	s, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return
	}
	if v, ok := r.c.info.Uses[s.Sel].(*types.Var); ok && v.Pkg() != r.c.pkg && !v.IsField() {
		r.at(e, "a script can't %s %s.%s, which all of the program uses", what, v.Pkg().Name(), v.Name())
	}
}
