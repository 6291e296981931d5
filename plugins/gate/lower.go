package gate

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// lowering rewrites a flat file into the part of Go that the interpreter runs rightly.
type lowering struct {
	sources    *sources
	c          *checked
	types      *typeWriter
	into       map[ast.Expr]types.Type   // expressions that become an interface where they stand
	argument   map[ast.Expr]bool         // of compiled functions: they know a nil pointer in an interface
	onTheWay   map[ast.Expr]bool         // calls of which a result becomes an interface
	inAny      map[types.Type]bool       // of held: an empty interface may
	asNumber   map[ast.Expr]*types.Basic // arguments to be printed as what they are made of
	shows      map[ast.Expr]bool         // arguments to be printed by support
	asError    map[ast.Expr]bool         // arguments to be wrapped, which are of another interface
	encodes    map[ast.Expr]bool         // arguments of package json to be copied for it by support
	showers    map[string]string         // the functions that take values apart for it, by depth and type
	shownOnly  map[ast.Expr]bool         // arguments that are printed, and kept by nobody
	asTypeText map[ast.Expr]string       // arguments of which the type is printed, and how that is spelled
	rewritten  map[ast.Expr]string       // formats
	format     ast.Expr                  // of the call that is looked at, if nobody knows it before it runs; or nil
	lookedAt   map[ast.Expr]bool         // formats to be looked at when they come
	held       []types.Type              // what interfaces may hold
	pours      []types.Type              // interfaces of which another may get what they hold
	holder     map[*types.Func]string    // the variables of functions that are called through one
	answers    map[string]string         // the variables of verdicts, by what makes them
	given      map[string]string         // the variables of what hooks are given, by type
	replaced   map[*types.Var]string     // the parameters for which they stand
	joins      map[string]string         // the variables of functions that stand for several, by what makes them
	callsHooks bool                      // the script may, by itself
	added      []ast.Decl                // declare the variables that the script doesn't have
	fn         *funcState
	count      int
	out        *ast.File
}

// lower gives the lowered file; its problems are in s.
func (s *sources) lower(c *checked) *ast.File {
	l := &lowering{
		sources: s, c: c, into: map[ast.Expr]types.Type{}, argument: map[ast.Expr]bool{}, onTheWay: map[ast.Expr]bool{}, inAny: map[types.Type]bool{},
		asNumber: map[ast.Expr]*types.Basic{}, shows: map[ast.Expr]bool{}, asError: map[ast.Expr]bool{}, encodes: map[ast.Expr]bool{}, showers: map[string]string{},
		shownOnly: map[ast.Expr]bool{}, asTypeText: map[ast.Expr]string{},
		rewritten: map[ast.Expr]string{}, lookedAt: map[ast.Expr]bool{}, holder: map[*types.Func]string{}, answers: map[string]string{},
		given: map[string]string{}, replaced: map[*types.Var]string{}, joins: map[string]string{},
	}
	l.types = &typeWriter{pkg: c.pkg, imports: map[string]bool{}, inst: func(n *types.Named) string { return n.Obj().Name() }, flat: true}
	l.out = &ast.File{Name: name(loweredName(c.pkg.Name())), Package: c.files[0].Package}
	l.findConversions()
	l.findPrinted()
	l.findHookCalls()
	for _, d := range c.files[0].Decls {
		l.declaration(d)
	}
	l.out.Decls = append(l.out.Decls, l.promotions()...)
	functions := len(l.out.Decls)
	l.variables()
	l.out.Decls = slices.Insert(l.out.Decls, functions, append(l.holders(), l.added...)...)
	l.out.Decls = append([]ast.Decl{markVariable()}, l.out.Decls...)
	l.out.Decls = append(importsOf(l.types.imports), l.out.Decls...)
	return l.out
}

// loweredName is the package's name to the interpreter, to which one named len hides len. A main package is one that it runs.
func loweredName(own string) string {
	if own == "main" {
		return own
	}
	return ScriptPackage
}

// ScriptPackage is the name of every plugin's package in its interpreter.
const ScriptPackage = "script"

// declaration lowers a function, types or constants; variables are for [lowering.variables].
func (l *lowering) declaration(d ast.Decl) {
	g, ok := d.(*ast.GenDecl)
	switch {
	case ok && (g.Tok == token.IMPORT || g.Tok == token.VAR):
		return
	case ok && g.Tok == token.CONST:
		d = l.constants(g)
	default:
		d = l.node(d).(ast.Decl)
	}
	l.out.Decls = append(l.out.Decls, d)
}

// variables declares the package's, then sets them in the order in which Go does: the interpreter's own order is that of the source.
//
//	var a = b + 1
//	var b = f()
func (l *lowering) variables() {
	for _, d := range l.c.files[0].Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, spec := range g.Specs {
				l.unset(spec.(*ast.ValueSpec))
			}
		}
	}
	for _, in := range l.c.info.InitOrder {
		l.initialise(in)
	}
}

// unset declares variables that begin as zero.
func (l *lowering) unset(spec *ast.ValueSpec) {
	if len(spec.Values) > 0 {
		return
	}
	for _, n := range spec.Names {
		if n.Name != "_" {
			l.out.Decls = append(l.out.Decls, declare(n.Name, l.x(spec.Type)).(*ast.DeclStmt).Decl)
		}
	}
}

// initialise declares variables by their values.
func (l *lowering) initialise(in *types.Initializer) {
	spec := &ast.ValueSpec{Values: []ast.Expr{l.x(in.Rhs)}}
	for _, v := range in.Lhs {
		spec.Names = append(spec.Names, name(v.Name()))
	}
	if len(in.Lhs) == 1 && in.Lhs[0].Name() != "_" {
		spec.Type = l.typeExpr(in.Lhs[0].Type())
	}
	l.out.Decls = append(l.out.Decls, &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{spec}})
}

func (l *lowering) fresh(hint string) string {
	l.count++
	return fmt.Sprintf("%s%s%d", reserved, hint, l.count)
}

// refuse keeps a problem at a node.
func (l *lowering) refuse(n ast.Node, format string, args ...any) {
	l.sources.addf(n.Pos(), format, args...)
}

// support is a function of package support.
func (l *lowering) support(n string) ast.Expr {
	l.types.imports[supportPath] = true
	return dot(name(alias(supportPath)), n)
}

func (l *lowering) typeOf(e ast.Expr) types.Type         { return l.c.info.TypeOf(e) }
func (l *lowering) typeExpr(t types.Type) ast.Expr       { return l.types.expr(t) }
func (l *lowering) node(n ast.Node) ast.Node             { return clone(n, l.hook) }
func (l *lowering) parts(n ast.Stmt) ast.Stmt            { return cloneParts(n, l.hook).(ast.Stmt) }
func (l *lowering) body(b *ast.BlockStmt) *ast.BlockStmt { return l.node(b).(*ast.BlockStmt) }

// x lowers an expression, and makes it the interface that it is to become.
func (l *lowering) x(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	return l.node(e).(ast.Expr)
}

// hook lowers what needs it.
func (l *lowering) hook(n ast.Node) (instead ast.Node) {
	defer l.sources.catch(n, &instead)
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Body == nil {
			l.refuse(n, "func %s has no body, and there is nothing else that could be called", n.Name.Name)
			return n
		}
		made := *n
		made.Doc = nil
		made.Type, made.Body = l.function(n.Type, n.Body, l.c.info.Defs[n.Name].Type().(*types.Signature))
		if n.Recv != nil {
			made.Recv = l.node(n.Recv).(*ast.FieldList)
		}
		return &made
	case *ast.BlockStmt:
		return &ast.BlockStmt{Lbrace: n.Lbrace, Rbrace: n.Rbrace, List: l.statements(n.List)}
	case *ast.GenDecl:
		if n.Tok == token.CONST {
			return l.constants(n)
		}
	case *ast.TypeSpec:
		return l.typeSpec(n)
	case ast.Stmt:
		return one(l.statement(n, ""))
	case ast.Expr:
		return l.expression(n)
	}
	return nil
}

// expression lowers an expression, or gives nil where it may stay as it is.
func (l *lowering) expression(e ast.Expr) ast.Node {
	made := l.plain(e)
	to := l.into[e]
	if to == nil {
		if made == nil {
			return nil
		}
		return made
	}
	delete(l.into, e) // once: the parts of e are other expressions
	if made == nil {
		made = l.cloneExpr(e)
	}
	return l.converted(e, made, to)
}

func (l *lowering) cloneExpr(e ast.Expr) ast.Expr {
	return cloneParts(e, l.hook).(ast.Expr)
}

// plain lowers an expression as what it is.
func (l *lowering) plain(e ast.Expr) ast.Expr {
	if k := l.constant(e); k != nil {
		return k
	}
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := l.c.info.Uses[e].(*types.Var); ok && l.replaced[v] != "" {
			return &ast.Ident{Name: l.replaced[v], NamePos: e.NamePos}
		}
		if t, ok := l.c.info.Uses[e].(*types.TypeName); ok && l.boxed(t.Type()) && !t.IsAlias() {
			return parens(l.typeExpr(t.Type()))
		}
		return l.funcValue(e)
	case *ast.StarExpr:
		return l.read(e)
	case *ast.UnaryExpr:
		return l.unary(e)
	case *ast.IndexExpr:
		return l.indexed(e)
	case *ast.SliceExpr:
		return l.sliced(e)
	case *ast.ArrayType:
		return l.arrayType(e)
	case *ast.StructType:
		return l.structType(e)
	case *ast.FuncLit:
		made := &ast.FuncLit{}
		made.Type, made.Body = l.function(e.Type, e.Body, l.typeOf(e).(*types.Signature))
		return made
	case *ast.CallExpr:
		return l.call(e)
	case *ast.TypeAssertExpr:
		return l.assertion(e)
	case *ast.SelectorExpr:
		return l.selector(e)
	case *ast.CompositeLit:
		return l.composite(e)
	case *ast.BinaryExpr:
		if e.Op == token.SHL || e.Op == token.SHR {
			return l.shift(e)
		}
		return l.comparison(e)
	}
	return nil
}

// one is a list of statements as one.
func one(list []ast.Stmt) ast.Stmt {
	if len(list) == 1 {
		return list[0]
	}
	return block(list...)
}

const supportPath = "github.com/gatepost-mail/gatepost/plugins/support"
