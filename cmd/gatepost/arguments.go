package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// These tell what a verb takes: "FILE, the configuration to check".

// one is for a verb with one argument.
func one(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s wants %s", c.Name(), what)
		}
		return atMostOne(what)(c, args)
	}
}

// atMostOne is for a verb with an argument that may be absent.
func atMostOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > 1 {
			return fmt.Errorf("%s wants %s, and nothing more: have %q", c.Name(), what, args)
		}
		return nil
	}
}

// some is for a verb with one argument or more.
func some(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s wants %s", c.Name(), what)
		}
		return nil
	}
}

// none is for a verb without arguments.
func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments: have %q", c.Name(), args)
	}
	return nil
}

// verbs is for a verb that has others below it, and no arguments of its own.
func verbs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, verb := range c.Commands() {
		known = append(known, verb.Name())
	}
	return fmt.Errorf("unknown command %q for %q; there are %s", args[0], c.CommandPath(), strings.Join(known, ", "))
}

// helpVerb is cobra's, but for what it does about a verb that there isn't: that call makes no sense.
func helpVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "Explain a verb",
		Args: func(c *cobra.Command, args []string) error {
			_, _, err := c.Root().Find(args)
			return err
		},
		RunE: func(c *cobra.Command, args []string) error {
			verb, _, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			verb.InitDefaultHelpFlag()
			return verb.Help()
		},
	}
}
