package wire

import (
	"bytes"
	"io"
)

// Stuffer reads octets as canonical, dot-stuffed content: lines end in CRLF, the last one too, and a dot that begins a line is doubled.
// The line with the single dot isn't part of it.
type Stuffer struct {
	r         io.Reader
	normalise bool
	in        [16 << 10]byte
	out       []byte
	ready     []byte       // of out
	at        contentState // lineStart, inLine or cr
	completed bool
	err       error
}

// NewStuffer makes a stuffer of r. A bare CR or LF is [ErrBareNewline], or with normalise becomes CRLF; a NUL is [ErrNUL].
func NewStuffer(r io.Reader, normalise bool) *Stuffer { return &Stuffer{r: r, normalise: normalise} }

// Completed tells, after the end was read, whether the last line lacked its CRLF.
func (s *Stuffer) Completed() bool { return s.completed }

// Read reads stuffed content.
func (s *Stuffer) Read(p []byte) (int, error) {
	for len(s.ready) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.refill()
	}
	n := copy(p, s.ready)
	s.ready = s.ready[n:]
	return n, nil
}

func (s *Stuffer) refill() {
	n, err := s.r.Read(s.in[:])
	s.out = s.out[:0]
	bad := s.add(s.in[:n])
	switch {
	case bad != nil:
		s.err = bad
	case err == io.EOF:
		s.err = s.finish()
	default:
		s.err = err
	}
	s.ready = s.out
}

func (s *Stuffer) add(p []byte) error {
	if bytes.IndexByte(p, 0) >= 0 {
		return ErrNUL
	}
	for _, b := range p {
		if err := s.octet(b); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stuffer) octet(b byte) error {
	switch {
	case s.at == cr && b == '\n':
		s.newline()
		return nil
	case s.at == cr || b == '\n':
		if !s.normalise {
			return ErrBareNewline
		}
		s.newline()
		if b == '\n' {
			return nil
		}
	}
	if b == '\r' {
		s.at = cr
		return nil
	}
	if b == '.' && s.at == lineStart {
		s.out = append(s.out, '.')
	}
	s.at = inLine
	s.out = append(s.out, b)
	return nil
}

func (s *Stuffer) newline() {
	s.out = append(s.out, '\r', '\n')
	s.at = lineStart
}

// finish completes the last line.
func (s *Stuffer) finish() error {
	switch {
	case s.at == cr && !s.normalise:
		return ErrBareNewline
	case s.at != lineStart:
		s.completed = true
		s.newline()
	}
	return io.EOF
}
