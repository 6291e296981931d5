package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/plugins"
)

func pluginCheckVerb() *cobra.Command {
	grants := []string{"dns", "store"}
	c := &cobra.Command{
		Use:   "check FILE…",
		Short: "Tell what is wrong with plugins",
		Long: `Tell all that is wrong with plugins, as the Go compiler words it or with what to write instead, and warn of what could end the whole program,
fails whenever it is reached, or can't be meant, such as a verdict that isn't returned. A directory stands for the Go files in it. Files of one
package in one directory are one plugin. Nothing is run.

Of a plugin that is right it says which hooks and options it has, and which grants it needs in its block of the configuration.`,
		Args: func(c *cobra.Command, args []string) error {
			if i := slices.IndexFunc(grants, func(g string) bool { return g != "dns" && g != "store" }); i >= 0 {
				return fmt.Errorf("--grant: there are dns and store, have %q", grants[i])
			}
			return some("FILE…, the Go files of plugins, or directories of them")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			return checkPlugins(args, plugins.Grants{DNS: slices.Contains(grants, "dns"), Store: slices.Contains(grants, "store")}, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringSliceVar(&grants, "grant", grants, "what the configuration lets them use")
	return c
}

// checkPlugins tells of all plugins that paths stand for; what is wrong on errs.
func checkPlugins(paths []string, grants plugins.Grants, out, errs io.Writer) error {
	sources, err := sourcesOf(paths)
	if err != nil {
		return err
	}
	failed := false
	for _, s := range sources {
		p, err := plugins.Check(s.files, grants)
		if err != nil {
			failed = true
			fmt.Fprintln(errs, err)
			continue
		}
		for _, w := range p.Warnings {
			fmt.Fprintln(errs, "warning: "+w.Error())
		}
		fmt.Fprintf(out, "%s: ok: %s\n", s.name, pluginContents(p, s.files))
	}
	if failed {
		return errSaid
	}
	return nil
}

// pluginContents says what a plugin has, and what its block has to say: package quota, hook Recipient, option max, needs grant = ["store"].
func pluginContents(p *plugins.Program, files []plugins.File) string {
	needs := "needs no grant"
	if needed := grantsOf(files); len(needed) > 0 {
		needs = fmt.Sprintf(`needs grant = ["%s"]`, strings.Join(needed, `", "`))
	}
	return "package " + p.Package + ", " + listedAs("hook", p.Hooks) + ", " + listedAs("option", p.Options) + ", " + needs
}

// listedAs says how many of something there are, and which.
func listedAs(noun string, names []string) string {
	switch len(names) {
	case 0:
		return "no " + noun + "s"
	case 1:
		return noun + " " + names[0]
	}
	return noun + "s " + strings.Join(names, ", ")
}

// grantsOf are the grants without which a plugin that is right doesn't pass.
func grantsOf(files []plugins.File) []string {
	var needed []string
	if _, err := plugins.Check(files, plugins.Grants{Store: true}); err != nil {
		needed = append(needed, "dns")
	}
	if _, err := plugins.Check(files, plugins.Grants{DNS: true}); err != nil {
		needed = append(needed, "store")
	}
	return needed
}
