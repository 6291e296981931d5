package plugins

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/gatepost-mail/gatepost/plugins/gate"
	"github.com/gatepost-mail/gatepost/plugins/support"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/traefik/yaegi/interp"
)

// runThis names a file that the test binary is to interpret instead of running tests.
const runThis = "GATEPOST_INTERPRET"

func TestMain(m *testing.M) {
	if file := os.Getenv(runThis); file != "" {
		os.Exit(interpret(file))
	}
	if file := os.Getenv(runBare); file != "" {
		os.Exit(interpretBare(file))
	}
	leaktest.Main(m)
}

// The ways in which a program ends.
const (
	ended    = 0
	panicked = 2
	stopped  = 7 // by what can't be interpreted and shows only when it runs
	unloaded = 8 // the interpreter doesn't take what the gate let pass
	refused  = 9
)

// interpret runs a main package, with its standard output as ours.
func interpret(file string) (code int) {
	source, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	run, err := runMain([]File{{Name: file, Source: source}}, os.Stdout, os.Stderr)
	if ps := (gate.Problems)(nil); errors.As(err, &ps) {
		fmt.Fprintln(os.Stderr, err)
		return refused
	}
	if err == nil {
		err = run()
	}
	p := interp.Panic{}
	switch {
	case errors.As(err, &p):
		return panickedWith(p)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return unloaded
	}
	return ended
}

func panickedWith(p interp.Panic) int {
	v := Panicked(p.Value)
	fmt.Fprintf(os.Stderr, "panic: %v\n%s\n", v, p.Stack)
	if r := (*support.Refusal)(nil); asRefusal(v, &r) {
		return stopped
	}
	return panicked
}

func asRefusal(v any, r **support.Refusal) bool {
	err, ok := v.(error)
	return ok && errors.As(err, r)
}
