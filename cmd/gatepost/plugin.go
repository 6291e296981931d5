package main

import (
	"github.com/spf13/cobra"
)

func pluginVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "plugin",
		Short: "Write filters of one's own",
		Long: `Write filters of one's own: Go files that the gateway interprets, as its configuration names them in a block plugin "NAME" {
source = "…" }. None of these verbs needs a Go toolchain, but for "test --engine".`,
		Args: none,
		RunE: func(c *cobra.Command, args []string) error { return c.Help() },
	}
	c.AddCommand(pluginNewVerb(), pluginCheckVerb(), pluginTestVerb(), pluginDevVerb(), pluginDocVerb())
	return c
}
