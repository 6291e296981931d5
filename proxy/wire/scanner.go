package wire

import (
	"bytes"
	"cmp"
)

// scanner finds the end of content. Its state says what was just read; it is only ever left between pieces in lineStart or inLine,
// because bytes of unsettled meaning are scanned again together with what follows them.
type scanner struct {
	state contentState
	ended bool
	dots  int64 // that stuffing has added
}

type contentState uint8

const (
	lineStart contentState = iota // a CRLF, or nothing yet
	inLine                        // something within a line
	cr                            // a CR within a line, the last byte there is
	dot                           // a dot that begins a line
	dotCR                         // that dot and a CR
)

// scan goes through p and tells how many of its bytes have a settled meaning, whether the last of them ends the content, and what
// was wrong on the way. A bare CR or LF begins no line: only CRLF does.
func (s *scanner) scan(p []byte) (n int, end bool, bad error) {
	i := 0
	for i < len(p) {
		if s.state == inLine {
			i = s.toLineEnd(p, i, &bad)
			continue
		}
		b := p[i]
		i++
		switch s.state {
		case lineStart:
			s.state = inLine
			if b == '.' {
				s.state = dot
			} else {
				i-- // an ordinary line
			}
		case dot:
			s.state = inLine
			if b == '\r' {
				s.state = dotCR
			} else {
				s.dots++
				i--
			}
		case dotCR:
			if b == '\n' {
				s.state = lineStart
				return i, true, bad
			}
			bad = ErrBareNewline
			s.dots++
			s.state = inLine
			i-- // CR CR LF: the second may begin a CRLF
		}
	}
	return s.unsettled(len(p)), false, bad
}

// scanDots is scan for who lets all bytes pass: nothing matters to it but dots that begin a line for someone, which are few. lone says that a
// bare CR or LF stands before p. What is wrong is told only where such a dot is near.
func (s *scanner) scanDots(p []byte, lone bool) (n int, end bool, bad error) {
	if p[0] == '.' && (lone || s.state == lineStart) {
		return s.scan(p)
	}
	at := beforeDot(p)
	s.state = inLine
	if bytes.HasSuffix(p[:at+1], []byte("\r\n")) {
		s.state = lineStart
	} else if at+1 < len(p) {
		bad = ErrBareNewline
	}
	switch {
	case at+1 < len(p):
		n, end, more := s.scan(p[at+1:])
		return at + 1 + n, end, cmp.Or(bad, more)
	case p[at] == '\r':
		return at, false, nil
	}
	return len(p), false, nil
}

// beforeDot is where the first CR or LF stands that a dot follows; without any it is the last byte. Dots are rarer than lines, so they are
// what is looked for.
func beforeDot(p []byte) int {
	for i := nextDot(p, 0); i > 0; i = nextDot(p, i) {
		if newline(p[i-1]) {
			return i - 1
		}
	}
	return len(p) - 1
}

// toLineEnd goes to the byte behind the next LF of a line, or to the end of p. It looks at each byte at most twice, whatever is wrong with
// the line: a megabyte of CR costs no more than one of text.
func (s *scanner) toLineEnd(p []byte, i int, bad *error) int {
	line, lf := p[i:], bytes.IndexByte(p[i:], '\n')
	if lf >= 0 {
		line = p[i : i+lf]
	}
	firstCR := bytes.IndexByte(line, '\r')
	if firstCR >= 0 && firstCR != len(line)-1 {
		*bad = ErrBareNewline
	}
	endsInCR := len(line) > 0 && line[len(line)-1] == '\r'
	switch {
	case lf < 0 && endsInCR:
		s.state = cr
	case lf >= 0 && endsInCR:
		s.state = lineStart
	case lf >= 0: // a bare LF
		*bad = ErrBareNewline
	}
	return min(i+len(line)+1, len(p))
}

// unsettled is where the bytes begin, at the end of n, whose meaning depends on what follows; the state goes back to before them.
func (s *scanner) unsettled(n int) int {
	switch s.state {
	case cr:
		s.state = inLine
		return n - 1
	case dot:
		s.state = lineStart
		return n - 1
	case dotCR:
		s.state = lineStart
		return n - 2
	}
	return n
}
