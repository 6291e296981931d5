package gate

import (
	"go/ast"
	"go/types"
	"strconv"
)

// composite lowers T{…}; the keys of a struct are no variables.
func (l *lowering) composite(c *ast.CompositeLit) ast.Expr {
	made := &ast.CompositeLit{Lbrace: c.Lbrace, Rbrace: c.Rbrace}
	if c.Type != nil {
		made.Type = l.x(c.Type)
	}
	of, fields := pointed(l.typeOf(c)).Underlying().(*types.Struct)
	for i, e := range c.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case ok && fields:
			key := kv.Key.(*ast.Ident)
			value := l.entrance(key, kv.Value)
			if value == nil {
				value = l.inField(l.c.info.Uses[key], kv.Value)
			}
			made.Elts = append(made.Elts, &ast.KeyValueExpr{Key: name(key.Name), Colon: kv.Colon, Value: value})
		case ok:
			made.Elts = append(made.Elts, &ast.KeyValueExpr{Key: l.x(kv.Key), Colon: kv.Colon, Value: l.x(kv.Value)})
		case fields:
			made.Elts = append(made.Elts, l.inField(of.Field(i), e))
		default:
			made.Elts = append(made.Elts, l.x(e))
		}
	}
	return made
}

// inField lowers what is set in a struct, which may be compiled code's.
func (l *lowering) inField(field types.Object, e ast.Expr) ast.Expr {
	if field.Pkg() == l.c.pkg {
		return l.x(e)
	}
	return l.ofTurn(e)
}

// mostArray is how many bytes an array may have that the interpreter is to know.
const mostArray = 1 << 30

// arrayType writes its length out.
func (l *lowering) arrayType(e *ast.ArrayType) ast.Expr {
	a, ok := l.typeOf(e).(*types.Array)
	if !ok || e.Len == nil {
		return nil
	}
	if size := types.SizesFor("gc", "amd64").Sizeof(a); size < 0 || size > mostArray {
		l.refuse(e, "an array of this size can't be interpreted, because the interpreter makes one already when it reads the script: make a slice where it is needed")
	}
	return &ast.ArrayType{Lbrack: e.Lbrack, Len: number(int(a.Len())), Elt: l.x(e.Elt)}
}

// typeSpec tags a struct with its name: to the interpreter two structs with the same fields are one type.
//
//	type point struct{ x, y int }
//	type size struct{ x, y int }
//	switch any(size{}).(type) { case point: … } // matches
func (l *lowering) typeSpec(s *ast.TypeSpec) ast.Node {
	if l.boxed(l.typeOf(s.Name)) && !s.Assign.IsValid() {
		return l.box(s)
	}
	if form := l.plainForm(s); form != nil {
		return &ast.TypeSpec{Name: l.x(s.Name).(*ast.Ident), Type: form}
	}
	made := cloneParts(s, l.hook).(*ast.TypeSpec)
	if t, ok := l.typeOf(s.Type).(*types.Named); ok && t.Obj().Pkg() == l.c.pkg && !s.Assign.IsValid() {
		if u, ok := t.Underlying().(*types.Struct); ok {
			made.Type = l.typeExpr(u)
		}
	}
	if u, ok := l.typeOf(s.Name).Underlying().(*types.Struct); ok {
		l.nested(s, l.typeOf(s.Name), u)
	}
	fields, ok := made.Type.(*ast.StructType)
	if ok && !s.Assign.IsValid() && len(fields.Fields.List) > 0 {
		addTag(fields.Fields.List[0], "y:"+strconv.Quote(s.Name.Name+strconv.Itoa(l.nextType())))
	}
	return made
}

// plainForm is what a type is made of that is made of another one: the interpreter lets it have the other one's methods, and package fmt
// finds them there.
//
//	type pause time.Duration
//	fmt.Println(pause(3)) // 3ns, and compiled 3
func (l *lowering) plainForm(s *ast.TypeSpec) ast.Expr {
	t, ok := types.Unalias(l.typeOf(s.Type)).(*types.Named)
	if !ok || s.Assign.IsValid() || t.Obj().Pkg() == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
	case *types.Struct:
		if t.Obj().Pkg() != l.c.pkg && methods(types.NewPointer(t)) > 0 {
			l.refuse(s, "a type made of the struct %s has its methods when it is interpreted: make it a struct with a field of that type", l.word(t))
		}
	default:
		return l.typeExpr(u)
	}
	return nil
}

// nested: the interpreter confuses a struct with one in it, where that leads to both.
func (l *lowering) nested(n *ast.TypeSpec, t types.Type, u *types.Struct) {
	for f := range u.Fields() {
		if e, ok := f.Type().Underlying().(interface{ Elem() types.Type }); ok && keepsCallers(e.Elem(), t) {
			l.refuse(n, "the field %s of %s holds functions that take or give %s itself, which can't be interpreted: keep them in a variable outside of it", f.Name(), n.Name.Name, n.Name.Name)
		}
		inner, ok := types.Unalias(f.Type()).(*types.Named)
		if !ok || inner.Obj().Pkg() != l.c.pkg {
			continue
		}
		s, ok := inner.Underlying().(*types.Struct)
		if ok && leadsTo(s, inner) && leadsTo(s, t) {
			l.refuse(n, "%s has a field %s that leads back to it and to %s itself, which can't be interpreted: let %s be a pointer", n.Name.Name, f.Name(), inner.Obj().Name(), f.Name())
		}
	}
}

// keepsCallers tells that a list or map is of functions that mention a type.
func keepsCallers(element, t types.Type) bool {
	switch u := element.Underlying().(type) {
	case *types.Signature:
		return mentions(u, t, map[types.Type]bool{}) && !isBoxed(element, t.(*types.Named).Obj().Pkg())
	case *types.Slice:
		return keepsCallers(u.Elem(), t)
	case *types.Map:
		return keepsCallers(u.Elem(), t)
	case *types.Array:
		return keepsCallers(u.Elem(), t)
	}
	return false
}

// leadsTo tells that a field of a struct is made of a type.
func leadsTo(s *types.Struct, to types.Type) bool {
	for f := range s.Fields() {
		if mentions(f.Type(), to, map[types.Type]bool{}) {
			return true
		}
	}
	return false
}

func (l *lowering) nextType() int {
	l.count++
	return l.count
}
