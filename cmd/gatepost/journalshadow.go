package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

func journalShadowVerb() *cobra.Command {
	var s shadowCounter
	c := &cobra.Command{
		Use:   "shadow",
		Short: "Count what filters in shadow would have done",
		Long: `Count what filters with mode = "shadow" would have done, by filter, hook and verdict. DELIVERED is how many of these were about messages
that were delivered all the same, or that a POP3 client got; of what was said outside of a transaction (at Connect, Hello, Login), how many
were in sessions that delivered something. LAST is the session and the reason of the last, for "gatepost journal show".

Lines that can't be read or are missing are told; then the counts may be too low, and the status is 1.`,
		Args: s.place.args(s.check),
		RunE: func(c *cobra.Command, args []string) error {
			s.out, s.errs = c.OutOrStdout(), c.ErrOrStderr()
			return s.count()
		},
	}
	s.place.flags(c)
	c.Flags().Var(&s.since, "since", "only what was said within this time, such as 24h or 7d")
	c.Flags().StringVar(&s.first, "from", "", "only from this day on, such as 2026-01-31 (UTC)")
	c.Flags().StringVar(&s.last, "to", "", "only up to this day, which counts too")
	return c
}

// shadowCounter counts and prints.
type shadowCounter struct {
	place       shelf
	since       duration
	first, last string
	from, to    time.Time // what these mean; zero: no bound
	out         io.Writer
	errs        io.Writer
}

// check reads the bounds.
func (s *shadowCounter) check(c *cobra.Command, args []string) (err error) {
	switch {
	case s.since > 0 && (s.first != "" || s.last != ""):
		return errors.New("--since is one way to say the time, --from and --to another: leave one out")
	case s.since > 0:
		s.from = time.Now().Add(-time.Duration(s.since))
	}
	if s.first != "" {
		if s.from, err = time.Parse(time.DateOnly, s.first); err != nil {
			return fmt.Errorf("--from: want a day such as 2026-01-31, have %q", s.first)
		}
	}
	if s.last != "" {
		if s.to, err = time.Parse(time.DateOnly, s.last); err != nil {
			return fmt.Errorf("--to: want a day such as 2026-01-31, have %q", s.last)
		}
		s.to = s.to.AddDate(0, 0, 1)
	}
	return none(c, args)
}

func (s *shadowCounter) count() error {
	dir, err := s.place.find()
	if err != nil {
		return err
	}
	archive, err := journal.OpenArchive(dir)
	if err != nil {
		return err
	}
	lines := &intact{errs: s.errs}
	rows, err := archive.Shadow(s.from, s.to, func(err error) { lines.note(err) })
	if err != nil {
		return err
	}
	if err := s.print(rows); err != nil {
		return err
	}
	return lines.end()
}

func (s *shadowCounter) print(rows []journal.Shadowed) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(s.out, "no filter in shadow has said anything")
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FILTER\tHOOK\tVERDICT\tCOUNT\tDELIVERED\tLAST")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%s\n", filters.Clean(r.Filter), filters.Clean(r.Hook), filters.Clean(r.Verdict),
			r.Count, r.Delivered, filters.Clean(strings.TrimSpace(r.Session+" "+r.Reason)))
	}
	return table.Flush()
}
