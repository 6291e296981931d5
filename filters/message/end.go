package message

import "bytes"

// End finds where a header block ends in content that is still arriving. The zero End is ready for content that isn't
// dot-stuffed.
type End struct {
	Stuffed bool // as in Options

	state  lineState
	read   int // octets seen
	start  int // of the line that is being read
	lines  int
	fields int
	over   *LimitError
}

// lineState says what was just read.
type lineState uint8

const (
	lineStart lineState = iota // nothing, or CRLF
	behindLF                   // a bare LF: the line begins, but its dot is no stuffing
	behindDot                  // the dot of a stuffed line
	crFirst                    // a CR with which the line begins
	inText                     // part of a line that isn't empty
	crInText                   // a CR in or at the end of such a line
	ended                      // the empty line, or a bound is passed
)

// Find reads on in p. It tells how many octets of p belong to the header block, and whether it is over: the
// empty line that ends it was read, or a bound is passed, which [New] then tells by its message's Err. A line ends with
// LF, as most readers have it, with or without CR: so a field can't be hidden behind a bare LF.
func (e *End) Find(p []byte) (n int, over bool) {
	for room := min(len(p), MaxHeader-e.read); n < room && e.state != ended; n++ {
		if e.state == inText {
			n += dull(p[n:room])
		}
		e.next(p[n], e.read+n)
	}
	e.read += n
	if e.state != ended && n < len(p) {
		if e.state == lineStart || e.state == behindLF {
			e.start = e.read
		}
		e.pass("octets", MaxHeader)
	}
	return n, e.state == ended
}

// Err tells, once the header block is over, that it isn't: a bound was passed. It is a [LimitError].
func (e *End) Err() error {
	if e.over == nil {
		return nil
	}
	return e.over
}

// dull is how many octets of text change nothing: all but the last before a line end, or of what there is.
func dull(b []byte) int {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		end = len(b)
	}
	return max(0, end-1)
}

// next takes the octet c at offset at.
func (e *End) next(c byte, at int) {
	switch e.state {
	case lineStart, behindLF:
		e.start = at
		if c == '.' && e.Stuffed && e.state == lineStart {
			e.state = behindDot
			return
		}
		e.first(c)
	case behindDot:
		e.first(c)
	case crFirst:
		if c == '\n' {
			e.state = ended
			return
		}
		e.line(false)
		e.text(c)
	default:
		e.text(c)
	}
}

// first takes the octet with which a line begins.
func (e *End) first(c byte) {
	switch c {
	case '\n':
		e.state = ended
	case '\r':
		e.state = crFirst
	default:
		e.line(isSpace(c))
		e.text(c)
	}
}

// text takes an octet of a line that isn't empty.
func (e *End) text(c byte) {
	switch {
	case e.state == ended:
	case c == '\n' && e.state == crInText:
		e.state = lineStart
	case c == '\n':
		e.state = behindLF
	case c == '\r':
		e.state = crInText
	default:
		e.state = inText
	}
}

// line counts a line that isn't empty.
func (e *End) line(fold bool) {
	e.lines++
	if !fold || e.fields == 0 {
		e.fields++
	}
	switch {
	case e.lines > MaxLines:
		e.pass("lines", MaxLines)
	case e.fields > MaxFields:
		e.pass("fields", MaxFields)
	}
}

func (e *End) pass(what string, limit int) {
	e.state, e.over = ended, &LimitError{what, limit}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
