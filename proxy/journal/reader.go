package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxRecord is the most bytes of a line that is read. The longest that is written has a whole header, or a reply of many lines.
const maxRecord = 8 << 20

// DamagedError is a place at which the journal is damaged: a line that can't be read, or one before which others are missing.
type DamagedError struct {
	File    string // its name, without directory
	Line    int    // from 1; 0: reading began in the middle
	At      int64  // the octets before it
	Missing int64  // the lines that are missing before it
	Err     error
}

// Error is "journal-2026-01-02.jsonl:17: …", or names the octets before it.
func (e *DamagedError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: at octet %d: %v", e.File, e.At, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

// Unwrap gives the cause.
func (e *DamagedError) Unwrap() error { return e.Err }

func isDamage(err error) bool {
	var bad *DamagedError
	return errors.As(err, &bad)
}

var (
	errLong    = fmt.Errorf("longer than %d bytes", maxRecord)
	errTorn    = errors.New("its end is missing")
	errForeign = errors.New("not a line of a journal: it has no v and no session")
)

// lineReader reads the lines of a file, which may still grow.
type lineReader struct {
	file string
	in   *bufio.Reader
	line []byte // as far as it was read
	end  bool   // all of it
	long bool   // too long: the rest is thrown away
	n    int    // lines so far
	at   int64  // octets before the line
	size int64  // of the line so far
	from int64  // octets that were passed over at the beginning
}

// newLineReader reads r, which gives what is behind the first so many octets of the file.
func newLineReader(file string, r io.Reader, octets int64) *lineReader {
	return &lineReader{file: file, in: bufio.NewReaderSize(r, 64<<10), from: octets, at: octets}
}

// next returns the next whole line without its line end, valid until the next call. io.EOF: there is none; half a line waits for its end,
// and the file may grow. With a *[DamagedError] it returns the beginning of the line, and reading goes on behind it.
func (r *lineReader) next() ([]byte, error) {
	if r.end {
		r.line, r.end, r.long = r.line[:0], false, false
		r.at, r.size = r.at+r.size, 0
	}
	for !r.end {
		piece, err := r.in.ReadSlice('\n')
		r.take(piece)
		if err != nil && err != bufio.ErrBufferFull {
			return nil, err
		}
		r.end = err == nil
	}
	r.n++
	if r.long {
		return r.line, r.damaged(errLong)
	}
	return r.line[:len(r.line)-1], nil
}

func (r *lineReader) take(piece []byte) {
	r.size += int64(len(piece))
	if r.long = r.long || len(r.line)+len(piece) > maxRecord; !r.long {
		r.line = append(r.line, piece...)
	}
}

// rest is half a line that waits for its end.
func (r *lineReader) rest() []byte {
	if r.end {
		return nil
	}
	return r.line
}

// begun is where the line begins that is being read.
func (r *lineReader) begun() int64 {
	if r.end {
		return r.at + r.size
	}
	return r.at
}

// torn says that the rest has no end and won't get one.
func (r *lineReader) torn() error {
	r.n++
	return r.damaged(errTorn)
}

func (r *lineReader) damaged(err error) error {
	bad := &DamagedError{File: r.file, Line: r.n, At: r.at, Err: err}
	if r.from > 0 {
		bad.Line = 0
	}
	if gap := (*gapError)(nil); errors.As(err, &gap) {
		bad.Missing = gap.missing
	}
	return bad
}

// Record is a line of a journal as it was read.
type Record struct {
	Line
	Raw []byte // as it stands in the file, without its line end; valid until the next is read
}

// JSON is the line for printing: as in the file, but that characters which a terminal obeys are escaped.
func (r *Record) JSON() []byte { return escape(bytes.ToValidUTF8(r.Raw, []byte("\ufffd"))) }

// record reads a line.
func (r *lineReader) record(raw []byte) (*Record, error) {
	rec := &Record{Raw: raw}
	switch err := json.Unmarshal(raw, &rec.Line); {
	case err != nil:
		return nil, r.damaged(fmt.Errorf("not a line of a journal: %w", err))
	case rec.V == 0 || rec.Session == "":
		return nil, r.damaged(errForeign)
	case rec.V > Version:
		return nil, r.damaged(fmt.Errorf("written by a later gatepost: v is %d, and %d is the last that is known here", rec.V, Version))
	}
	return rec, nil
}
