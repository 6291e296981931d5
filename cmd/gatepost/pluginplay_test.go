package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A transcript is a plugin's if its configuration names the file, or the folder in which both are.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "quota"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, source := range map[string]string{"file": "quota.go", "path": "../quota/quota.go", "folder": "../quota", "here": ".", "another": "other.go", "longer": "aquota.go"} {
		writeText(t, filepath.Join(dir, "quota", name+".txt"), "# It says hi.\nS: 220 hi\nC: QUIT\nS: 221 bye\n-- gatepost.hcl --\nplugin \"q\" { source = \""+source+"\" }\n")
	}
	var have []string
	for _, file := range beside(filepath.Join(dir, "quota", "quota.go")) {
		have = append(have, filepath.Base(file))
	}
	if want := []string{"file.txt", "folder.txt", "here.txt", "path.txt"}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
}
