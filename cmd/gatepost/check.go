package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

func checkVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Tell what is wrong with a configuration",
		Args:  one("FILE, the configuration to check"),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Load(args[0], builtins())
			if err != nil {
				return err
			}
			for _, text := range config.Warnings(cfg) {
				fmt.Fprintf(c.ErrOrStderr(), "warning: %s: %s\n", args[0], text)
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: ok: %s\n", args[0], contents(cfg))
			return nil
		},
	}
}

// contents counts what a configuration has.
func contents(cfg *proxy.Config) string {
	filters := 0
	for _, f := range cfg.Fronts {
		filters += len(f.Chain.Labels())
	}
	return fmt.Sprintf("%s, %s, %s", count(len(cfg.Fronts), "front"), count(len(cfg.Upstreams), "upstream"), count(filters, "filter"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
