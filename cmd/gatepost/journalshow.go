package main

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/journal/retell"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

func journalShowVerb() *cobra.Command {
	s := shower{format: oneOf("text", "json", "transcript")}
	c := &cobra.Command{
		Use:   "show [SESSION…]",
		Short: "Print sessions, or list the last ones",
		Long: `Print sessions: who said what on both legs, with what filters said and found, and what became of the mail. SESSION is an id, as the
log and the journal have it, or so much of an id's beginning or end that no other session has the same. Without SESSION the last twenty
are listed, or those that --last, --client and --since choose.

Lines that can't be read or are missing are told, and make the status 1. A journal that doesn't begin with its first line is told too, and the
status stays 0: older files may be removed.

--format transcript writes a dialogue for "gatepost test", so that what has happened once can be made to happen again; name several
sessions where a filter remembers, as rate_limit does. The journal has no secrets and no contents; made-up ones stand in their place, and
comments say where.`,
		Args: s.place.args(s.check),
		RunE: func(c *cobra.Command, args []string) error {
			s.out, s.lines.errs = c.OutOrStdout(), c.ErrOrStderr()
			return s.show(args)
		},
	}
	s.place.flags(c)
	c.Flags().Var(s.format, "format", "how it is printed; json is the lines of the journal as they are")
	s.wanted.flags(c)
	return c
}

// shower prints sessions.
type shower struct {
	place  shelf
	format *choice
	wanted wanted
	out    io.Writer
	lines  intact
}

// check sees whether the call makes sense: the list is for people.
func (s *shower) check(c *cobra.Command, args []string) error {
	if err := s.wanted.check(c, args); err != nil || s.format.word == "text" {
		return err
	}
	return some("SESSION, the id of a session, for this format")(c, args)
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
	if len(parts) == 0 {
		return s.list(archive)
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

// list prints the last sessions, a line each.
func (s *shower) list(archive *journal.Archive) error {
	if err := s.begins(archive); err != nil {
		return err
	}
	visits, err := archive.Latest(s.wanted.choice, func(bad *journal.DamagedError) { s.lines.note(bad) })
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TIME (UTC)\tSESSION\tCLIENT\tOUTCOME")
	for _, v := range visits {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", v.Time.Format(time.DateTime), filters.Clean(v.Session), filters.Clean(v.Client), v.Outcome)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return s.lines.end()
}

// begins tells where the record begins, if that isn't its first line.
func (s *shower) begins(archive *journal.Archive) error {
	first, err := archive.First()
	if err == nil && first != nil && first.N != 1 {
		fmt.Fprintf(s.lines.errs, "gatepost: the record begins with n %d, of %s UTC: what was before isn't here any more, as where older files were removed\n",
			first.N, first.Time.Format(time.DateTime))
	}
	return err
}

func (s *shower) print(sessions []iter.Seq[*journal.Record]) error {
	if s.format.word == "transcript" {
		return s.retell(sessions)
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

// retell writes a transcript. Sessions of the embedded default have no file that could be named when they are played: it is put in.
func (s *shower) retell(sessions []iter.Seq[*journal.Record]) error {
	tried := "" // the embedded default, for the front of these sessions
	for i, records := range sessions {
		sessions[i] = func(yield func(*journal.Record) bool) {
			for rec := range records {
				if tried == "" {
					tried = startingWith(rec.Front, defaultFile)
				}
				if !yield(rec) {
					return
				}
			}
		}
	}
	err := retell.Transcript(s.out, sessions...)
	if err == nil && tried != "" && s.place.config == "" {
		_, err = fmt.Fprintf(s.out, "\n-- %s --\n%s", proxytest.ConfigFile, tried)
	}
	return err
}

// startingWith is a configuration with the front of a label before the others, since it is the first to which the player's client talks.
// "": there is none of that label.
func startingWith(label, file string) string {
	front := regexp.MustCompile(fmt.Sprintf(`(?ms)^(smtp|pop3) "%s" \{.*?^\}\n`, regexp.QuoteMeta(label))).FindStringIndex(file)
	first := regexp.MustCompile(`(?m)^(smtp|pop3) "`).FindStringIndex(file)
	switch {
	case front == nil:
		return ""
	case front[0] == first[0]:
		return file
	}
	block, behind := file[front[0]:front[1]], strings.TrimPrefix(file[front[1]:], "\n")
	return strings.TrimRight(file[:first[0]]+block+"\n"+file[first[0]:front[0]]+behind, "\n") + "\n"
}

func (s *shower) printOne(p *journal.Printer, rec *journal.Record) error {
	if s.format.word == "json" {
		return printRaw(s.out, rec)
	}
	return p.Print(rec.Event())
}
