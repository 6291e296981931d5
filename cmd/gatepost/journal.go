package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/config"
)

func journalVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "journal",
		Short: "Read the record of what was said and decided",
		Long: `Read the journal, the record of all sessions: a line of JSON for each thing that was said, found, decided or changed, one file a
day. It can be read while it is written.`,
		Args: verbs,
		RunE: func(c *cobra.Command, args []string) error { return c.Help() },
	}
	c.AddCommand(journalShowVerb(), journalTailVerb(), journalShadowVerb())
	return c
}

// shelf is where the journal is.
type shelf struct{ dir, config string }

func (s *shelf) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.dir, "dir", "", "the directory of the journal")
	c.Flags().StringVar(&s.config, "config", "", "a configuration that names it")
}

// args adds to a verb's arguments that it must be known where the journal is.
func (s *shelf) args(rest cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if (s.dir == "") == (s.config == "") {
			return fmt.Errorf("%s wants either --dir, the directory of the journal, or --config, a configuration that names it", c.Name())
		}
		return rest(c, args)
	}
}

// find is the directory.
func (s *shelf) find() (string, error) {
	if s.dir != "" {
		return s.dir, nil
	}
	cfg, _, err := config.Inspect(s.config, known(nil))
	if err != nil {
		return "", err
	}
	if cfg.Journal.Dir == "" {
		return "", errors.New(s.config + ` keeps no journal: it has no block journal { dir = "…" }`)
	}
	return cfg.Journal.Dir, nil
}
