package filters_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

var updateAPI = flag.Bool("update", false, "write testdata/api.txt anew")

// Users' scripts and checks outside this repository rely on every name in testdata/api.txt: a line that goes or
// changes breaks them, and a new one is a promise.
func TestAPI(t *testing.T) {
	got := strings.Join(api(t), "\n") + "\n"
	if *updateAPI {
		if err := os.WriteFile("testdata/api.txt", []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/api.txt")
	if err != nil {
		t.Fatal(err)
	}
	had, have := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for _, line := range had {
		if !slices.Contains(have, line) {
			t.Errorf("gone or changed: %s", line)
		}
	}
	for _, line := range have {
		if !slices.Contains(had, line) {
			t.Errorf("new: %s (if it is meant, run this test with -update)", line)
		}
	}
}

// An interpreted script could set a variable, and can't use what is generic.
func TestAPIHasNoVariablesAndNoGenerics(t *testing.T) {
	p := load(t)
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		if _, is := o.(*types.Var); is {
			t.Errorf("%s is a variable", name)
		}
		generic, is := o.Type().(interface{ TypeParams() *types.TypeParamList })
		if is && generic.TypeParams().Len() > 0 {
			t.Errorf("%s is generic", name)
		}
	}
}

// api is what filters exports, and the types of filters/message that it gives names to, a line each.
func api(t *testing.T) []string {
	p := load(t)
	var lines []string
	for _, name := range p.Scope().Names() {
		if o := p.Scope().Lookup(name); o.Exported() {
			lines = append(lines, describe(p, o)...)
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(owner(a), owner(b)) })
	return lines
}

// load reads the package as the compiler has left it.
func load(t *testing.T) *types.Package {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	compiled := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		compiled[path] = file
	}
	open := func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) }
	p, err := importer.ForCompiler(token.NewFileSet(), "gc", open).Import(module + "/filters")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// owner sorts the fields and methods of a type behind it.
func owner(line string) string {
	_, what, _ := strings.Cut(line, " ")
	return what
}

const module = "github.com/gatepost-mail/gatepost"

// describe says all of a name that others could rely on, each on a line. Names of parameters are nobody's business.
func describe(p *types.Package, o types.Object) []string {
	word := func(t types.Type) string { return types.TypeString(t, types.RelativeTo(p)) }
	switch o := o.(type) {
	case *types.Const:
		return []string{fmt.Sprintf("const %s %s = %s", o.Name(), word(o.Type()), o.Val())}
	case *types.Func:
		return []string{"func " + o.Name() + signature(o.Signature(), word)}
	case *types.TypeName:
		return append([]string{"type " + o.Name() + " " + form(o, word)}, members(o, word)...)
	}
	return []string{types.ObjectString(o, nil)}
}

// form is what a type is made of; the parts of a struct or an interface have lines of their own.
func form(o *types.TypeName, word func(types.Type) string) string {
	if o.IsAlias() {
		return "= " + word(types.Unalias(o.Type()))
	}
	switch u := o.Type().Underlying().(type) {
	case *types.Struct:
		return "struct"
	case *types.Interface:
		return "interface"
	default:
		return word(u)
	}
}

// members are the exported fields and methods of a type.
func members(o *types.TypeName, word func(types.Type) string) []string {
	var lines []string
	if s, ok := o.Type().Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() {
				lines = append(lines, fmt.Sprintf("field %s.%s %s", o.Name(), f.Name(), word(f.Type())))
			}
		}
	}
	set := types.NewMethodSet(types.NewPointer(o.Type()))
	if types.IsInterface(o.Type()) {
		set = types.NewMethodSet(o.Type())
	}
	for m := range set.Methods() {
		if f := m.Obj().(*types.Func); f.Exported() {
			lines = append(lines, fmt.Sprintf("method %s.%s%s", o.Name(), f.Name(), signature(f.Signature(), word)))
		}
	}
	return lines
}

// signature is what a function takes and gives; a method that needs a pointer says so.
func signature(s *types.Signature, word func(types.Type) string) string {
	nameless := func(vars *types.Tuple) *types.Tuple {
		var bare []*types.Var
		for v := range vars.Variables() {
			bare = append(bare, types.NewParam(token.NoPos, nil, "", v.Type()))
		}
		return types.NewTuple(bare...)
	}
	text := word(types.NewSignatureType(nil, nil, nil, nameless(s.Params()), nameless(s.Results()), s.Variadic()))
	if r := s.Recv(); r != nil {
		if _, pointer := r.Type().(*types.Pointer); pointer {
			text += " // of a pointer"
		}
	}
	return strings.TrimPrefix(text, "func")
}
