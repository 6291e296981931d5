package symbols

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/gob"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

// Exported is the export data of a package.
type Exported struct {
	Path string
	Data []byte
}

// typeData is a gzip of a gob of []Exported.
//
//go:embed types.gz
var typeData []byte

var unpacked = sync.OnceValues(func() (map[string][]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(typeData))
	if err != nil {
		return nil, err
	}
	var all []Exported
	if err := gob.NewDecoder(z).Decode(&all); err != nil {
		return nil, err
	}
	data := map[string][]byte{}
	for _, e := range all {
		data[e.Path] = e.Data
	}
	return data, nil
})

// Importer gives the checker the packages that scripts may import. It is for one goroutine.
type Importer struct {
	fset  *token.FileSet
	known map[string]*types.Package
}

// NewImporter makes an importer that has read nothing yet.
func NewImporter() *Importer {
	return &Importer{fset: token.NewFileSet(), known: map[string]*types.Package{}}
}

// Import reads the types of a package. The error says that a script can't have it.
func (i *Importer) Import(path string) (*types.Package, error) {
	if p := i.known[path]; p != nil && p.Complete() {
		return p, nil
	}
	data, err := unpacked()
	if err != nil {
		return nil, err
	}
	if _, ok := data[path]; !ok {
		return nil, Unavailable(path)
	}
	return gcexportdata.Read(bytes.NewReader(data[path]), i.fset, i.known, path)
}
