package gate

import "go/types"

// in is a type with its type parameters replaced by what they are bound to.
func (b binding) in(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.TypeParam:
		if bound, ok := b[t]; ok {
			return bound
		}
	case *types.Alias:
		return b.in(types.Unalias(t))
	case *types.Pointer:
		return types.NewPointer(b.in(t.Elem()))
	case *types.Slice:
		return types.NewSlice(b.in(t.Elem()))
	case *types.Array:
		return types.NewArray(b.in(t.Elem()), t.Len())
	case *types.Map:
		return types.NewMap(b.in(t.Key()), b.in(t.Elem()))
	case *types.Chan:
		return types.NewChan(t.Dir(), b.in(t.Elem()))
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, b.tuple(t.Params()), b.tuple(t.Results()), t.Variadic())
	case *types.Struct:
		return b.fields(t)
	case *types.Named:
		return b.named(t)
	case *types.Interface:
		return b.iface(t)
	}
	return t
}

func (b binding) tuple(t *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range t.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), v.Pkg(), v.Name(), b.in(v.Type())))
	}
	return types.NewTuple(vars...)
}

func (b binding) fields(t *types.Struct) types.Type {
	var fields []*types.Var
	var tags []string
	for i := range t.NumFields() {
		f := t.Field(i)
		fields = append(fields, types.NewField(f.Pos(), f.Pkg(), f.Name(), b.in(f.Type()), f.Embedded()))
		tags = append(tags, t.Tag(i))
	}
	return types.NewStruct(fields, tags)
}

func (b binding) named(t *types.Named) types.Type {
	if t.TypeArgs().Len() == 0 {
		return t
	}
	var args []types.Type
	for a := range t.TypeArgs().Types() {
		args = append(args, b.in(a))
	}
	made, err := types.Instantiate(nil, t.Origin(), args, false)
	if err != nil {
		panic(unsupported(err.Error()))
	}
	return made
}

func (b binding) iface(t *types.Interface) types.Type {
	if !t.IsMethodSet() || t.Empty() {
		return t
	}
	var methods []*types.Func
	for m := range t.Methods() {
		s := m.Signature()
		methods = append(methods, types.NewFunc(m.Pos(), m.Pkg(), m.Name(), types.NewSignatureType(nil, nil, nil, b.tuple(s.Params()), b.tuple(s.Results()), s.Variadic())))
	}
	return types.NewInterfaceType(methods, nil).Complete()
}
