package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// hasGo tells whether somebody has begun to write Go in a directory.
func hasGo(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go")) // a directory whose name is no pattern has none
	return len(files) > 0
}

// starting is what is done in a directory.
type starting struct {
	dir, name string
	begun     bool // it has Go files

	written, left []string
}

// write puts the starter's files there, but for those that are there already. Where a plugin is there it gets no second one, only what editors want.
func (s *starting) write() error {
	for _, f := range [...]struct{ from, to string }{
		{"filter", s.name + ".go"}, {"refused", "refused.txt"}, {"gatepost", "gatepost.hcl"}, {"mod", "go.mod"},
	} {
		if s.begun && f.from != "mod" {
			continue
		}
		if err := s.file(f.from, f.to); err != nil {
			return err
		}
	}
	return nil
}

// file writes one, unless it is there.
func (s *starting) file(from, to string) error {
	text, err := fs.ReadFile(starterFiles, "starter/"+from+".txt")
	if err != nil {
		return err
	}
	w, err := os.OpenFile(filepath.Join(s.dir, to), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	s.written = append(s.written, to)
	_, err = io.WriteString(w, strings.ReplaceAll(string(text), "starter", s.name))
	return errors.Join(err, w.Close())
}

// account says what was done in a directory that was there.
func (s *starting) account() string {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err.Error() + "\n"
	}
	for _, e := range entries {
		if e.Name() != ".gatepost" && !slices.Contains(s.written, e.Name()) {
			s.left = append(s.left, e.Name())
		}
	}
	said := s.dir + " was there already.\n" + itemised("  Written: ", append(s.written, ".gatepost, the copy of the contract by which editors complete"))
	if len(s.left) > 0 {
		said += itemised("  Left as it is: ", s.left)
	}
	if s.begun {
		said += "  It has Go files, so it got no filter to begin with: that takes a name that is free.\n"
	}
	return said
}

func itemised(begin string, names []string) string {
	return hanging(begin, strings.Join(names, ", "), len(begin))
}
