package main

import (
	"fmt"
	"go/types"
	"strings"
)

// wrapper makes the type by which a script's type implements the interface.
func (t *table) wrapper(name string, i *types.Interface) wrapper {
	w := wrapper{Name: name, Type: "wrap_" + plain(t.Path) + "_" + name}
	for m := range i.Methods() {
		w.Methods = append(w.Methods, t.method(m))
	}
	return w
}

// method is how one method is declared and passed on.
func (t *table) method(m *types.Func) method {
	s := m.Signature()
	var params, args []string
	for i := range s.Params().Len() {
		arg, typ := fmt.Sprintf("a%d", i), t.word(s.Params().At(i).Type())
		if s.Variadic() && i == s.Params().Len()-1 {
			params, args = append(params, arg+" ..."+strings.TrimPrefix(typ, "[]")), append(args, arg+"...")
		} else {
			params, args = append(params, arg+" "+typ), append(args, arg)
		}
	}
	d := method{Name: m.Name(), Params: strings.Join(params, ", "), Args: strings.Join(args, ", "), Results: t.results(s)}
	if s.Results().Len() > 0 {
		d.Return = "return "
	}
	d.Guard = guards[d.Name+"("+d.Params+") "+d.Results]
	return d
}

// guards are the functions of package symbols that ask a script's type in the place of compiled code.
var guards = map[string]string{
	"Read(a0 []byte) (int, error)":             "read",
	"ReadAt(a0 []byte, a1 int64) (int, error)": "readAt",
	"ReadRune() (rune, int, error)":            "readRune",
}

func (t *table) results(s *types.Signature) string {
	var types []string
	for v := range s.Results().Variables() {
		types = append(types, t.word(v.Type()))
	}
	return "(" + strings.Join(types, ", ") + ")"
}

// word is a type as the file writes it, which imports what it names.
func (t *table) word(typ types.Type) string {
	return types.TypeString(typ, func(p *types.Package) string {
		if p.Path() != t.Path {
			t.Imports[p.Path()] = true
		}
		return p.Name()
	})
}

const tableText = `package symbols

import (
	"reflect"

	{{range $path, $_ := .Imports}}{{printf "%q" $path}}
	{{end}}{{printf "%q" .Path}}
)

func {{.Func}}() map[string]reflect.Value {
	return map[string]reflect.Value{
		{{range .Constants}}{{printf "%q" .Name}}: reflect.ValueOf(constant.MakeFromLiteral({{printf "%q" .Text}}, token.{{.Kind}}, 0)),
		{{end}}{{range .Values}}{{printf "%q" .}}: reflect.ValueOf({{$.Package}}.{{.}}),
		{{end}}{{range .Variables}}{{printf "%q" .}}: reflect.ValueOf(&{{$.Package}}.{{.}}).Elem(),
		{{end}}{{range .Types}}{{printf "%q" .}}: reflect.ValueOf((*{{$.Package}}.{{.}})(nil)),
		{{end}}{{range .Wrappers}}"_{{.Name}}": reflect.ValueOf((*{{.Type}})(nil)),
		{{end}}
	}
}
{{range $w := .Wrappers}}
type {{.Type}} struct {
	IValue any
	{{range .Methods}}W{{.Name}} func({{.Params}}) {{.Results}}
	{{end}}
}
{{range .Methods}}
func (w {{$w.Type}}) {{.Name}}({{.Params}}) {{.Results}} {
	{{if eq .Name "String"}}if w.WString == nil {
		return ""
	}
	{{end}}{{.Return}}{{if .Guard}}{{.Guard}}(w.W{{.Name}}{{if .Args}}, {{.Args}}{{end}}){{else}}w.W{{.Name}}({{.Args}}){{end}}
}
{{end}}{{end}}`

const listText = `package symbols

import "reflect"

// tables make the tables, by import path.
var tables = map[string]func() map[string]reflect.Value{
	{{range .}}{{if not .Empty}}{{printf "%q" .Path}}: {{.Func}},
	{{end}}{{end}}
}

// names are what the packages call themselves.
var names = map[string]string{
	{{range .}}{{printf "%q" .Path}}: {{printf "%q" .Package}},
	{{end}}
}
`
