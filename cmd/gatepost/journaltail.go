package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// pollEvery is how often a journal is looked at for more.
const pollEvery = 200 * time.Millisecond

func journalTailVerb() *cobra.Command {
	t := tailer{format: oneOf("text", "json")}
	c := &cobra.Command{
		Use:   "tail",
		Short: "Print the journal as it is written",
		Long: `Print the last lines of the journal, and what comes then, until it is interrupted. --session and --client choose among the lines that are
printed.`,
		Args: t.place.args(t.check),
		RunE: func(c *cobra.Command, args []string) error {
			t.out, t.errs = c.OutOrStdout(), c.ErrOrStderr()
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return t.follow(ctx)
		},
	}
	t.place.flags(c)
	c.Flags().Var(t.format, "format", "how it is printed; json is the lines of the journal as they are")
	c.Flags().IntVarP(&t.lines, "lines", "n", 20, "how many lines before the end to begin")
	c.Flags().BoolVar(&t.all, "all", false, "begin with the first line of all")
	c.Flags().StringVar(&t.session, "session", "", "only sessions whose id begins or ends like this")
	c.Flags().StringVar(&t.client, "client", "", "only clients of this address, or of this network such as 192.0.2.0/24")
	return c
}

// tailer follows a journal.
type tailer struct {
	place   shelf
	format  *choice
	lines   int
	all     bool
	session string
	client  string
	network netip.Prefix // of client
	out     io.Writer
	errs    io.Writer
}

// check sees whether the call makes sense.
func (t *tailer) check(c *cobra.Command, args []string) (err error) {
	if t.lines < 0 {
		return fmt.Errorf("--lines: want a number from 0, have %d", t.lines)
	}
	if t.client != "" {
		if t.network, err = clientsOf(t.client); err != nil {
			return err
		}
	}
	return none(c, args)
}

// clientsOf is what --client means.
func clientsOf(text string) (netip.Prefix, error) {
	network, err := networkOf(text)
	if err != nil {
		return network, fmt.Errorf("--client: want an address or a network such as 192.0.2.0/24, have %q", text)
	}
	return network, nil
}

// networkOf reads an address as a network of its own.
func networkOf(text string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(text); err == nil {
		return addr.Unmap().Prefix(addr.Unmap().BitLen())
	}
	network, err := netip.ParsePrefix(text)
	return network.Masked(), err
}

// follow prints until ctx ends, which is what is wanted, or an error. It is one, too, if the journal is damaged.
func (t *tailer) follow(ctx context.Context) error {
	dir, err := t.place.find()
	if err != nil {
		return err
	}
	if t.all {
		t.lines = -1
	}
	f, err := journal.Follow(dir, t.lines)
	if err != nil {
		return err
	}
	defer f.Close()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	wait := func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			return nil
		}
	}
	lines := &intact{errs: t.errs}
	p := &journal.Printer{Out: t.out, Colour: wantsColour(t.out), Sessions: true}
	for ctx.Err() == nil && err == nil {
		rec, missing := f.Next(ctx, wait)
		switch {
		case missing == nil:
			err = t.print(p, rec)
		case !lines.note(missing):
			err = missing
		}
	}
	if ctx.Err() != nil {
		return lines.end()
	}
	return err
}

// print prints a line, if it is one of those that are wanted.
func (t *tailer) print(p *journal.Printer, rec *journal.Record) error {
	if session := strings.ToUpper(t.session); !strings.HasPrefix(rec.Session, session) && !strings.HasSuffix(rec.Session, session) {
		return nil
	}
	if client, err := netip.ParseAddrPort(rec.Client); t.client != "" && (err != nil || !t.network.Contains(client.Addr().Unmap())) {
		return nil
	}
	if t.format.word == "json" {
		return printRaw(t.out, rec)
	}
	return p.Print(rec.Event())
}
