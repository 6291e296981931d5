package config

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/gatepost-mail/gatepost/filters"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the broken configurations answer into their files")

// builtins are filters with every way to be wrong.
var builtins = Builtins{
	"relay": func(o *filters.Options) (*filters.Filter, error) {
		o.List("domains", nil, "we are the destination")
		o.List("networks", nil, "may send anywhere")
		return &filters.Filter{}, o.Err()
	},
	"quota": func(o *filters.Options) (*filters.Filter, error) {
		if o.Int("max_rcpts", 10, "most recipients") < 1 {
			o.Errorf("max_rcpts", "want at least 1")
		}
		o.Duration("wait", 0, "how long")
		for _, rule := range o.Blocks("rule", "asked in order") {
			rule.Choice("do", "refuse", "what happens", "pass", "refuse")
			rule.List("to", nil, "whose mail it is about")
		}
		return &filters.Filter{}, o.Err()
	},
	"gives_up": func(o *filters.Options) (*filters.Filter, error) {
		o.Int("first", 0, "")
		return nil, errors.Join(o.Err(), errors.New("the list is empty"))
	},
	"strict": func(o *filters.Options) (*filters.Filter, error) {
		words := o.List("words", nil, "")
		for i, w := range words {
			o.Errorf(fmt.Sprintf("words[%d]", i), "%q is no word", w)
		}
		return nil, errors.Join(o.Err(), fmt.Errorf("none of %q is a word", words))
	},
	"nothing": func(o *filters.Options) (*filters.Filter, error) { return nil, nil },
	"panics":  func(o *filters.Options) (*filters.Filter, error) { panic("no such luck") },
	"two_ways": func(o *filters.Options) (*filters.Filter, error) {
		return &filters.Filter{
			Open:    func(*filters.Session) *filters.Filter { return nil },
			Connect: func(*filters.Session) filters.Verdict { return filters.Pass() },
		}, nil
	},
}

// TestBroken: each archive has files, of which gatepost.hcl is read, and all that is wrong with them, to the letter.
func TestBroken(t *testing.T) {
	t.Setenv("SECRET", "hunter2")
	t.Setenv("CREDENTIALS_DIRECTORY", "testdata/credentials")
	archives, err := filepath.Glob("testdata/broken/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives: ", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) { broken(t, name) })
	}
}

func broken(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, want := fstest.MapFS{}, (*txtar.File)(nil)
	for i, f := range archive.Files {
		if f.Name == "errors" {
			want = &archive.Files[i]
			continue
		}
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	cfg, err := Parse("gatepost.hcl", files["gatepost.hcl"].Data, builtins, files)
	if err == nil || cfg != nil || want == nil {
		t.Fatalf("have %v, %v", cfg, err)
	}
	have := []byte(err.Error() + "\n")
	if *update {
		want.Data = have
		if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(have, want.Data) {
		t.Errorf("have\n%s\nwant\n%s", have, want.Data)
	}
}
