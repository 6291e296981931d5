package gate

import (
	_ "embed"
	"fmt"
	"go/types"
	"strings"
)

// prelude.src has the generic functions of slices, maps, cmp, sync and errors as source: the interpreter has none of them.
// They are instantiated with the script. A function's name is that of its package and its own, behind the reserved letters.
//
//go:embed prelude.src
var preludeSource string

const preludeName = "prelude.src"

// prelude is the file for a package of this name.
func prelude(pkg string) File {
	return File{Name: preludeName, Source: []byte(strings.Replace(preludeSource, "package prelude", "package "+pkg, 1))}
}

// usesPrelude tells that a script uses something generic of a package.
func usesPrelude(c *checked) bool {
	for id := range c.info.Instances {
		if o := c.info.Uses[id]; o != nil && o.Pkg() != c.pkg {
			return true
		}
	}
	return false
}

func preludeFunc(o types.Object) string {
	return alias(o.Pkg().Path()) + "_" + o.Name()
}

// preludeArgs are the type arguments that make the signature of f equal to the wanted one.
func preludeArgs(f *types.Func, wanted types.Type) *types.TypeList {
	b := binding{}
	b.match(f.Signature(), wanted)
	var args []types.Type
	for p := range f.Signature().TypeParams().TypeParams() {
		if b[p] == nil {
			panic(unsupported(fmt.Sprintf("%v as it is used here", f.Name())))
		}
		args = append(args, b[p])
	}
	return listOf(args)
}

// match binds the type parameters in a so that it becomes b.
func (b binding) match(have, want types.Type) {
	if p, ok := have.(*types.TypeParam); ok {
		b.matchParam(p, want)
		return
	}
	want = types.Unalias(want)
	if _, named := have.(*types.Named); !named {
		want = want.Underlying() // iter.Seq
	}
	switch have := have.(type) {
	case *types.Slice:
		if want, ok := want.(*types.Slice); ok {
			b.match(have.Elem(), want.Elem())
		}
	case *types.Map:
		if want, ok := want.(*types.Map); ok {
			b.match(have.Key(), want.Key())
			b.match(have.Elem(), want.Elem())
		}
	case *types.Pointer:
		if want, ok := want.(*types.Pointer); ok {
			b.match(have.Elem(), want.Elem())
		}
	case *types.Signature:
		if want, ok := want.(*types.Signature); ok {
			b.matchTuple(have.Params(), want.Params())
			b.matchTuple(have.Results(), want.Results())
		}
	}
}

func (b binding) matchTuple(have, want *types.Tuple) {
	for i := range min(have.Len(), want.Len()) {
		b.match(have.At(i).Type(), want.At(i).Type())
	}
}

// matchParam: S of S ~[]E binds E too.
func (b binding) matchParam(p *types.TypeParam, want types.Type) {
	if b[p] == nil {
		b[p] = want
	}
	if core := coreOf(p); core != nil {
		if w, ok := want.(*types.TypeParam); ok {
			want = coreOf(w)
		}
		if want != nil {
			b.match(core, want.Underlying())
		}
	}
}

// coreOf is the one type that a constraint T or ~T allows, or nil.
func coreOf(p *types.TypeParam) types.Type {
	t := p.Constraint()
	for types.IsInterface(t) {
		i := t.Underlying().(*types.Interface)
		if i.NumEmbeddeds() != 1 {
			return nil
		}
		t = i.EmbeddedType(0)
		if u, ok := t.(*types.Union); ok {
			if u.Len() != 1 {
				return nil
			}
			t = u.Term(0).Type()
		}
	}
	return t
}

// listOf makes a list, which go/types does only for an instance.
func listOf(args []types.Type) *types.TypeList {
	n := types.NewNamed(types.NewTypeName(0, nil, "", nil), types.NewStruct(nil, nil), nil)
	var params []*types.TypeParam
	for range args {
		params = append(params, types.NewTypeParam(types.NewTypeName(0, nil, "T", nil), types.NewInterfaceType(nil, nil)))
	}
	n.SetTypeParams(params)
	made, err := types.Instantiate(nil, n, args, false)
	if err != nil {
		panic(unsupported(err.Error()))
	}
	return made.(*types.Named).TypeArgs()
}
