package symbols_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// What go generate makes is what is here.
func TestCurrent(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("takes a Go toolchain")
	}
	dir := t.TempDir()
	if out, err := exec.Command("go", "run", "./make", dir).CombinedOutput(); err != nil {
		t.Fatalf("go run ./make: %v\n%s", err, out)
	}
	fresh, here := generated(t, dir), generated(t, ".")
	if !slices.Equal(fresh, here) {
		t.Errorf("have the files %v, want %v: run go generate ./plugins/symbols", here, fresh)
	}
	for _, name := range fresh {
		if !bytes.Equal(read(t, filepath.Join(dir, name)), read(t, name)) {
			t.Errorf("%s is not current: run go generate ./plugins/symbols", name)
		}
	}
}

// generated are the names of the generated files.
func generated(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "std_") || e.Name() == "tables.go" || e.Name() == "types.gz" {
			names = append(names, e.Name())
		}
	}
	return names
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Nothing that a script can import opens files or connections, or looks under types.
func TestNothingReachesOut(t *testing.T) {
	for _, path := range []string{"os", "net", "net/http", "syscall", "unsafe", "reflect", "runtime", "plugin", "text/template", "html/template", "log", "flag"} {
		if _, err := symbols.NewImporter().Import(path); err == nil || symbols.Of(path) != nil {
			t.Errorf("scripts can import %s", path)
		}
	}
	for name := range symbols.Denied {
		path, function, _ := cutLast(name)
		if table := symbols.Of(path); table != nil && table[function].IsValid() {
			t.Errorf("%s is denied, and the interpreter knows it", name)
		}
	}
}

func cutLast(name string) (path, function string, ok bool) {
	i := strings.LastIndex(name, ".")
	return name[:max(i, 0)], name[i+1:], i >= 0
}

// Each package that can be imported has types, and a table unless all of it is generic.
func TestImport(t *testing.T) {
	from := symbols.NewImporter()
	for _, path := range symbols.Packages {
		p, err := from.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		if generic := slices.Contains([]string{"cmp", "iter", "maps", "slices"}, path); symbols.Of(path) == nil != generic {
			t.Errorf("%s: table %v", path, symbols.Of(path))
		}
		if symbols.Name(path) != p.Name() {
			t.Errorf("%s calls itself %s, want %s", path, symbols.Name(path), p.Name())
		}
	}
}
