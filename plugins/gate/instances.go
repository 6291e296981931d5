package gate

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Generics: every function and type is copied for each list of type arguments that it is used with. The interpreter infers
// wrongly, has no generic methods of composite types, and overflows its stack on some:
//
//	func Map[T, U any](s []T, f func(T) U) []U // cannot use type func(int) string as type func(int) int
//	type Pair[A, B any] struct { a A; b B }    // Pair[int, string]{1, "x"}: undefined selector

// mostInstances bounds what recursion over types makes.
const mostInstances = 400

// binding are the type arguments of an instance.
type binding map[*types.TypeParam]types.Type

// findGenerics remembers the generic declarations of a file.
func (f *flattener) findGenerics(file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if t := f.genericReceiver(d); t != nil {
				f.methods[t] = append(f.methods[t], d)
			} else if d.Type.TypeParams != nil {
				f.decls[f.c.info.Defs[d.Name]] = d
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok && s.TypeParams != nil {
					f.decls[f.c.info.Defs[s.Name]] = s
				}
			}
		}
	}
}

// genericReceiver is the generic type that a method belongs to, or nil.
func (f *flattener) genericReceiver(d *ast.FuncDecl) types.Object {
	if d.Recv == nil {
		return nil
	}
	t := f.c.info.Defs[d.Name].(*types.Func).Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok && n.TypeArgs().Len() > 0 {
		return n.Origin().Obj()
	}
	return nil
}

// instantiated is what stands for the use of something generic, or nil.
func (f *flattener) instantiated(x ast.Expr) ast.Node {
	id, ok := x.(*ast.Ident)
	if s, is := x.(*ast.SelectorExpr); is {
		id, ok = s.Sel, true
	}
	if !ok {
		return nil
	}
	in, generic := f.c.info.Instances[id]
	o := f.c.info.Uses[id]
	switch {
	case !generic || o == nil:
		return nil
	case o.Pkg() == f.c.pkg:
		return &ast.Ident{Name: f.instance(originOf(o), in.TypeArgs), NamePos: x.Pos()}
	}
	return f.foreign(x, o, in)
}

// foreign is an instance of something generic of another package: a type is written out, a function is the prelude's.
func (f *flattener) foreign(x ast.Expr, o types.Object, in types.Instance) ast.Node {
	if _, ok := o.(*types.TypeName); ok {
		e := f.types.expr(f.bound.in(in.Type))
		place(e, x.Pos())
		return parens(e)
	}
	own, ok := f.c.pkg.Scope().Lookup(preludeFunc(o)).(*types.Func)
	if !ok {
		panic(unsupported(fmt.Sprintf("%s.%s, which is generic,", o.Pkg().Name(), o.Name())))
	}
	return &ast.Ident{Name: f.instance(own, preludeArgs(own, in.Type)), NamePos: x.Pos()}
}

func originOf(o types.Object) types.Object {
	if fn, ok := o.(*types.Func); ok {
		return fn.Origin()
	}
	return o
}

var wordless = strings.NewReplacer("[", "L", "]", "R", "*", "P", ".", "_", " ", "_", "{", "B", "}", "E", "(", "Q", ")", "Z", ",", "c", ";", "s", "\"", "q", "-", "m", "<", "l", "/", "_", "\\", "b", ":", "k")

// instance asks for an instance, and is its name.
func (f *flattener) instance(o types.Object, list *types.TypeList) string {
	var args []types.Type
	fresh := reserved + o.Name()
	for t := range list.Types() {
		args = append(args, f.bound.in(t))
		fresh += "__" + wordless.Replace(f.types.text(args[len(args)-1]))
	}
	if f.made[fresh] {
		return fresh
	}
	if len(f.made) > mostInstances {
		panic(unsupported("a generic that needs more than 400 instances"))
	}
	f.made[fresh] = true
	f.sources.spelled[fresh] = spelling(o, args)
	f.queue = append(f.queue, func() { f.instantiate(o, args, fresh) })
	return fresh
}

// spelling is an instance as the script would write it.
func spelling(o types.Object, args []types.Type) string {
	var words []string
	for _, t := range args {
		words = append(words, types.TypeString(t, types.RelativeTo(o.Pkg())))
	}
	return strings.TrimPrefix(o.Name(), reserved) + "[" + strings.Join(words, ", ") + "]"
}

// instances makes all that were asked for, and those that they ask for.
func (f *flattener) instances() {
	for len(f.queue) > 0 {
		next := f.queue[0]
		f.queue = f.queue[1:]
		next()
	}
	f.bound = nil
}

func (f *flattener) instantiate(o types.Object, args []types.Type, fresh string) {
	switch d := f.decls[o].(type) {
	case *ast.FuncDecl:
		f.bound = bind(o.Type().(*types.Signature).TypeParams(), args)
		made := f.copy(d).(*ast.FuncDecl)
		made.Name, made.Type.TypeParams = &ast.Ident{Name: fresh, NamePos: d.Name.NamePos}, nil
		f.out.Decls = append(f.out.Decls, made)
	case *ast.TypeSpec:
		f.instantiateType(o, d, args, fresh)
	default:
		f.sources.addf(o.Pos(), "%s is generic in a way that can't be interpreted; write it for the types that you need", o.Name())
	}
}

func (f *flattener) instantiateType(o types.Object, d *ast.TypeSpec, args []types.Type, fresh string) {
	generic, ok := o.Type().(interface{ TypeParams() *types.TypeParamList })
	if !ok {
		return
	}
	f.bound = bind(generic.TypeParams(), args)
	made := f.copy(d).(*ast.TypeSpec)
	made.Name, made.TypeParams = &ast.Ident{Name: fresh, NamePos: d.Name.NamePos}, nil
	f.out.Decls = append(f.out.Decls, &ast.GenDecl{Tok: token.TYPE, TokPos: d.Pos(), Specs: []ast.Spec{made}})
	for _, m := range f.methods[o] {
		f.method(m, args, fresh)
	}
}

// method copies a method for an instance of its type.
func (f *flattener) method(d *ast.FuncDecl, args []types.Type, fresh string) {
	f.bound = bind(f.c.info.Defs[d.Name].(*types.Func).Signature().RecvTypeParams(), args)
	made := f.copy(d).(*ast.FuncDecl)
	var of ast.Expr = &ast.Ident{Name: fresh, NamePos: d.Recv.Pos()}
	if _, pointer := ast.Unparen(d.Recv.List[0].Type).(*ast.StarExpr); pointer {
		of = &ast.StarExpr{X: of, Star: d.Recv.Pos()}
	}
	made.Recv.List[0].Type = of
	f.out.Decls = append(f.out.Decls, made)
}

func bind(params *types.TypeParamList, args []types.Type) binding {
	b := binding{}
	for i, t := range args {
		b[params.At(i)] = t
	}
	return b
}
