package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
)

// mend finds the n of a journal's last line, 0 if it has none, and cuts off what a crash has left behind it.
func mend(days []day, log *slog.Logger) (int64, error) {
	for _, d := range slices.Backward(days) {
		n, err := mendFile(d, log)
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, nil
}

// mendFile does so with one file. Another round is needed where the last line is damaged.
func mendFile(d day, log *slog.Logger) (int64, error) {
	f, err := openFile(d.path)
	if err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	defer f.Close()
	for {
		n, end, err := lastWhole(d, f, log)
		if isDamage(err) {
			return 0, fmt.Errorf("journal: %w (no journal goes on behind that; move the file away)", err)
		}
		if err != nil {
			return 0, err
		}
		if err := cutAt(f, end, log); err != nil {
			return 0, fmt.Errorf("journal: %w", err)
		}
		if n > 0 || end == 0 {
			return n, nil
		}
	}
}

// lastWhole finds the n of the last line that has an end, and that end. n is 0 where the file should end before that line: it is empty, or
// the system has put NULs in the place of what it had not yet written when it died.
func lastWhole(d day, f *os.File, log *slog.Logger) (n, end int64, err error) {
	start, _, err := backIn(d, 1)
	if err != nil {
		return 0, 0, err
	}
	r := newLineReader(d.name(), io.NewSectionReader(f, start, 1<<62), start)
	raw, err := r.next()
	switch {
	case errors.Is(err, io.EOF):
		return 0, start, nil
	case err != nil:
		return 0, 0, err
	case len(raw) == 0, bytes.IndexByte(raw, 0) >= 0:
		return 0, start, nil
	}
	rec, err := r.record(raw)
	if err != nil {
		return 0, 0, err
	}
	before := lastButOne(d, f)
	if err := credible(before, rec.N); err != nil {
		return 0, 0, r.damaged(err)
	}
	if before > 0 && before < rec.N-1 {
		log.Warn("lines of the journal are missing before its last", "file", d.path, "n", rec.N, "before", before)
	}
	return rec.N, start + int64(len(raw)) + 1, nil
}

// lastButOne is the n of the line before the last; 0: there is none in the file, or none that can be read.
func lastButOne(d day, f *os.File) int64 {
	start, found, err := backIn(d, 2)
	if err != nil || found < 2 {
		return 0
	}
	r := newLineReader(d.name(), io.NewSectionReader(f, start, 1<<62), start)
	raw, err := r.next()
	if err != nil {
		return 0
	}
	rec, err := r.record(raw)
	if err != nil {
		return 0
	}
	return rec.N
}

// lastN is the n behind which no journal goes on: readers of JSON may not tell larger ones apart (RFC 8259, section 6).
const lastN = 1<<53 - 1

// credible is an error if n can't be that of a line behind before. It may leave a gap: lines can have been taken away.
func credible(before, n int64) error {
	switch {
	case n < 1:
		return errors.New("a line without n")
	case n <= before:
		return fmt.Errorf("n is %d, behind a line whose n is %d", n, before)
	case n >= lastN:
		return fmt.Errorf("n is %d, behind a line whose n is %d: none can come after it", n, before)
	}
	return nil
}

// cutAt cuts off what is behind end, if there is anything.
func cutAt(f *os.File, end int64, log *slog.Logger) error {
	info, err := f.Stat()
	if err != nil || info.Size() <= end {
		return err
	}
	log.Warn("the end of the journal is damaged and is cut off", "file", f.Name(), "bytes", info.Size()-end)
	if err := f.Truncate(end); err != nil {
		return err
	}
	return f.Sync()
}
