package gate

import (
	"go/ast"
	"go/types"
)

func (r *refusal) typeSpec(n *ast.TypeSpec) {
	t, ok := r.c.info.Defs[n.Name].(*types.TypeName)
	if !ok {
		return
	}
	if n.Assign.IsValid() && n.TypeParams != nil {
		r.at(n, "a generic alias can't be interpreted: write type %s without the =", n.Name.Name)
	}
	if types.Universe.Lookup(n.Name.Name) != nil && t.Parent() == r.c.pkg.Scope() {
		r.at(n, "a type named %s can't be interpreted, because the language has that name: take another", n.Name.Name)
	}
	switch u := t.Type().Underlying().(type) {
	case *types.Struct, *types.Interface:
	case *types.Signature:
		if n.TypeParams != nil && mentions(u, t.Type(), map[types.Type]bool{}) {
			r.at(n, "the generic type %s refers to itself, which can be interpreted only in a struct: use one with a field of this type", n.Name.Name)
		}
	default:
		if mentions(u, t.Type(), map[types.Type]bool{}) {
			r.at(n, "the type %s refers to itself, which can be interpreted only in a struct: use one with a field of this type", n.Name.Name)
		}
	}
}

// unseen: package errors doesn't see these methods of a script's type.
func (r *refusal) unseen(n *ast.FuncDecl) {
	if n.Recv == nil {
		return
	}
	switch sig := r.c.info.Defs[n.Name].(*types.Func).Signature(); {
	case n.Name.Name == "As" && sig.Params().Len() == 1 && sig.Results().Len() == 1:
		r.at(n.Name, "package errors doesn't see a method As of a script: let the error be of the type that is looked for")
	case n.Name.Name == "Unwrap" && sig.Results().Len() == 1 && isErrors(sig.Results().At(0).Type()):
		r.at(n.Name, "package errors doesn't see an Unwrap that gives several errors: use errors.Join")
	}
}

func isErrors(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Universe.Lookup("error").Type())
}

// blanks: the interpreter has no two fields of one name.
func (r *refusal) blanks(n *ast.StructType) {
	count := 0
	for _, f := range n.Fields.List {
		for _, field := range f.Names {
			if count++; field.Name != "_" {
				count--
			}
		}
	}
	if count > 1 {
		r.at(n, "a struct with several fields named _ can't be interpreted: give them names")
	}
}

// mentions tells that a type is made of another.
func mentions(t, what types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t := t.(type) {
	case *types.Named:
		return types.Identical(t, what) || t.Obj().Pkg() != nil && mentions(t.Underlying(), what, seen)
	case interface{ Elem() types.Type }:
		if m, ok := t.(*types.Map); ok && mentions(m.Key(), what, seen) {
			return true
		}
		return mentions(t.Elem(), what, seen)
	case *types.Signature:
		return mentionsAny(t.Params(), what, seen) || mentionsAny(t.Results(), what, seen)
	}
	return false
}

func mentionsAny(list *types.Tuple, what types.Type, seen map[types.Type]bool) bool {
	for v := range list.Variables() {
		if mentions(v.Type(), what, seen) {
			return true
		}
	}
	return false
}
