package main

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// intact passes the lines on that could be read, tells of the damaged ones, and remembers the error.
type intact struct {
	errs io.Writer
	err  error // errSaid if there were damaged lines; another one ended the reading
}

func (i *intact) of(records iter.Seq2[*journal.Record, error]) iter.Seq[*journal.Record] {
	return func(yield func(*journal.Record) bool) {
		for rec, err := range records {
			switch {
			case err != nil && !i.note(err):
				i.err = err
			case err == nil && !yield(rec):
				return
			}
		}
	}
}

// note tells of a damaged line; false: the error is another one.
func (i *intact) note(err error) bool {
	var bad *journal.DamagedError
	if !errors.As(err, &bad) {
		return false
	}
	fmt.Fprintf(i.errs, "gatepost: %s\n", filters.Clean(bad.Error()))
	i.err = errSaid
	return true
}

// printRaw prints a line as it stands in the journal.
func printRaw(out io.Writer, rec *journal.Record) error {
	_, err := fmt.Fprintf(out, "%s\n", rec.JSON())
	return err
}
