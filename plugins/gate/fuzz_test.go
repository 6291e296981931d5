package gate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzCheck feeds the gate programs that were right before somebody changed a byte. It has to answer, with a lowered source or with
// problems that each have a place, and never to fail itself.
func FuzzCheck(f *testing.F) {
	for _, pattern := range []string{"../testdata/corpus/*.go", "../testdata/filters/*.go", "../testdata/wrong/*.script"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(source), true)
			f.Add(string(source), false)
		}
	}
	f.Fuzz(func(t *testing.T, source string, plugin bool) {
		rules := Bare()
		if plugin {
			rules = Plugin(Grants{})
		}
		l, err := Check([]File{{Name: "fuzz.go", Source: []byte(source)}}, rules)
		if err == nil && l.Source == "" {
			t.Error("neither a source nor a problem")
		}
		if err != nil {
			problems(t, err)
		}
	})
}

func problems(t *testing.T, err error) {
	t.Helper()
	ps, ok := err.(Problems)
	if !ok || len(ps) == 0 {
		t.Fatalf("the error is %T: %v", err, err)
	}
	for _, p := range ps {
		if p.Text == "" || strings.HasPrefix(p.Text, gateFailed) {
			t.Errorf("%v", p)
		}
	}
}
