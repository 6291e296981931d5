package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// pass is one reading of files of a journal, the oldest first.
type pass struct {
	want    func(raw []byte) bool // tells by its bytes whether a line is to be yielded
	session string                // only lines of this one; "": of all
	whole   bool                  // lines that nobody wants must be whole too, and are counted
	count   *census               // nil: what is missing isn't told
	last    day                   // of the journal: its end may be half a line
	busy    func() bool           // tells whether that may be being written
	yield   func(*Record, error) bool
}

// file reads one file; false: nobody wants more, or there can't be more.
func (p *pass) file(d day) bool {
	f, err := d.open()
	if err != nil {
		p.yield(nil, err)
		return false
	}
	defer f.Close()
	for r := newLineReader(d.name(), f, 0); ; {
		raw, err := r.next()
		switch {
		case err == io.EOF:
			return p.rest(d, r)
		case isDamage(err):
			if !p.damaged(raw, err) {
				return false
			}
		case err != nil:
			p.yield(nil, fmt.Errorf("journal: %w", err))
			return false
		case !p.line(r, raw):
			return false
		}
	}
}

// rest judges half a line at the end of a file: it is being written, unless a later file was begun or nobody writes.
func (p *pass) rest(d day, r *lineReader) bool {
	rest := r.rest()
	if len(rest) == 0 || d == p.last && p.busy() {
		return true
	}
	return p.damaged(rest, r.torn())
}

// damaged yields the error about a line, of which the beginning is known.
func (p *pass) damaged(raw []byte, err error) bool {
	if !p.whole && !p.want(raw) {
		return true
	}
	p.count.skip()
	return p.yield(nil, err)
}

// line yields a line if it is wanted, and before it what is missing there.
func (p *pass) line(r *lineReader, raw []byte) bool {
	if !p.want(raw) {
		return !p.whole || p.glance(r, raw)
	}
	rec, err := r.record(raw)
	switch {
	case err != nil:
		return p.damaged(raw, err)
	case p.session != "" && rec.Session != p.session:
		return true
	}
	if gap := p.count.next(&rec.Line); gap != nil && !p.yield(nil, r.damaged(gap)) {
		return false
	}
	return p.yield(rec, nil)
}

// glance sees whether a line that nobody wants is whole, and counts it. That takes less than to read it.
func (p *pass) glance(r *lineReader, raw []byte) bool {
	l := &Line{}
	digits, found := bytes.CutPrefix(raw, []byte(beforeN))
	for _, c := range digits {
		if c < '0' || c > '9' {
			break
		}
		l.N = l.N*10 + int64(c-'0')
	}
	if !found || !json.Valid(raw) {
		rec, err := r.record(raw)
		if err != nil {
			return p.damaged(raw, err)
		}
		l = &rec.Line
	}
	gap := p.count.next(l)
	return gap == nil || p.yield(nil, r.damaged(gap))
}
