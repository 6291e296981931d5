package journal

import (
	"fmt"
	"iter"
	"os"
	"syscall"
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

// First is the first line there is, whose n is 1 in a journal from which nothing was removed. It is nil where there is none, or damage comes
// first, of which whoever reads on is told.
func (a *Archive) First() (*Record, error) {
	for rec, err := range a.Records() {
		if isDamage(err) {
			return nil, nil
		}
		return rec, err
	}
	return nil, nil
}

// isWritten tells whether a gatepost has the journal open, which is so where it can't be told.
func (a *Archive) isWritten() bool {
	dir, err := os.Open(a.dir)
	if err != nil {
		return true
	}
	defer dir.Close()
	return syscall.Flock(int(dir.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil
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

// Records yields all lines, from the first to the last. A *[DamagedError] is yielded in the place of its line, or before the line before which
// others are missing; after any other error there is nothing more.
func (a *Archive) Records() iter.Seq2[*Record, error] {
	return a.read(a.days, pass{want: func([]byte) bool { return true }, whole: true, count: byN()})
}

// records reads the days' lines and yields those of which want likes the bytes, with errors as in Records but for what is missing.
func (a *Archive) records(days []day, want func(raw []byte) bool) iter.Seq2[*Record, error] {
	return a.read(days, pass{want: want})
}

// read reads the days' files.
func (a *Archive) read(days []day, p pass) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		p.yield, p.last, p.busy = yield, a.days[len(a.days)-1], a.isWritten
		for _, d := range days {
			if !p.file(d) {
				return
			}
		}
	}
}
