package journal

import (
	"fmt"
	"io"
	"iter"
	"os"
	"time"
)

// Archive is a journal as it is read, also while it is written. Of its files one line at a time is in memory.
type Archive struct {
	dir  string
	days []day // the oldest first
}

// OpenArchive finds the files of the journal in dir.
func OpenArchive(dir string) (*Archive, error) {
	days, err := daysIn(dir)
	if err == nil && len(days) == 0 {
		err = fmt.Errorf("journal: %s is no journal, or has nothing on record yet: no file journal-YYYY-MM-DD.jsonl is in it", dir)
	}
	return &Archive{dir, days}, err
}

// between are the days on which something from from to to may be on record; a zero time is no bound. A day more on both sides is
// for lines that were made just before midnight and written behind it, and for clocks that were set back.
func (a *Archive) between(from, to time.Time) []day {
	var some []day
	for _, d := range a.days {
		early := !from.IsZero() && d.date.Before(dayOf(from).AddDate(0, 0, -1))
		late := !to.IsZero() && d.date.After(dayOf(to).AddDate(0, 0, 1))
		if !early && !late {
			some = append(some, d)
		}
	}
	return some
}

// Records yields all lines, from the first to the last. A *[DamagedError] is yielded in the place of its line; after any other error
// there is nothing more.
func (a *Archive) Records() iter.Seq2[*Record, error] {
	return a.records(a.days, func([]byte) bool { return true })
}

// records reads the days' lines and yields those of which want likes the bytes, with errors as in Records.
func (a *Archive) records(days []day, want func(raw []byte) bool) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		for _, d := range days {
			if !a.read(d, want, yield) {
				return
			}
		}
	}
}

// read reads one file; false: nobody wants more, or there can't be more.
func (a *Archive) read(d day, want func([]byte) bool, yield func(*Record, error) bool) bool {
	f, err := os.Open(d.path)
	if err != nil {
		yield(nil, fmt.Errorf("journal: %w", err))
		return false
	}
	defer f.Close()
	r := newLineReader(d.name(), f, 0)
	for {
		raw, err := r.next()
		switch {
		case err == io.EOF:
			return a.readRest(d, r, want, yield)
		case isDamage(err):
			if want(raw) && !yield(nil, err) {
				return false
			}
		case err != nil:
			yield(nil, fmt.Errorf("journal: %w", err))
			return false
		case want(raw):
			if rec, err := r.record(raw); !yield(rec, err) {
				return false
			}
		}
	}
}

// readRest judges half a line at the end of a file: it is being written, unless a later file was begun.
func (a *Archive) readRest(d day, r *lineReader, want func([]byte) bool, yield func(*Record, error) bool) bool {
	rest := r.rest()
	if len(rest) == 0 || d == a.days[len(a.days)-1] || !want(rest) {
		return true
	}
	return yield(nil, r.torn())
}
