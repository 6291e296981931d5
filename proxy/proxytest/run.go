package proxytest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const updateFlag = "update"

// Flags adds to flags the flag -update, which [Run] obeys. A TestMain calls it before flag.Parse.
func Flags(flags *flag.FlagSet) {
	flags.Bool(updateFlag, false, "rewrite the proxy's words in transcripts to what it really said")
}

// updating tells whether -update was given; it wasn't where nobody has called Flags.
func updating() bool {
	f := flag.Lookup(updateFlag)
	return f != nil && f.Value.String() == "true"
}

// Run plays every transcript whose path matches glob (as filepath.Glob does), each in a subtest of its name. With -update
// it rewrites those that fail.
func Run(t *testing.T, glob string, start Start) {
	t.Helper()
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcript matches %s (%v)", glob, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runFile(t, path, start)
		})
	}
}

func runFile(t *testing.T, path string, start Start) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	script, err := Parse(path, data)
	if err != nil {
		t.Fatal(err)
	}
	if updating() {
		updateFile(t, path, data, script, start)
		return
	}
	if err := Play(script, start); err != nil {
		t.Error(err)
	}
}

func updateFile(t *testing.T, path string, old []byte, script *Transcript, start Start) {
	updated, err := Update(script, start)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(old, updated) {
		return
	}
	if err := os.WriteFile(path, updated, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s is rewritten", path)
}
