package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
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
	path := r.disk.beside(from, name)
	text, err := read(r.disk, path, maxFile)
	if err != nil {
		return "", &unreadError{path, err}
	}
	return string(text), nil
}

// unreadError is why a function couldn't read a file. It doesn't name that: what was read from elsewhere to name it may be a secret.
type unreadError struct {
	path string
	err  error
}

func (e *unreadError) Error() string { return e.err.Error() }

func (e *unreadError) Unwrap() error { return e.err }

// openly is what a function says that was called with a text that stands in the file.
func openly(err error, call hcl.Expression) string {
	unread := (*unreadError)(nil)
	if e, is := call.(*hclsyntax.FunctionCallExpr); is && errors.As(err, &unread) && !slices.ContainsFunc(e.Args, notWritten) {
		return unread.path + ": " + err.Error()
	}
	return err.Error()
}

// notWritten tells whether a text is put together or comes from elsewhere.
func notWritten(arg hclsyntax.Expression) bool {
	text, is := unwrapped(arg).(*hclsyntax.TemplateExpr)
	return !is || !text.IsStringLiteral()
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

// isFile lists, by path, the options that name a file which is read again when it changes.
var isFile = map[string][]string{
	"tls":      {"certificate", "key", "client_ca"},
	"tls/acme": {"ca"},
	"upstream": {"certificate", "key", "ca"},
}

// within is what the expression of an option may use: where the option names a file, file and credential tell which, not what is in it.
func within(scope *hcl.EvalContext, path, name string) *hcl.EvalContext {
	if !slices.Contains(isFile[path], name) {
		return scope
	}
	inner := scope.NewChild()
	inner.Functions = map[string]function.Function{
		"file":       textFunction("path", func(path string) (string, error) { return path, nil }),
		"credential": textFunction("name", credentialPath),
	}
	return inner
}

// credential is one that systemd has put into $CREDENTIALS_DIRECTORY (systemd.exec(5), LoadCredential=), without the
// newline that editors put at its end.
func credential(name string) (string, error) {
	path, err := credentialPath(name)
	if err != nil {
		return "", err
	}
	text, err := read(machine{}, path, maxCredential)
	return strings.TrimSuffix(string(text), "\n"), err
}

// credentialPath is where it is.
func credentialPath(name string) (string, error) {
	dir, ok := os.LookupEnv("CREDENTIALS_DIRECTORY")
	if !ok {
		return "", errors.New("there is no CREDENTIALS_DIRECTORY: systemd makes it for a service with LoadCredential=")
	}
	if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
		return "", errors.New("want the name of a credential, not a path")
	}
	return filepath.Abs(filepath.Join(dir, name))
}
