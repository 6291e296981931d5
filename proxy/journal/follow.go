package journal

import (
	"context"
	"fmt"
	"io"
	"os"
)

// Follower reads a journal on as it is written, from one day's file to the next. It is closed when it is needed no more.
type Follower struct {
	dir  string
	file *os.File // nil: no file was begun yet
	day  day
	in   *lineReader
	over bool // a later file was there when this one was read last

	count *census
	ahead *Record // was read, and comes behind what is missing before it
}

// Follow begins to read the journal in dir, so many lines before its end; -1 is its first line. There may be no file yet.
func Follow(dir string, lines int) (*Follower, error) {
	days, err := daysIn(dir)
	if err != nil {
		return nil, err
	}
	f := &Follower{dir: dir, count: byN()}
	if len(days) == 0 {
		return f, nil
	}
	at, offset := days[0], int64(0)
	if lines >= 0 {
		if at, offset, err = linesBack(days, lines); err != nil {
			return nil, err
		}
	}
	return f, f.open(at, offset)
}

// Close closes the file that is being read.
func (f *Follower) Close() {
	if f.file != nil {
		f.file.Close()
	}
}

func (f *Follower) open(d day, offset int64) error {
	file, err := d.open()
	if err != nil {
		return err
	}
	if _, err = file.Seek(offset, io.SeekStart); err != nil {
		file.Close()
		return fmt.Errorf("journal: %w", err)
	}
	f.Close()
	f.file, f.day, f.in, f.over = file, d, newLineReader(d.name(), file, offset), false
	return nil
}

// Next returns the next line. Where there is none, it calls wait and looks again, until wait fails: its error is returned. After a
// *[DamagedError] reading goes on; one for lines that are missing comes before the line behind them.
func (f *Follower) Next(ctx context.Context, wait func(context.Context) error) (*Record, error) {
	for {
		rec, err := f.read()
		if err != io.EOF {
			return rec, err
		}
		if err := wait(ctx); err != nil {
			return nil, err
		}
	}
}

// read reads a line; io.EOF: there is none yet.
func (f *Follower) read() (*Record, error) {
	if rec := f.ahead; rec != nil {
		f.ahead = nil
		return rec, nil
	}
	for {
		if f.file != nil {
			raw, err := f.in.next()
			if err == nil {
				return f.counted(f.in.record(raw))
			}
			if err != io.EOF {
				return f.counted(nil, err)
			}
		}
		if err := f.turn(); err != nil {
			return f.counted(nil, err)
		}
	}
}

// counted is what was read, or what is missing before it.
func (f *Follower) counted(rec *Record, err error) (*Record, error) {
	if err != nil {
		if isDamage(err) {
			f.count.skip()
		}
		return nil, err
	}
	if gap := f.count.next(&rec.Line); gap != nil {
		f.ahead = rec
		return nil, f.in.damaged(gap)
	}
	return rec, nil
}

// turn opens the next file, if it has been begun and the last is read to its end: what was written to that one before, was written before
// this was there to be seen. One that was taken from its place has a next of the same day, and one that lost half a line by a crash goes on
// where that began, if it is seen in time. One that has lost whole lines is read again from its first: it may be another's by now.
func (f *Follower) turn() error {
	switch size, known := f.size(); {
	case known && size < f.in.begun():
		return f.open(f.day, 0)
	case known && size < f.in.at+f.in.size:
		return f.open(f.day, f.in.begun())
	}
	next, err := f.later()
	switch {
	case err != nil:
		return err
	case next == nil:
		return io.EOF
	case f.file != nil && !f.over:
		f.over = true
		return nil
	case f.file == nil || len(f.in.rest()) == 0:
		return f.open(*next, 0)
	}
	torn := f.in.torn()
	if err := f.open(*next, 0); err != nil {
		return err
	}
	return torn
}

// later is the file behind the one that is being read; nil: it hasn't been begun.
func (f *Follower) later() (*day, error) {
	days, err := daysIn(f.dir)
	if err != nil {
		return nil, err
	}
	for _, d := range days {
		if f.file == nil || d.date.After(f.day.date) || d == f.day && !f.inPlace() {
			return &d, nil
		}
	}
	return nil, nil
}

// inPlace tells whether the file is still where its name says.
func (f *Follower) inPlace() bool {
	there, err := os.Stat(f.day.path)
	if err != nil {
		return true // nor is there another
	}
	info, err := f.file.Stat()
	return err != nil || os.SameFile(there, info)
}

// size is how long the file is now.
func (f *Follower) size() (size int64, known bool) {
	if f.file == nil {
		return 0, false
	}
	info, err := f.file.Stat()
	if err != nil {
		return 0, false
	}
	return info.Size(), true
}
