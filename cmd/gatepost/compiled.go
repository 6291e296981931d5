package main

import "github.com/gatepost-mail/gatepost/plugins"

// compiledPlugins are the plugins that are part of this program, each under the digest of the sources that it was compiled of. It
// comes with none; "gatepost build" writes this file anew.
func compiledPlugins() map[string]plugins.New { return nil }
