//go:build unix

package config

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Whoever opened a pipe would wait until somebody writes into it.
func TestPipeIsNoFile(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(pipe, nil); err == nil || err.Error() != pipe+": it is no regular file" {
		t.Errorf("have %v", err)
	}
	if _, err := read(shelf{os.DirFS(dir)}, "pipe", 1); err == nil || err.Error() != "it is no regular file" {
		t.Errorf("have %v", err)
	}
}
