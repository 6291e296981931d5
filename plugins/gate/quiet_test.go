package gate

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Plugins that are right pass without a warning: those of examples, and those that tests play. The corpus is of programs, which lock and
// repeat what they know to be little.
func TestNoFalseAlarms(t *testing.T) {
	known := regexp.MustCompile(`need no lock|a size that isn't bounded here`)
	for pattern, rules := range map[string]Rules{
		"../../examples/*/*.go":    Plugin(Grants{DNS: true, Store: true}),
		"../testdata/filters/*.go": Plugin(Grants{DNS: true, Store: true}),
		"../testdata/corpus/*.go":  Bare(),
	} {
		files, _ := filepath.Glob(pattern)
		if len(files) < 8 {
			t.Errorf("%s: %d files", pattern, len(files))
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			l, err := Check([]File{{Name: file, Source: source}}, rules)
			if err != nil {
				continue // some show what is refused
			}
			for _, w := range l.Warnings {
				if l.Package != "main" || !known.MatchString(w.Text) {
					t.Error(w)
				}
			}
		}
	}
}
