package message

import (
	"bytes"
	"io"
)

// stretch is a line with its line end, or a piece of one that is longer than a block.
type stretch struct {
	at    int64  // of wire
	wire  []byte // good until the next is read
	text  []byte // wire without a stuffing dot
	first bool   // the line begins here
	last  bool   // the line ends here, or all content does
}

// trimmed is the text without the line end.
func (s stretch) trimmed() []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(s.text, []byte("\n")), []byte("\r"))
}

// blank tells an empty line.
func (s stretch) blank() bool {
	return s.first && len(s.text) > 0 && s.text[len(s.text)-1] == '\n' && len(s.trimmed()) == 0
}

// body is where the line's own octets end, before its line end.
func (s stretch) body() int64 { return s.at + int64(len(s.wire)-len(s.text)+len(s.trimmed())) }

func (s stretch) end() int64 { return s.at + int64(len(s.wire)) }

// lineBlock is how much is read at once. A header line of a part, and a boundary, is looked at in one stretch only if
// it is shorter, which MaxBoundary sees to.
const lineBlock = 32 << 10

// lineReader cuts content into lines that end with LF, as most readers have it, with or without CR. It takes the same memory
// for content of any size and any line length.
type lineReader struct {
	content io.ReaderAt
	at, end int64 // of what isn't read yet
	stuffed bool
	bare    bool // the last line ended with LF alone: a dot is no stuffing
	within  bool // a line has begun
	carry   bool // and a CR was its last octet so far
	buf     []byte
	rest    []byte // of buf
	nul     bool   // there was one
	cr      bool   // so was a CR without LF
}

// next gives the next stretch, or false at the end and on an error.
func (l *lineReader) next() (s stretch, ok bool, err error) {
	i := bytes.IndexByte(l.rest, '\n')
	if i < 0 && l.at < l.end && len(l.rest) < lineBlock {
		if err := l.fill(); err != nil {
			return s, false, err
		}
		i = bytes.IndexByte(l.rest, '\n')
	}
	if len(l.rest) == 0 {
		return s, false, nil
	}
	n := i + 1
	if i < 0 {
		n = len(l.rest)
	}
	s = l.cut(n)
	s.last = i >= 0 || l.at == l.end && len(l.rest) == 0
	return s, true, nil
}

// cut takes n octets off as a stretch.
func (l *lineReader) cut(n int) stretch {
	s := stretch{at: l.at - int64(len(l.rest)), wire: l.rest[:n], text: l.rest[:n], first: !l.within}
	l.rest = l.rest[n:]
	if s.first && l.stuffed && !l.bare && s.text[0] == '.' {
		s.text = s.text[1:]
	}
	if i := bytes.IndexByte(s.wire, '\r'); i >= 0 && i < n-1 && s.wire[i+1] != '\n' || l.carry && s.wire[0] != '\n' {
		l.cr = true
	}
	l.within = s.wire[n-1] != '\n'
	if !l.within {
		l.bare = !bytes.HasSuffix(s.wire, []byte("\r\n")) && !(n == 1 && l.carry)
	}
	l.carry = s.wire[n-1] == '\r'
	return s
}

// fill reads the next block behind what is left of the last.
func (l *lineReader) fill() error {
	if l.buf == nil {
		l.buf = make([]byte, min(2*lineBlock, l.end-l.at))
	}
	have := copy(l.buf, l.rest)
	want := int(min(int64(len(l.buf)-have), l.end-l.at))
	n, err := l.content.ReadAt(l.buf[have:have+want], l.at)
	if n < want {
		return readError(err)
	}
	l.nul = l.nul || bytes.IndexByte(l.buf[have:have+n], 0) >= 0
	l.at += int64(n)
	l.rest = l.buf[:have+n]
	return nil
}
