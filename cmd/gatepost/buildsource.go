package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// modulePath is what this module is called.
const modulePath = "github.com/gatepost-mail/gatepost"

// module finds a directory with the sources.
func (a *assembly) module() (string, error) {
	if a.source != "" {
		if !isModule(a.source) {
			return "", fmt.Errorf("--source: %s has no go.mod of module %s", a.source, modulePath)
		}
		return a.source, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if isModule(dir) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return cachedModule()
		}
	}
}

// isModule tells whether a directory has the sources of this module, and not only its contract, as beside a plugin.
func isModule(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil || !bytes.HasPrefix(text, []byte("module "+modulePath+"\n")) {
		return false
	}
	_, err = os.Stat(filepath.Join(dir, "cmd", "gatepost", "main.go"))
	return err == nil
}

// whereSources says how to have the sources.
const whereSources = "found where this is run in a checkout of them, or by --source DIR: git clone https://" + modulePath

// cachedModule is that of this program's version in the module cache, which fetches it if need be.
func cachedModule() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "", fmt.Errorf("to compile a plugin in takes the sources of gatepost, %s", whereSources)
	}
	said, err := goCommand("", "mod", "download", "-json", modulePath+"@"+info.Main.Version)
	if err != nil {
		return "", fmt.Errorf("to compile a plugin in takes the sources of gatepost %s, which couldn't be fetched: %w\nThey are %s", info.Main.Version, err, whereSources)
	}
	var found struct{ Dir string }
	err = json.Unmarshal(said, &found)
	return found.Dir, err
}

// copyModule copies what the program is made of: no tests, and nothing else that lies about.
func copyModule(to, from string) error {
	for _, name := range []string{"go.mod", "go.sum", "cmd", "proxy", "filters", "plugins"} {
		err := filepath.WalkDir(filepath.Join(from, name), func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && e.Name() == "testdata":
				return fs.SkipDir
			}
			return copyEntry(to, from, path, e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func copyEntry(to, from, path string, e fs.DirEntry) error {
	within, err := filepath.Rel(from, path)
	if err != nil {
		return err
	}
	target := filepath.Join(to, within)
	switch {
	case e.IsDir():
		return os.MkdirAll(target, 0o777)
	case !e.Type().IsRegular() || strings.HasSuffix(path, "_test.go"):
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(target, text, 0o666)
}
