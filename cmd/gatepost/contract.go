package main

import (
	"embed"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"

	"github.com/gatepost-mail/gatepost/plugins/symbols"
)

// contractFiles are what a filter may use, as Go declarations with their comments and without bodies: package filters as far as the
// gate lets a script see it, and of filters/message the types that it names. They are made of the sources, which a program
// doesn't have in it.
//
//go:generate go test -run ^TestContractIsCurrent$ -update-manuals .
//go:embed contract/*.txt
var contractFiles embed.FS

// The files of the contract, and the packages they are.
const (
	contractFilters = "contract/filters.txt"
	contractMessage = "contract/message.txt"
)

// contract is the documentation of both packages.
type contract struct {
	set              *token.FileSet
	filters, message *doc.Package
}

// readContract reads what the program has of it. An error is the program's own fault.
func readContract() (*contract, error) {
	c := &contract{set: token.NewFileSet()}
	var err error
	if c.filters, err = c.read(contractFilters, symbols.Filters); err != nil {
		return nil, err
	}
	c.message, err = c.read(contractMessage, symbols.Message)
	return c, err
}

func (c *contract) read(file, path string) (*doc.Package, error) {
	text, err := fs.ReadFile(contractFiles, file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(c.set, path+".go", text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return doc.NewFromFiles(c.set, []*ast.File{parsed}, path)
}
