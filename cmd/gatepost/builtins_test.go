package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

type builder = func(*filters.Options) (*filters.Filter, error)

// home is the package that a function is from, and its folder.
func home(build builder) (path, folder string) {
	path = strings.TrimSuffix(runtime.FuncForPC(reflect.ValueOf(build).Pointer()).Name(), ".New")
	return path, filepath.Join(root, strings.TrimPrefix(path, module))
}

// ours are the project's own built-in filters: those below filters/. Whoever compiles in a filter of their own keeps it elsewhere, and
// owes nobody a manual.
func ours() map[string]builder {
	own := map[string]builder{}
	for name, build := range builtins() {
		if path, _ := home(build); strings.HasPrefix(path, module+"/filters/") {
			own[name] = build
		}
	}
	return own
}

// whole are those of ours that have all that they need; TestBuiltinsAreWhole tells of the others.
func whole(t *testing.T) map[string]builder {
	all := ours()
	for name, build := range all {
		if len(lacks(t, name, build)) > 0 {
			delete(all, name)
		}
	}
	return all
}

// TestBuiltinsAreWhole: whoever puts a filter among the project's own hears in one place what that takes.
func TestBuiltinsAreWhole(t *testing.T) {
	for name, build := range ours() {
		if missing := lacks(t, name, build); len(missing) > 0 {
			_, folder := home(build)
			t.Errorf("%s lies in %s, so it is one of the project's own filters and needs\n\t%s\nA filter of your own lies elsewhere, such as in examples/.",
				name, filepath.Clean(folder), strings.Join(missing, "\n\t"))
		}
	}
}

// lacks tells what one of the project's own filters needs and hasn't.
func lacks(t *testing.T, name string, build builder) (missing []string) {
	t.Helper()
	_, folder := home(build)
	needs := func(there bool, what string) {
		if !there {
			missing = append(missing, what)
		}
	}
	pkg := packageOf(t, build)
	needs(strings.HasPrefix(pkg.Doc, "Package "+pkg.Name+" "), "a package comment, its manual, that begins with \"Package "+pkg.Name+" \"")
	_, err := os.Stat("manual/" + name + ".txt")
	needs(err == nil, "that manual in the program: go generate ./cmd/gatepost")
	dialogues, _ := filepath.Glob(filepath.Join(folder, "testdata", "*.txt"))
	needs(len(dialogues) > 0, "dialogues of all that it answers: testdata/*.txt beside it")
	needs(referenceOf(t, name) != nil, "a block with all its options in examples/reference/gatepost.hcl")
	return missing
}

// referenceOf is the block of a filter in the reference configuration.
func referenceOf(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../examples/reference/gatepost.hcl")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?m)^    ` + name + ` (?:[^\n]*\}|(?s:.*?)^    \})`).Find(text)
}
