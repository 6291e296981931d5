package main

// compiledPlugins are the plugins that are part of this program. It comes with none; "gatepost build" writes this file anew.
func compiledPlugins() []compiledPlugin { return nil }
