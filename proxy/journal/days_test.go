package journal

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What has the name of a day and can have no line stops nobody: no book, no archive, no follower.
func TestNoFiles(t *testing.T) {
	dir := shelve(t, map[string][]any{second: {ownLine(1)}})
	if err := syscall.Mkfifo(filepath.Join(dir, third), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, fifth), 0o700); err != nil {
		t.Fatal(err)
	}
	b := mustOpen(t, dir, standing{}, silent())
	b.Record(remark("a", 2))
	mustClose(t, b)
	archive, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range archive.Records() {
		if n++; err != nil {
			t.Error(err)
		}
	}
	if n != 2 {
		t.Errorf("the archive has %d lines, want 2", n)
	}
	if have := heardBy(t, follow(t, dir, 2)); have != "1 2" {
		t.Errorf("the follower has %s", have)
	}
}

// A pipe that comes to stand in a file's place, or behind a link, is an error to who reads, and none waits for its writer.
func TestPipeInPlace(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(pipe, filepath.Join(dir, second)); err != nil {
		t.Fatal(err)
	}
	_, err := Follow(dir, -1)
	if want := second + " is not a regular file"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("have %v, want %s", err, want)
	}
}

// The writer goes on behind no link, whichever day's name it has, and says that it is one.
func TestLinkedDay(t *testing.T) {
	for _, name := range []string{second, noonFile} {
		dir := t.TempDir()
		if err := os.Symlink(filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		_, err := OpenBook(dir, standing{}, silent())
		if want := name + " is a symbolic link"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %s", err, want)
		}
	}
}
