package message

import (
	"bytes"
	"errors"
	"io"
)

// Reader reads and does nothing else.
type Reader struct{ r io.Reader }

// Read reads as io.Reader says.
func (r *Reader) Read(p []byte) (int, error) {
	if r.r == nil {
		return 0, io.EOF
	}
	return r.r.Read(p)
}

var errNoBody = errors.New("message: the body isn't there yet; ask in Message, not in Header")

// failing is a reader that can't.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// unstuffer takes the stuffing dots out of content (RFC 5321, section 4.5.2): each with which a line begins. A line
// begins behind CRLF and at the start.
type unstuffer struct {
	r     io.Reader
	state lineState // lineStart, crInText or inText
}

func (u *unstuffer) Read(p []byte) (n int, err error) {
	for n == 0 && err == nil && len(p) > 0 {
		n, err = u.r.Read(p)
		n = u.squeeze(p[:n])
	}
	return n, err
}

// squeeze takes the dots out of b in place and tells what is left.
func (u *unstuffer) squeeze(b []byte) (n int) {
	for at := 0; at < len(b); {
		if u.state == lineStart && b[at] == '.' {
			u.state = inText
			at++
			continue
		}
		line := b[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		u.behind(line)
		at += len(line)
		n += copy(b[n:], line)
	}
	return n
}

// behind notes what was just read.
func (u *unstuffer) behind(line []byte) {
	cr := u.state == crInText
	u.state = inText
	switch {
	case bytes.HasSuffix(line, []byte("\r\n")), cr && line[0] == '\n':
		u.state = lineStart
	case line[len(line)-1] == '\r':
		u.state = crInText
	}
}
