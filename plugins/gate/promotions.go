package gate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// The interpreter doesn't find a method that a struct has by an embedded interface where the struct becomes an interface, and not every struct
// can have one:
//
//	type failed struct { error; code int }
//	var err error = failed{io.EOF, 4} // panic: method not found: Error
//
// So the interface is a field like others, and the struct gets methods of its own.

// structType gives embedded interfaces the names that they have as fields.
func (l *lowering) structType(e *ast.StructType) ast.Expr {
	fields := l.typeOf(e).(*types.Struct)
	made := &ast.FieldList{Opening: e.Fields.Opening, Closing: e.Fields.Closing}
	for _, f := range e.Fields.List {
		for range max(1, len(f.Names)) {
			one, i := l.cloneParts(f), len(made.List)
			if v := fields.Field(i); len(f.Names) > 0 || types.IsInterface(v.Type()) {
				one.Names = []*ast.Ident{{Name: v.Name(), NamePos: f.Pos()}}
			}
			if tag := fieldTag(fields, i); tag != "" {
				one.Tag = text(tag).(*ast.BasicLit)
			}
			made.List = append(made.List, one)
		}
	}
	return &ast.StructType{Struct: e.Struct, Fields: made}
}

func (l *lowering) cloneParts(f *ast.Field) *ast.Field { return cloneParts(f, l.hook).(*ast.Field) }

// promotions declares the methods of the structs that embed interfaces, or what embeds one.
func (l *lowering) promotions() (made []ast.Decl) {
	for _, d := range l.c.files[0].Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, spec := range g.Specs {
			n, ok := l.typeOf(spec.(*ast.TypeSpec).Name).(*types.Named)
			if ok && isStruct(n) && !spec.(*ast.TypeSpec).Assign.IsValid() {
				made = append(made, l.promoted(n)...)
			}
		}
	}
	return made
}

// promoted are the methods of one struct.
func (l *lowering) promoted(n *types.Named) (made []ast.Decl) {
	set := types.NewMethodSet(types.NewPointer(n))
	for i := range set.Len() {
		if s := set.At(i); l.promotes(s) {
			made = append(made, l.promotion(n, s))
		}
	}
	return made
}

// promotes tells that a method is that of an embedded interface.
func (l *lowering) promotes(s *types.Selection) bool {
	return len(s.Index()) > 1 && types.IsInterface(embeddedType(s)) && (s.Obj().Exported() || s.Obj().Pkg() == l.c.pkg)
}

// promotion is the method that calls the one of the embedded interface.
func (l *lowering) promotion(n *types.Named, s *types.Selection) ast.Decl {
	r, sig := l.fresh("r"), s.Type().(*types.Signature)
	var way ast.Expr = name(r)
	t := types.Type(n)
	for _, i := range s.Index()[:len(s.Index())-1] {
		f := pointed(t).Underlying().(*types.Struct).Field(i)
		way, t = dot(way, f.Name()), f.Type()
	}
	lit := l.forwarding(sig, func(args []ast.Expr) *ast.CallExpr { return call(dot(way, s.Obj().Name()), args...) }).(*ast.FuncLit)
	recv := &ast.FieldList{List: []*ast.Field{{Names: []*ast.Ident{name(r)}, Type: l.typeExpr(n)}}}
	return &ast.FuncDecl{Recv: recv, Name: name(s.Obj().Name()), Type: lit.Type, Body: lit.Body}
}
