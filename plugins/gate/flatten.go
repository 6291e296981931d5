package gate

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strconv"
)

// flatten makes one file of a script's files: no generics, no two variables of a function with one name, an import name that is
// never hidden for each package, variables in the order in which Go initialises them.
func (s *sources) flatten(c *checked) *ast.File {
	f := &flattener{sources: s, c: c, names: newNames(c), decls: map[types.Object]ast.Node{}, methods: map[types.Object][]*ast.FuncDecl{}, made: map[string]bool{}}
	f.types = &typeWriter{pkg: c.pkg, imports: map[string]bool{}, names: f.names.of, inst: func(n *types.Named) string {
		return f.instance(n.Origin().Obj(), n.TypeArgs())
	}}
	f.out = &ast.File{Name: name(c.pkg.Name()), Package: c.files[0].Package}
	for _, file := range c.files {
		f.findGenerics(file)
	}
	for _, file := range c.files {
		if f.c.fset.Position(file.Package).Filename != preludeName {
			f.file(file)
		}
	}
	f.instances()
	f.out.Decls = append(importsOf(usedOf(f.types.imports, f.out)), f.out.Decls...)
	return f.out
}

type flattener struct {
	sources *sources
	c       *checked
	names   *names
	types   *typeWriter
	out     *ast.File

	decls   map[types.Object]ast.Node        // of generic functions and types
	methods map[types.Object][]*ast.FuncDecl // of generic types
	bound   binding                          // the type arguments of the instance that is made
	made    map[string]bool
	queue   []func()
}

// usedOf are the imports that are still used: a constraint was perhaps all that named one.
func usedOf(paths map[string]bool, f *ast.File) map[string]bool {
	names, used := map[string]bool{}, map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				names[x.Name] = true
			}
		}
		return true
	})
	for path := range paths {
		used[path] = names[alias(path)]
	}
	maps.DeleteFunc(used, func(_ string, is bool) bool { return !is })
	return used
}

// importsOf are the imports that were used.
func importsOf(paths map[string]bool) []ast.Decl {
	var all []ast.Decl
	for _, p := range ordered(paths) {
		spec := &ast.ImportSpec{Name: name(alias(p)), Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(p)}}
		all = append(all, &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}})
	}
	return all
}

// file copies the declarations that aren't generic.
func (f *flattener) file(file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Type.TypeParams == nil && f.genericReceiver(d) == nil {
				f.out.Decls = append(f.out.Decls, f.copy(d).(ast.Decl))
			}
		case *ast.GenDecl:
			f.specs(d)
		}
	}
}

// specs copies what a declaration lists; a constraint is of no use any more.
func (f *flattener) specs(d *ast.GenDecl) {
	kept := &ast.GenDecl{Tok: d.Tok, TokPos: d.TokPos, Lparen: d.Lparen, Rparen: d.Rparen}
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.ImportSpec:
			continue
		case *ast.TypeSpec:
			if spec.TypeParams != nil || f.constraint(spec) {
				continue
			}
		}
		kept.Specs = append(kept.Specs, f.copy(spec).(ast.Spec))
	}
	if len(kept.Specs) > 0 {
		f.out.Decls = append(f.out.Decls, kept)
	}
}

func (f *flattener) constraint(spec *ast.TypeSpec) bool {
	i, ok := f.c.info.Defs[spec.Name].Type().Underlying().(*types.Interface)
	return ok && !i.IsMethodSet()
}

func (f *flattener) copy(n ast.Node) ast.Node { return clone(n, f.node) }

// node gives what stands for a node: instances for generics, own names for local ones.
func (f *flattener) node(n ast.Node) (instead ast.Node) {
	defer f.sources.catch(n, &instead)
	switch n := n.(type) {
	case *ast.DeclStmt:
		return f.localTypes(n)
	case *ast.IndexExpr:
		return f.instantiated(n.X)
	case *ast.IndexListExpr:
		return f.instantiated(n.X)
	case *ast.SelectorExpr:
		return f.selector(n)
	case *ast.Ident:
		return f.ident(n)
	case *ast.Field:
		f.embedded(n)
	}
	return nil
}

// localTypes become the package's, where instances can name them; those of a generic function are made for each of its instances.
func (f *flattener) localTypes(n *ast.DeclStmt) ast.Node {
	g := n.Decl.(*ast.GenDecl)
	if g.Tok != token.TYPE || f.bound != nil {
		return nil
	}
	f.out.Decls = append(f.out.Decls, f.copy(g).(ast.Decl))
	return &ast.EmptyStmt{Semicolon: n.Pos(), Implicit: true}
}

// catch turns what can't be written into a problem.
func (s *sources) catch(n ast.Node, instead *ast.Node) {
	if r := recover(); r != nil {
		u, ok := r.(unsupported)
		if !ok {
			panic(r)
		}
		s.addf(n.Pos(), "%s can't be interpreted", string(u))
		*instead = n
	}
}

// embedded: the name of an instance isn't that of the field, nor is that of a type that had to be renamed.
func (f *flattener) embedded(n *ast.Field) {
	if len(n.Names) > 0 {
		return
	}
	t := n.Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if _, ok := t.(*ast.IndexExpr); ok && f.c.info.Types[n.Type].IsType() && f.embeds(n) {
		panic(unsupported("an embedded generic type (give the field a name)"))
	}
	if id, ok := t.(*ast.Ident); ok {
		if o, ok := f.c.info.Uses[id].(*types.TypeName); ok && cmp.Or(f.names.of[o], id.Name) != id.Name && f.embeds(n) {
			panic(unsupported("an embedded type with a name that has another meaning elsewhere (rename the type)"))
		}
	}
}

// embeds tells a field of a struct from a parameter.
func (f *flattener) embeds(n *ast.Field) bool {
	for id, o := range f.c.info.Defs {
		if v, ok := o.(*types.Var); ok && v.Embedded() && id.Pos() >= n.Pos() && id.End() <= n.End() {
			return true
		}
	}
	return false
}

func (f *flattener) ident(n *ast.Ident) ast.Node {
	if made := f.instantiated(n); made != nil {
		return made
	}
	if t, ok := f.c.info.Uses[n].(*types.TypeName); ok {
		if p, ok := t.Type().(*types.TypeParam); ok && f.bound[p] != nil {
			e := f.types.expr(f.bound[p])
			place(e, n.Pos())
			return parens(e)
		}
	}
	if renamed := f.names.rename(f.c, n); renamed != "" {
		return &ast.Ident{Name: renamed, NamePos: n.NamePos}
	}
	return nil
}

// selector: the name of a package, or of a field, isn't a variable's.
func (f *flattener) selector(n *ast.SelectorExpr) ast.Node {
	if made := f.instantiated(n); made != nil {
		return made
	}
	x, ok := n.X.(*ast.Ident)
	if p, is := f.c.info.Uses[x].(*types.PkgName); ok && is {
		path := p.Imported().Path()
		f.types.imports[path] = true
		return &ast.SelectorExpr{X: &ast.Ident{Name: alias(path), NamePos: x.NamePos}, Sel: &ast.Ident{Name: n.Sel.Name, NamePos: n.Sel.NamePos}}
	}
	return &ast.SelectorExpr{X: f.copy(n.X).(ast.Expr), Sel: &ast.Ident{Name: n.Sel.Name, NamePos: n.Sel.NamePos}}
}
