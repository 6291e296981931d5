package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// maxListed is how many sessions the list has, unless it is asked for more.
const maxListed = 20

// wanted chooses the sessions of a list.
type wanted struct {
	last   int
	client string
	since  duration
	choice journal.Choice // what these mean
}

func (w *wanted) flags(c *cobra.Command) {
	c.Flags().IntVar(&w.last, "last", maxListed, "list so many sessions at most; all, where --since is there without it")
	c.Flags().StringVar(&w.client, "client", "", "list only clients of this address, or of this network such as 192.0.2.0/24")
	c.Flags().Var(&w.since, "since", "list only sessions that were opened within this time, such as 24h or 7d")
}

// check reads them. They are of no use where sessions are named.
func (w *wanted) check(c *cobra.Command, args []string) (err error) {
	chosen := c.Flags().Changed("last")
	switch {
	case len(args) > 0 && (chosen || w.client != "" || w.since > 0):
		return errors.New("--last, --client and --since choose what is listed: leave SESSION out, or them")
	case w.last < 1:
		return fmt.Errorf("--last: want a number from 1, have %d", w.last)
	case chosen || w.since == 0:
		w.choice.Last = w.last
	}
	if w.since > 0 {
		w.choice.From = time.Now().Add(-time.Duration(w.since))
	}
	if w.client != "" {
		w.choice.Client, err = clientsOf(w.client)
	}
	return err
}
