package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Bounds of what functions read.
const (
	maxFile       = 16 << 20
	maxCredential = 1 << 20
)

// scope is what expressions in a file may use: no variables, three functions.
func (r *reader) scope(file string) *hcl.EvalContext {
	fromFile := func(name string) (string, error) { return r.text(file, name) }
	return &hcl.EvalContext{Functions: map[string]function.Function{
		"file":       textFunction("path", fromFile),
		"env":        textFunction("name", env),
		"credential": textFunction("name", credential),
	}}
}

// textFunction is a function of one text that returns a text.
func textFunction(parameter string, f func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: parameter, Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, err := f(args[0].AsString())
			if err == nil && !utf8.ValidString(s) {
				err = errors.New("it isn't UTF-8")
			}
			return cty.StringVal(s), err
		},
	})
}

// text is a file's content as it is.
func (r *reader) text(from, name string) (string, error) {
	text, err := read(r.disk, r.disk.beside(from, name), maxFile)
	return string(text), err // its name may be a secret
}

// lines reads a file that an option names. Its errors name it.
func (r *reader) lines(from, name string) ([]byte, error) {
	file := r.disk.beside(from, name)
	text, err := read(r.disk, file, maxFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return text, nil
}

func env(name string) (string, error) {
	v, ok := os.LookupEnv(name)
	if !ok {
		return "", errors.New("there is no such name in the environment")
	}
	return v, nil
}

// credential is one that systemd has put into $CREDENTIALS_DIRECTORY (systemd.exec(5), LoadCredential=), without the
// newline that editors put at its end.
func credential(name string) (string, error) {
	dir, ok := os.LookupEnv("CREDENTIALS_DIRECTORY")
	if !ok {
		return "", errors.New("there is no CREDENTIALS_DIRECTORY: systemd makes it for a service with LoadCredential=")
	}
	if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
		return "", errors.New("want the name of a credential, not a path")
	}
	text, err := read(machine{}, filepath.Join(dir, name), maxCredential)
	return strings.TrimSuffix(string(text), "\n"), err
}
