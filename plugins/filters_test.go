package plugins

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// The filters of testdata/filters pass, and each makes a filter with the hooks that its source sets.
func TestFilters(t *testing.T) {
	files, err := filepath.Glob("testdata/filters/*.go")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d filters, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			p := checked(t, file)
			f, err := loaded(t, p).New(filters.NewManual("plugin", p.Package))
			if f == nil {
				t.Fatalf("New gives %v, %v", f, err)
			}
		})
	}
}

// checked is a filter that has passed the gate with all grants.
func checked(t testing.TB, file string) *Program {
	t.Helper()
	leaktest.Check(t)
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Check([]File{{Name: file, Source: source}}, Grants{DNS: true, Store: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// loaded is the program in a fresh interpreter.
func loaded(t testing.TB, p *Program) *Script {
	t.Helper()
	i, err := p.Interpreter(io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Load(i)
	if err != nil {
		t.Fatalf("%v\n%s", err, p.Source)
	}
	return s
}

// Instances are made by several goroutines at once.
func TestManyInstances(t *testing.T) {
	p := checked(t, "testdata/filters/matrix.go")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			i, err := p.Interpreter(io.Discard)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := p.Load(i); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
