package plugins

import (
	"errors"
	"fmt"
	"go/parser"
	"io"
	"maps"
	"reflect"
	"strings"
	"testing/fstest"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/traefik/yaegi/interp"

	"github.com/gatepost-mail/gatepost/plugins/gate"
	"github.com/gatepost-mail/gatepost/plugins/support"
	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// Script is a program in an interpreter. It has one goroutine: New and the hooks that it returns are called one at a time.
type Script struct {
	// New is the plugin's. It may panic, and so may the hooks; recover and see Panicked.
	New func(*filters.Options) (*filters.Filter, error)

	place func(mark int) (file string, line int)
	mark  reflect.Value
}

// Where is the statement that the script was at last, to be asked when a call has panicked or was ended.
func (s *Script) Where() (file string, line int) {
	return s.place(int(s.mark.Int()))
}

// Panicked is the value of a recovered panic as the script gave it: the interpreter wraps it.
func Panicked(recovered any) any { return support.Panicked(recovered) }

// Interpreter makes an interpreter for one Load, with the symbols that the program needs: it has no files, no environment,
// and nothing to read. What the script prints goes to out. Whoever
// wants other symbols, or to end the script from outside, does so between Interpreter and Load.
func (p *Program) Interpreter(out io.Writer) (*interp.Interpreter, error) {
	return p.interpreter(out, out)
}

// interpreter has print and println write to errs. The interpreter's own trace of a panic, which names functions by lines of the lowered
// source, goes nowhere.
func (p *Program) interpreter(out, errs io.Writer) (*interp.Interpreter, error) {
	i := interp.New(interp.Options{
		Stdin: strings.NewReader(""), Stdout: out, Stderr: io.Discard,
		SourcecodeFilesystem: fstest.MapFS{}, Args: []string{p.Package}, Env: []string{},
	})
	if err := i.Use(interp.Exports{supportPath: support.New(errs).Symbols()}); err != nil {
		return nil, err
	}
	for _, path := range append([]string{"encoding"}, p.lowered.Needs...) { // what package encoding wants of a type others ask for
		if table := symbols.Of(path); table != nil {
			// With the second slash the interpreter doesn't know fmt, and doesn't load sources of its own beside it.
			if err := i.Use(interp.Exports{path + "//" + symbols.Name(path): table}); err != nil {
				return nil, err
			}
		}
	}
	return i, wrap(i, out)
}

// wrap tells the interpreter what compiled code asks of a script's types, and where fmt prints.
func wrap(i *interp.Interpreter, out io.Writer) error {
	printers, asked := support.Printers(out)
	maps.Copy(asked, support.Asked())
	asked[i.Symbols("")[""]["_error"]] = support.Errors()
	return i.Use(interp.Exports{"fmt//fmt": printers, ".": {"MapTypes": reflect.ValueOf(asked)}})
}

// Load runs the program's initialisation in the interpreter and finds its New. It is called once an interpreter, and
// may loop or panic as the script does: the caller has the deadline. An error isn't the script's fault: the gate let it pass.
func (p *Program) Load(i *interp.Interpreter) (*Script, error) {
	exported, err := p.eval(i)
	if err != nil {
		return nil, err
	}
	of, ok := exported["New"].Interface().(func(*filters.Options) (*filters.Filter, error))
	if !ok {
		return nil, fmt.Errorf("%s: the interpreter doesn't give New", p.Package)
	}
	return &Script{New: of, place: p.lowered.Place, mark: exported[gate.MarkVariable]}, nil
}

// compile takes the lowered source into an interpreter. The interpreter panics on some of what it can't do.
func (p *Program) compile(i *interp.Interpreter) (compiled *interp.Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	tree, err := parser.ParseFile(i.FileSet(), p.Package+".go", p.Source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return i.CompileAST(tree)
}

// eval runs the initialisation, and gives what the program exports.
func (p *Program) eval(i *interp.Interpreter) (map[string]reflect.Value, error) {
	compiled, err := p.compile(i)
	if err != nil {
		return nil, err
	}
	if _, err := i.Execute(compiled); err != nil {
		return nil, err
	}
	return i.Symbols(gate.ScriptPackage)[gate.ScriptPackage], nil
}

// panicAsError gives the error with which a program has panicked, where it was one.
func panicAsError(err error) error {
	if p := (interp.Panic{}); errors.As(err, &p) {
		if value, ok := Panicked(p.Value).(error); ok {
			return fmt.Errorf("%w", value)
		}
	}
	return err
}

// supportPath is what lowered sources import, with the package's name behind it.
const supportPath = "github.com/gatepost-mail/gatepost/plugins/support/support"
