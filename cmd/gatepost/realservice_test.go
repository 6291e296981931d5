package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// systemd finds nothing to say against the unit, with a program where it has the gate.
func TestRealService(t *testing.T) {
	needReal(t, "systemd-analyze")
	unit, err := os.ReadFile("../../examples/service/gatepost.service")
	check(t, err)
	here, err := os.Executable()
	check(t, err)
	there := []byte("/usr/local/bin/gatepost")
	if n := bytes.Count(unit, there); n != 2 {
		t.Fatalf("the unit has %s %d times, to run and to check", there, n)
	}
	path := filepath.Join(t.TempDir(), "gatepost.service")
	check(t, os.WriteFile(path, bytes.ReplaceAll(unit, there, []byte(here)), 0o600))
	if out, err := exec.Command("systemd-analyze", "verify", path).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
