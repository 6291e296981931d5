package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// smallDisk mounts a file system of 64 KiB.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("gatepost-test", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("needs a tmpfs to fill: mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// A real file system that is full, and has room again.
func TestRealFullDisk(t *testing.T) {
	disk := smallDisk(t)
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 32<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(disk, "journal")
		b := mustOpen(t, dir, wire.RealClock{}, silent())
		seq, err := 0, error(nil)
		for err == nil && seq < 1000 {
			seq++
			b.Record(remark("a", seq))
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			err = b.Keep(ctx, true)
			cancel()
		}
		if !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %d lines: %v", seq, err)
		}
		waiting := keeping(t.Context(), b, true)
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if err := <-waiting; err != nil {
			t.Error(err)
		}
		mustClose(t, b)
		if n := len(kept(t, dir)); n != seq {
			t.Errorf("%d lines, want %d", n, seq)
		}
	})
}

// A real directory in which no file can be made when the day ends, and then can again.
func TestRealReadOnly(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		b := mustOpen(t, dir, wire.RealClock{}, silent())
		b.Record(remark("a", 1))
		mustKeep(t, b, true)
		readOnly(t, dir)
		b.Record(remark("a", 2))
		mustKeep(t, b, true) // the file is open
		time.Sleep(24 * time.Hour)
		b.Record(remark("a", 3))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := b.Keep(ctx, false); !errors.Is(err, fs.ErrPermission) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Keep: %v", err)
		}
		writable(t, dir)
		mustKeep(t, b, true)
		mustClose(t, b)
		kept(t, dir)
		if have, want := linesIn(t, dir), "01-01 2, 01-02 1"; have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	})
}

// readOnly makes a directory one in which nothing can be made until the test is over, or writable is called.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if err := allow(dir, "+i", 0o500); err != nil {
		t.Skipf("needs a directory that is read-only: %v", err)
	}
	t.Cleanup(func() { writable(t, dir) })
}

func writable(t *testing.T, dir string) {
	t.Helper()
	if err := allow(dir, "-i", 0o700); err != nil {
		t.Error(err)
	}
}

// allow sets what binds us: a mode, or for root, whom modes don't bind, an attribute.
func allow(dir, attribute string, mode os.FileMode) error {
	if os.Geteuid() != 0 {
		return os.Chmod(dir, mode)
	}
	if out, err := exec.Command("chattr", attribute, dir).CombinedOutput(); err != nil {
		return fmt.Errorf("chattr: %w: %s", err, out)
	}
	return nil
}
