package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/plugins"
)

func buildVerb() *cobra.Command {
	a := assembly{}
	c := &cobra.Command{
		Use:   "build --with PATH…",
		Short: "Make a gatepost with plugins compiled in",
		Long: `Make a gatepost that has plugins compiled in, for full speed. PATH is what "plugin check" takes: a Go file, or a directory of them.

Configurations stay as they are: a plugin whose sources are those that were compiled runs compiled, any other is interpreted, so a file that
was changed since then isn't mistaken for the one in the program.

This takes a Go toolchain, and the sources of gatepost: those of --source, or of the checkout that one is in, or of this program's
version in the module cache.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(a.with)+len(args) == 0 {
				return errors.New("build wants --with PATH…, the plugins to compile in")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			a.with = append(a.with, args...)
			return a.build(c.OutOrStdout())
		},
	}
	c.Flags().StringSliceVar(&a.with, "with", nil, "plugins: Go files, or directories of them")
	c.Flags().StringVarP(&a.out, "output", "o", "gatepost", "the program to make")
	c.Flags().StringVar(&a.source, "source", "", "a directory with the sources of gatepost")
	return c
}

// assembly makes a program.
type assembly struct {
	with   []string
	out    string
	source string
}

func (a *assembly) build(out io.Writer) error {
	if _, err := toolchain(); err != nil {
		return err
	}
	sources, err := sourcesOf(a.with)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if _, err := plugins.Check(s.files, plugins.Grants{DNS: true, Store: true}); err != nil {
			return err
		}
	}
	if err := a.compile(sources); err != nil {
		return err
	}
	var names []string
	for _, s := range sources {
		names = append(names, s.clause)
	}
	_, err = fmt.Fprintf(out, "%s: gatepost with %s compiled in\n", a.out, strings.Join(names, ", "))
	return err
}

// compile makes the program in a copy of the sources.
func (a *assembly) compile(sources []*pluginSource) error {
	module, err := a.module()
	if err != nil {
		return err
	}
	target, err := filepath.Abs(a.out)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "gatepost-build-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyModule(dir, module); err != nil {
		return err
	}
	if err := compileInto(filepath.Join(dir, "cmd", "gatepost"), sources); err != nil {
		return err
	}
	_, err = goCommand(dir, "build", "-trimpath", "-buildvcs=false", "-o", target, "./cmd/gatepost")
	return err
}

// compileInto puts plugins below the program's own package, and into its table.
func compileInto(dir string, sources []*pluginSource) error {
	var imports, rows strings.Builder
	for i, s := range sources {
		folder := fmt.Sprintf("p%d", i)
		if err := os.MkdirAll(filepath.Join(dir, "compiled", folder), 0o777); err != nil {
			return err
		}
		for _, f := range s.files {
			if err := os.WriteFile(filepath.Join(dir, "compiled", folder, filepath.Base(f.Name)), f.Source, 0o666); err != nil {
				return err
			}
		}
		fmt.Fprintf(&imports, "\t%s %q\n", folder, modulePath+"/cmd/gatepost/compiled/"+folder)
		fmt.Fprintf(&rows, "\t\t{%q, %q, %s.New},\n", s.clause, digestOf(s.files), folder)
	}
	table := fmt.Sprintf(compiledTable, imports.String(), rows.String())
	return os.WriteFile(filepath.Join(dir, "compiled.go"), []byte(table), 0o666)
}

// compiledTable is compiled.go of a program with plugins.
const compiledTable = `package main

import (
%s)

// compiledPlugins are the plugins that are part of this program.
func compiledPlugins() []compiledPlugin {
	return []compiledPlugin{
%s	}
}
`
