package journal

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// dayName is how the file of a day is named.
const dayName = "journal-2006-01-02.jsonl"

// day is a file of a journal.
type day struct {
	date time.Time // its midnight, UTC
	path string
}

func (d day) name() string { return filepath.Base(d.path) }

// open opens the file to read it. A pipe that has come to stand at its place isn't waited for.
func (d day) open() (*os.File, error) {
	f, err := os.OpenFile(d.path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err == nil {
		err = wantRegular(f)
	}
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return f, nil
}

// wantRegular closes f if it isn't a regular file, and says so.
func wantRegular(f *os.File) error {
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", f.Name())
	}
	if err != nil {
		f.Close()
	}
	return err
}

// daysIn lists the files of the journal in dir, the oldest first. Others may lie there too, and what can't have a line, such as a directory
// or a pipe, whatever it is called. A symbolic link is listed: readers follow it, and the writer refuses to go on behind it.
func daysIn(dir string) ([]day, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	var days []day
	for _, e := range entries { // their names sort by time
		if kind := e.Type(); kind != 0 && kind != fs.ModeSymlink {
			continue
		}
		if date, err := time.Parse(dayName, e.Name()); err == nil {
			days = append(days, day{date, filepath.Join(dir, e.Name())})
		}
	}
	return days, nil
}

// dayOf is the midnight before t, UTC.
func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// idDigits are those of an id of a session, in the form of a ULID: the first ten tell milliseconds since 1970.
const (
	idDigits  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	idLength  = 26
	timeWidth = 10
)

// madeIn is the time in which the ids were made that begin with part; known is false if none can.
func madeIn(part string) (from, to time.Time, known bool) {
	if len(part) > idLength || strings.Trim(part, idDigits) != "" {
		return from, to, false
	}
	var first, last uint64
	for i := range timeWidth {
		low, high := uint64(0), uint64(len(idDigits)-1)
		if i < len(part) {
			low = uint64(strings.IndexByte(idDigits, part[i]))
			high = low
		}
		first, last = first<<5|low, last<<5|high
	}
	const milliBits = 48
	if first >= 1<<milliBits {
		return from, to, false
	}
	last = min(last, 1<<milliBits-1)
	return time.UnixMilli(int64(first)), time.UnixMilli(int64(last)), true
}
