package main

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
	"golang.org/x/tools/go/gcexportdata"
)

// writeTypes writes the export data of the allowed packages and of filters/message, which filters gives names to.
func writeTypes(dir string) error {
	files, err := compiled()
	if err != nil {
		return err
	}
	var all []symbols.Exported
	for _, path := range append([]string{symbols.Message}, symbols.Packages...) {
		p, err := load(files, path)
		if err != nil {
			return err
		}
		var data bytes.Buffer
		if err := gcexportdata.Write(&data, token.NewFileSet(), p); err != nil {
			return err
		}
		all = append(all, symbols.Exported{Path: path, Data: data.Bytes()})
	}
	var raw bytes.Buffer
	if err := gob.NewEncoder(&raw).Encode(all); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "types.gz"), squeezed(raw.Bytes()), 0o666)
}

// compiled is where the compiler has left each package.
func compiled() (map[string]string, error) {
	args := append([]string{"list", "-trimpath", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}"}, symbols.Packages...)
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		files[path] = file
	}
	return files, nil
}

// load reads what the compiler has exported of a package.
func load(files map[string]string, path string) (*types.Package, error) {
	open := func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
	return importer.ForCompiler(token.NewFileSet(), "gc", open).Import(path)
}

func squeezed(data []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a right one, and a buffer takes all
	z.Write(data)
	z.Close()
	return out.Bytes()
}
