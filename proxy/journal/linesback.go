package journal

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// linesBack finds where the last n whole lines of a journal begin.
func linesBack(days []day, n int) (day, int64, error) {
	for _, d := range slices.Backward(days) {
		offset, found, err := backIn(d, n)
		if err != nil || found == n || d == days[0] {
			return d, offset, err
		}
		n -= found
	}
	return day{}, 0, nil // days is never empty
}

// backIn finds where the last n whole lines of a file begin, or all of them if they are fewer. Half a line at the end lies behind them.
func backIn(d day, n int) (offset int64, found int, err error) {
	f, err := d.open()
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	end, err := f.Seek(0, io.SeekEnd)
	ends := 0 // of lines, so far
	for block := make([]byte, 64<<10); end > 0 && err == nil; {
		b := block[:min(end, int64(len(block)))]
		end -= int64(len(b))
		if _, err = f.ReadAt(b, end); err != nil {
			break
		}
		for i := bytes.LastIndexByte(b, '\n'); i >= 0; i = bytes.LastIndexByte(b[:i], '\n') {
			if ends++; ends > n {
				return end + int64(i) + 1, n, nil
			}
		}
	}
	if err != nil {
		return 0, 0, fmt.Errorf("journal: %w", err)
	}
	return 0, ends, nil
}
