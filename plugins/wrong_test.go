package plugins

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is said about testdata/wrong anew")

// Each script of testdata/wrong is wrong in its own way, and the text beside it is what its author reads.
func TestWrong(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.script")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".script"), func(t *testing.T) {
			compareText(t, strings.TrimSuffix(file, ".script")+".txt", said(t, file)+"\n")
		})
	}
}

// said is what the gate says about a script.
func said(t *testing.T, file string) string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Check([]File{{Name: strings.TrimSuffix(filepath.Base(file), ".script") + ".go", Source: source}}, Grants{})
	if ps := (Problems)(nil); !errors.As(err, &ps) {
		t.Fatalf("the gate lets it pass: %v", err)
	}
	return err.Error()
}

func compareText(t *testing.T, file, have string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if have != string(want) {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
}
