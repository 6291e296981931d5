package plugins

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/traefik/yaegi/interp"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// The programs of testdata/faults show each a fault of the interpreter: it is still there, which is why the gate lowers what it
// does, and behind the gate it isn't.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip(alone)
	}
	files, err := filepath.Glob("testdata/faults/*.go")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d programs, %v", len(files), err)
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("takes a Go toolchain")
	}
	bare := runAll(t, len(files), func(ctx context.Context, i int) *exec.Cmd {
		c := exec.CommandContext(ctx, os.Args[0])
		c.Env = append(os.Environ(), runBare+"="+files[i])
		return c
	})
	have, want := interpretAll(t, files), compileAll(t, files)
	for i, file := range files {
		if have[i] != want[i] {
			t.Errorf("%s: interpreted %+v, compiled %+v", file, have[i], want[i])
		}
		if bare[i] == want[i] {
			t.Errorf("%s: the interpreter does it rightly without the gate", file)
		}
	}
}

// runBare names a file that the test binary is to interpret without the gate.
const runBare = "GATEPOST_INTERPRET_BARE"

// interpretBare runs a main package as it is.
func interpretBare(file string) int {
	source, err := os.ReadFile(file)
	if err != nil {
		return 1
	}
	i := interp.New(interp.Options{Stdout: os.Stdout})
	for _, path := range []string{"fmt", "errors"} {
		if err := i.Use(interp.Exports{path + "//" + path: symbols.Of(path)}); err != nil {
			return 1
		}
	}
	if _, err := i.Eval(string(source)); err != nil {
		return panicked
	}
	return ended
}
