package main

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// intact passes the lines on that could be read, tells of damage, and remembers the error.
type intact struct {
	errs    io.Writer
	err     error // errSaid if the journal is damaged; another one ended the reading
	places  int   // where it is damaged
	missing int64 // lines
}

// maxPlaces is how many places are told. All are counted.
const maxPlaces = 20

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

// note tells of damage; false: the error is another one.
func (i *intact) note(err error) bool {
	var bad *journal.DamagedError
	if !errors.As(err, &bad) {
		return false
	}
	i.err = errSaid
	i.missing += bad.Missing
	if i.places++; i.places <= maxPlaces {
		fmt.Fprintf(i.errs, "gatepost: %s\n", filters.Clean(bad.Error()))
	}
	return true
}

// end sums up damage in several places, and gives the error.
func (i *intact) end() error {
	if i.places > 1 {
		fmt.Fprintf(i.errs, "gatepost: the record is damaged: %s", count(i.places, "place"))
		if i.missing > 0 {
			fmt.Fprintf(i.errs, ", %s missing", count(int(i.missing), "line"))
		}
		fmt.Fprintln(i.errs)
	}
	return i.err
}

// printRaw prints a line as it stands in the journal.
func printRaw(out io.Writer, rec *journal.Record) error {
	_, err := fmt.Fprintf(out, "%s\n", rec.JSON())
	return err
}
