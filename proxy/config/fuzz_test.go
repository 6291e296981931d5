package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// FuzzParse: any text is a configuration or an Error, never both and never a panic, and each problem's place is in the
// text.
func FuzzParse(f *testing.F) {
	f.Add(little)
	for _, name := range []string{"testdata/reference.hcl", "testdata/whole/gatepost.hcl"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	archives, _ := filepath.Glob("testdata/broken/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	files := fstest.MapFS{"conf.d/a.hcl": {Data: []byte(little)}, "text": {Data: []byte("5m")}}
	f.Fuzz(func(t *testing.T, text string) {
		cfg, err := Parse("gatepost.hcl", []byte(text), builtins, files)
		if (cfg == nil) == (err == nil) {
			t.Fatalf("have %v and %v", cfg, err)
		}
		var all *Error
		if err == nil || !errors.As(err, &all) {
			return
		}
		for _, p := range all.Problems {
			if p.Text == "" || strings.ContainsAny(p.String(), "\r\x00\x1b") || p.At.Line > strings.Count(text, "\n")+strings.Count(little, "\n")+1 {
				t.Errorf("have %+v", p)
			}
		}
	})
}
