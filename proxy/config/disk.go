package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// disk is where files come from.
type disk interface {
	open(name string) (fs.File, error)
	glob(pattern string) ([]string, error)

	// beside is name as seen from the folder of a file.
	beside(file, name string) string

	// key is the same for all names of a file, links aside.
	key(name string) string
}

// machine is the disk of the machine.
type machine struct{}

// open leaves it to the caller of the program what it has on its standard input.
func (machine) open(name string) (fs.File, error) {
	if name != "/dev/stdin" {
		if err := regular(os.Stat(name)); err != nil {
			return nil, err
		}
	}
	return os.Open(name)
}

func (machine) glob(pattern string) ([]string, error) { return filepath.Glob(pattern) }

func (machine) beside(file, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(filepath.Dir(file), name)
}

func (machine) key(name string) string {
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return filepath.Clean(name)
}

// shelf is file systems, the first that has a file wins.
type shelf []fs.FS

func (s shelf) open(name string) (fs.File, error) {
	for _, files := range s {
		err := regular(fs.Stat(files, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return files.Open(name)
	}
	return nil, fs.ErrNotExist
}

func (s shelf) glob(pattern string) ([]string, error) {
	var all []string
	for _, files := range s {
		found, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

func (shelf) beside(file, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(path.Dir(file), name)
}

func (shelf) key(name string) string { return path.Clean(name) }

// regular refuses what may have no end, or for whose begin one may wait for ever.
func regular(info fs.FileInfo, err error) error {
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a directory")
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	}
	return nil
}

// read reads a whole file of at most max bytes. Its errors don't name it.
func read(d disk, name string, max int64) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, nameless(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, max+1))
	if err == nil && int64(len(text)) > max {
		err = fmt.Errorf("it has more than %d bytes", max)
	}
	return text, nameless(err)
}

// nameless is what went wrong with a file, without what was tried on which.
func nameless(err error) error {
	if about := (*fs.PathError)(nil); errors.As(err, &about) {
		return about.Err
	}
	return err
}
