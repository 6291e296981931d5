package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins"
)

// pluginSource is a plugin on disk: the Go files of one package in one directory.
type pluginSource struct {
	name   string // its file, or the directory of several
	dir    string
	clause string // the package's name; "" where there is none
	files  []plugins.File
}

// sourcesOf reads the plugins that paths stand for.
func sourcesOf(paths []string) ([]*pluginSource, error) {
	var all []*pluginSource
	for _, path := range paths {
		files, err := goFiles(path)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			all = withFile(all, plugins.File{Name: file, Source: source})
		}
	}
	return all, nil
}

// withFile adds a file to the plugin that it belongs to.
func withFile(all []*pluginSource, f plugins.File) []*pluginSource {
	dir, clause := filepath.Dir(f.Name), clauseOf(f)
	for _, s := range all {
		if s.dir == dir && s.clause == clause {
			s.name, s.files = dir, append(s.files, f)
			return all
		}
	}
	return append(all, &pluginSource{name: f.Name, dir: dir, clause: clause, files: []plugins.File{f}})
}

// clauseOf is the name in a package clause.
func clauseOf(f plugins.File) string {
	parsed, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Source, parser.PackageClauseOnly)
	if err != nil {
		return "" // the gate says what is wrong
	}
	return parsed.Name.Name
}

// goFiles are the files that a path stands for: itself, or those in the directory but tests.
func goFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !e.IsDir() {
			files = append(files, filepath.Join(path, name))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no *.go in this directory", path)
	}
	return files, nil
}

// digestOf tells plugins apart by their sources: the SHA-256 of all files, in the order of their names, in hexadecimal digits. Where they
// lie and what they are called doesn't count.
func digestOf(files []plugins.File) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b plugins.File) int { return cmp.Compare(filepath.Base(a.Name), filepath.Base(b.Name)) })
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d\n%s", len(f.Source), f.Source)
	}
	return hex.EncodeToString(h.Sum(nil))
}
