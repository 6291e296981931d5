package proxytest

import "bytes"

// want is something that one end is to hear.
type want struct {
	line *line
	end  act // the end of the connection: actClose or actReset; else words

	words []byte   // exact
	parts [][]byte // words around wildcards, instead

	checked int // so many bytes are known to be the same
}

func wantOf(l *line) *want {
	w := &want{line: l}
	switch {
	case l.stage != nil:
		w.end = l.stage.act
	case l.speech.parts != nil:
		w.parts = l.speech.parts
	default:
		w.words = l.speech.bytes()
	}
	return w
}

// is what match says.
type is int

const (
	isShort is = iota // so far the same
	isMet             // all of it
	isOther           // other words
)

// match compares what was heard with what is wanted: how it stands, and how many bytes are met or where the first other
// one is.
func (w *want) match(heard []byte) (how is, n int) {
	if w.parts != nil {
		return w.matchLine(heard)
	}
	for w.checked < len(w.words) && w.checked < len(heard) {
		if heard[w.checked] != w.words[w.checked] {
			return isOther, w.checked
		}
		w.checked++
	}
	if w.checked < len(w.words) {
		return isShort, w.checked
	}
	return isMet, len(w.words)
}

// matchLine waits for a whole line, but for words before the first wildcard that are others.
func (w *want) matchLine(heard []byte) (is, int) {
	first := w.parts[0]
	if n := sameUpTo(first, heard); n < min(len(first), len(heard)) {
		return isOther, n
	}
	end := bytes.IndexByte(heard, '\n') + 1
	if end == 0 {
		return isShort, len(heard)
	}
	if heard := heard[:end]; !fits(heard, w.parts) {
		return isOther, min(len(first), end)
	}
	return isMet, end
}

// fits: each part is taken at its earliest, the last at the end.
func fits(line []byte, parts [][]byte) bool {
	first, last := parts[0], parts[len(parts)-1]
	if len(line) < len(first)+len(last) || !bytes.HasPrefix(line, first) || !bytes.HasSuffix(line, last) {
		return false
	}
	line = line[len(first) : len(line)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		i := bytes.Index(line, part)
		if i < 0 {
			return false
		}
		line = line[i+len(part):]
	}
	return true
}

func sameUpTo(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// shown is what the columns show of it.
func (w *want) shown() []byte {
	if w.parts != nil {
		return bytes.Join(w.parts, []byte(wildcard))
	}
	return w.words
}
