package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// folder is a directory that is ours alone while it is open.
type folder struct {
	path string
	file *os.File
	info os.FileInfo
}

// openFolder locks a directory, which it makes if it is absent.
func openFolder(path string) (*folder, error) {
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	return lockFolder(path)
}

func lockFolder(path string) (*folder, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	switch err := lock(int(file.Fd())); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		file.Close()
		return nil, fmt.Errorf("%s is in use by another gatepost", path)
	case err != nil:
		file.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	return &folder{path, file, info}, nil
}

// glance is longer than a reader has the lock that looks whether somebody writes.
const glance = time.Second

// lock takes a directory's lock, which one gatepost has alone. Readers share it for a moment: see [Archive.isWritten].
func lock(dir int) error {
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		err := syscall.Flock(dir, syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) || time.Since(begun) > glance {
			return err
		}
		if syscall.Flock(dir, syscall.LOCK_SH|syscall.LOCK_NB) != nil { // nor is it one that is shared
			return err
		}
	}
}

// makeFolder makes the directory if it is absent, with a name that lasts.
func makeFolder(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	parent, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer parent.Close()
	return parent.Sync()
}

// warn tells the log if others may put their files in the place of ours.
func (f *folder) warn(log *slog.Logger) {
	if mode := f.info.Mode().Perm(); mode&0o022 != 0 {
		log.Warn("the journal's directory can be written by others than its owner", "dir", f.path, "mode", mode.String())
	}
}

// inPlace tells whether the directory is where its name says. If that can't be told, it is.
func (f *folder) inPlace() bool {
	info, err := os.Stat(f.path)
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	return os.SameFile(info, f.info)
}

// sync makes the names of files last that were made a moment ago. It is an error if they were made elsewhere.
func (f *folder) sync() error {
	if !f.inPlace() {
		return errors.New("its directory was replaced meanwhile")
	}
	return f.file.Sync()
}

func (f *folder) close() error { return f.file.Close() }
