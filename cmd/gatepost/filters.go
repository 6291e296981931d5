package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/config"
)

func filtersVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "filters [NAME]",
		Short: "List the built-in filters, or explain one",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return exists(args[0], builtins())
			}
			return atMostOne("NAME, a built-in filter")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listFilters(c.OutOrStdout(), builtins())
			}
			_, err := io.WriteString(c.OutOrStdout(), manual(args[0], builtins()[args[0]]))
			return err
		},
	}
}

// exists tells what is wrong with the name of a filter.
func exists(name string, all config.Builtins) error {
	if all[name] != nil {
		return nil
	}
	help := all.Suggestion(name)
	if help == "" {
		help = "; there are " + strings.Join(names(all), ", ")
	}
	return fmt.Errorf("there is no filter %q%s", name, help)
}

// names are those of the built-ins, sorted.
func names(all config.Builtins) []string { return slices.Sorted(maps.Keys(all)) }

// listFilters writes a table: each filter, and what it does in a sentence.
func listFilters(w io.Writer, all config.Builtins) error {
	width := 0
	for name := range all {
		width = max(width, len(name))
	}
	var b strings.Builder
	for _, name := range names(all) {
		b.WriteString(hanging(fmt.Sprintf("%-*s  ", width, name), firstSentence(name), width+2))
	}
	b.WriteString("\n\"gatepost filters NAME\" explains one, with its options.\n")
	_, err := io.WriteString(w, b.String())
	return err
}
