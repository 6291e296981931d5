package main

import (
	"io"
	"iter"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/journal/retell"
)

func journalShowVerb() *cobra.Command {
	s := shower{format: oneOf("text", "json", "transcript")}
	c := &cobra.Command{
		Use:   "show SESSION…",
		Short: "Print sessions",
		Long: `Print sessions: who said what on both legs, with what filters said and found, and what became of the mail. SESSION is an id, as the
log and the journal have it, or so much of an id's beginning or end that no other session has the same.

--format transcript writes a dialogue for "gatepost test", so that what has happened once can be made to happen again; name several
sessions where a filter remembers, as rate_limit does. The journal has no secrets and no contents; made-up ones stand in their place, and
comments say where.`,
		Args: s.place.args(some("SESSION, the id of a session")),
		RunE: func(c *cobra.Command, args []string) error {
			s.out, s.lines.errs = c.OutOrStdout(), c.ErrOrStderr()
			return s.show(args)
		},
	}
	s.place.flags(c)
	c.Flags().Var(s.format, "format", "how it is printed; json is the lines of the journal as they are")
	return c
}

// shower prints sessions.
type shower struct {
	place  shelf
	format *choice
	out    io.Writer
	lines  intact
}

func (s *shower) show(parts []string) error {
	dir, err := s.place.find()
	if err != nil {
		return err
	}
	archive, err := journal.OpenArchive(dir)
	if err != nil {
		return err
	}
	var sessions []iter.Seq[*journal.Record]
	for _, part := range parts {
		id, err := archive.Find(part)
		if err != nil {
			return err
		}
		sessions = append(sessions, s.lines.of(archive.Session(id)))
	}
	if err := s.print(sessions); err != nil {
		return err
	}
	return s.lines.end()
}

func (s *shower) print(sessions []iter.Seq[*journal.Record]) error {
	if s.format.word == "transcript" {
		return retell.Transcript(s.out, sessions...)
	}
	for _, records := range sessions {
		p := &journal.Printer{Out: s.out, Colour: wantsColour(s.out)}
		for rec := range records {
			if err := s.printOne(p, rec); err != nil {
				return err
			}
		}
		if err := p.End(); err != nil {
			return err
		}
	}
	return nil
}

func (s *shower) printOne(p *journal.Printer, rec *journal.Record) error {
	if s.format.word == "json" {
		return printRaw(s.out, rec)
	}
	return p.Print(rec.Event())
}
