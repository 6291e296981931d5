package gate

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// typeWriter writes types as source. Every import has a name of its own that no script can use, so nothing can hide it.
type typeWriter struct {
	pkg     *types.Package
	imports map[string]bool // the paths that were named
	names   map[types.Object]string
	inst    func(*types.Named) string // the name of an instance of a script's generic type
	flat    bool                      // embedded interfaces are written as fields with a name
}

// alias is the name under which lowered source imports a package.
func alias(path string) string {
	return reserved + strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(strings.TrimPrefix(path, module))
}

// module is left out of the names of our own packages.
const module = "github.com/gatepost-mail/gatepost/"

// reserved begins every name that the gate makes; scripts can't use it.
const reserved = "y_"

// expr is a type as syntax.
func (w *typeWriter) expr(t types.Type) ast.Expr {
	e, err := parser.ParseExpr(w.text(t))
	if err != nil {
		panic(unsupported(fmt.Sprintf("the type %v", t)))
	}
	place(e, token.NoPos)
	return e
}

// unsupported is thrown where a type or a construct can't be written, and caught by whoever knows the place.
type unsupported string

func (w *typeWriter) text(t types.Type) string {
	switch t := t.(type) {
	case *types.Basic:
		return basicText(t)
	case *types.Alias:
		return w.text(types.Unalias(t))
	case *types.Named:
		return w.named(t)
	case *types.Pointer:
		return "*" + w.text(t.Elem())
	case *types.Slice:
		return "[]" + w.text(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), w.text(t.Elem()))
	case *types.Map:
		return "map[" + w.text(t.Key()) + "]" + w.text(t.Elem())
	case *types.Chan:
		return w.channel(t)
	case *types.Signature:
		return "func" + w.signature(t)
	case *types.Interface:
		return w.iface(t)
	case *types.Struct:
		return w.fields(t)
	}
	panic(unsupported(fmt.Sprintf("the type %v", t)))
}

func basicText(t *types.Basic) string {
	if t.Kind() == types.UntypedNil {
		return "any"
	}
	return types.Default(t).(*types.Basic).Name()
}

func (w *typeWriter) named(t *types.Named) string {
	o := t.Obj()
	switch {
	case o.Pkg() == nil:
		return o.Name()
	case t.TypeArgs().Len() > 0 && o.Pkg() == w.pkg:
		return w.inst(t)
	case t.TypeArgs().Len() > 0 && o.Pkg().Path() == "iter":
		return w.text(t.Underlying())
	case t.TypeArgs().Len() > 0:
		panic(unsupported(fmt.Sprintf("the generic type %v", t)))
	case o.Pkg() == w.pkg && w.flat && isBoxed(t, w.pkg):
		return "*" + o.Name()
	case o.Pkg() == w.pkg:
		if n, ok := w.names[o]; ok {
			return n
		}
		return o.Name()
	}
	path := o.Pkg().Path()
	if path == symbols.Message {
		path = symbols.Filters // which has names for those of its types that a script can have
	}
	w.imports[path] = true
	return alias(path) + "." + o.Name()
}

func (w *typeWriter) channel(t *types.Chan) string {
	switch t.Dir() {
	case types.SendOnly:
		return "chan<- (" + w.text(t.Elem()) + ")"
	case types.RecvOnly:
		return "<-chan (" + w.text(t.Elem()) + ")"
	}
	return "chan (" + w.text(t.Elem()) + ")"
}

func (w *typeWriter) signature(s *types.Signature) string {
	var params, results []string
	for i := range s.Params().Len() {
		t := w.text(s.Params().At(i).Type())
		if s.Variadic() && i == s.Params().Len()-1 {
			t = "..." + strings.TrimPrefix(t, "[]")
		}
		params = append(params, t)
	}
	for v := range s.Results().Variables() {
		results = append(results, w.text(v.Type()))
	}
	return "(" + strings.Join(params, ", ") + ") (" + strings.Join(results, ", ") + ")"
}

func (w *typeWriter) iface(t *types.Interface) string {
	if t.Empty() {
		return "any"
	}
	if !t.IsMethodSet() {
		panic(unsupported("a constraint as a type"))
	}
	var parts []string
	for m := range t.Methods() {
		parts = append(parts, m.Name()+w.signature(m.Signature()))
	}
	return "interface{ " + strings.Join(parts, "; ") + " }"
}

func (w *typeWriter) fields(t *types.Struct) string {
	var parts []string
	for i := range t.NumFields() {
		f := t.Field(i)
		part, tag := f.Name()+" "+w.text(f.Type()), t.Tag(i)
		if f.Embedded() && !(w.flat && types.IsInterface(f.Type())) {
			part = w.text(f.Type())
		}
		if w.flat {
			tag = fieldTag(t, i)
		}
		if tag != "" {
			part += fmt.Sprintf(" %q", tag)
		}
		parts = append(parts, part)
	}
	return "struct{ " + strings.Join(parts, "; ") + " }"
}
