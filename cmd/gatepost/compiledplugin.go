package main

import (
	"fmt"
	"io"

	"github.com/gatepost-mail/gatepost/plugins"
)

// compiledPlugin is a plugin that is part of this program.
type compiledPlugin struct {
	name   string // of its package
	digest string // of the sources that it was compiled of, see digestOf
	of     plugins.New
}

// compiledOf is the plugin of these very sources that is part of this program; nil if there is none.
func compiledOf(files []plugins.File) plugins.New {
	digest := digestOf(files)
	for _, c := range compiledPlugins() {
		if c.digest == digest {
			return c.of
		}
	}
	return nil
}

// writeCompiled tells of each.
func writeCompiled(w io.Writer, all []compiledPlugin) {
	for _, c := range all {
		fmt.Fprintf(w, "with plugin %s, of sources %.12s\n", c.name, c.digest)
	}
}
