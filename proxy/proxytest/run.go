package proxytest

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
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

// Run plays every transcript whose path matches glob (as filepath.Glob does), each in a subtest of its name. A journal is
// kept of each, and must be what a journal is documented to be. With -update Run rewrites those that fail, instead.
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
	script := readScript(t, path)
	if updating() {
		updateFile(t, path, script, start)
		return
	}
	if err := playAudited(t.TempDir(), script, start); err != nil {
		t.Error(err)
	}
}

func readScript(t *testing.T, path string) *Transcript {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	script, err := Parse(path, data)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// playAudited plays a transcript with a journal in dir, and audits that.
func playAudited(dir string, script *Transcript, start Start) error {
	real := false
	err := Play(script, func(s *Stage) (Gateway, error) {
		s.Journal = dir
		g, err := start(s)
		_, real = g.(*gateway)
		return g, err
	})
	if err != nil || !real {
		return err
	}
	sessions, err := audit(dir)
	if err == nil && sessions == 0 {
		err = errors.New("there is no session in it")
	}
	if err != nil {
		return fmt.Errorf("%s: the journal of it is wrong\n%w", script.Name, err)
	}
	return nil
}

func updateFile(t *testing.T, path string, script *Transcript, start Start) {
	updated, err := Update(script, start)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(script.data, updated) {
		return
	}
	if err := os.WriteFile(path, updated, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s is rewritten", path)
}
