package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// readmeBlock is the block of the README in a language that begins so.
func readmeBlock(t *testing.T, language, begin string) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)\n```" + language + "\n(" + regexp.QuoteMeta(begin) + ".*?)```\n").FindSubmatch(text)
	if block == nil {
		t.Fatalf("the README has no %s block that begins with %q", language, begin)
	}
	return string(block[1])
}

// The least configurations are some, and the dialogues of the examples that have more go with them too.
func TestReadmeConfigurations(t *testing.T) {
	for begin, dialogues := range map[string]string{
		`upstream "legacy"`:   "../../examples/inbound",
		`upstream "maildrop"`: "../../examples/mailbox",
	} {
		file := filepath.Join(t.TempDir(), "gatepost.hcl")
		if err := os.WriteFile(file, []byte(readmeBlock(t, "hcl", begin)), 0o666); err != nil {
			t.Fatal(err)
		}
		if status := execute([]string{"check", file}, io.Discard, os.Stderr); status != 0 {
			t.Errorf("check ends with status %d", status)
		}
		var said strings.Builder
		v := verifier{config: file, patience: duration(10 * time.Second), out: &said}
		if err := v.all([]string{dialogues}); err != nil {
			t.Errorf("%v\n%s", err, said.String())
		}
	}
}

// The author's page shows the files as they are.
func TestReadmeFilter(t *testing.T) {
	for file, shown := range map[string]string{
		"maxrcpts.go":      readmeBlock(t, "go", "// Package maxrcpts"),
		"second-waits.txt": readmeBlock(t, "", "# The second recipient"),
	} {
		text, err := os.ReadFile(filepath.Join("../../examples/maxrcpts", file))
		if dialogue, _, _ := strings.Cut(string(text), "\n-- "); err != nil || dialogue != shown {
			t.Errorf("%s: %v\n%s\nthe README has\n%s", file, err, dialogue, shown)
		}
	}
}

// compileIn does in a clone what the README says: it puts an import and a line into the table of built-in filters.
func compileIn(t *testing.T, clone string) {
	t.Helper()
	path, row, _ := strings.Cut(readmeBlock(t, "go", "\t\"github.com"), "\n")
	table := filepath.Join(clone, "cmd", "gatepost", "builtins.go")
	text, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer("import (\n", "import (\n"+path+"\n", "config.Builtins{\n", "config.Builtins{\n"+row).Replace(string(text))
	if err := os.WriteFile(table, []byte(changed), 0o666); err != nil {
		t.Fatal(err)
	}
}
