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
		n, end, err := lastWhole(d, f)
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

// lastWhole finds the n of the last line that has an end, and that end. n is 0 where the file should end before that line: the system
// has put NULs in the place of what it had not yet written when it died.
func lastWhole(d day, f *os.File) (n, end int64, err error) {
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
	case bytes.IndexByte(raw, 0) >= 0:
		return 0, start, nil
	}
	rec, err := r.record(raw)
	if err == nil && rec.N < 1 {
		err = r.damaged(errors.New("a line without n"))
	}
	if err != nil {
		return 0, 0, err
	}
	return rec.N, start + int64(len(raw)) + 1, nil
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
