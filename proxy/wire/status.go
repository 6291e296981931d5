package wire

import (
	"bytes"
	"errors"
)

// maxStatusLine bounds a status line where the caller has said nothing else. RFC 2449, section 4, has 512 octets; servers say more.
const maxStatusLine = 2 << 10

// Indicator is what a status line begins with.
type Indicator uint8

// The indicators (RFC 1939, section 3; RFC 5034, section 4). The zero Indicator stands for none.
const (
	Positive  Indicator = 1 + iota // +OK
	Negative                       // -ERR
	Challenge                      // + and a challenge, which may be empty: an AUTH goes on
)

var indicators = []struct {
	text string
	kind Indicator
}{{"+OK", Positive}, {"-ERR", Negative}, {"+", Challenge}}

// Status is a status line of a POP3 server as it was read. Its memory is used again by the next ReadStatus.
type Status struct {
	Kind Indicator
	Text []byte // the whole line with indicator and CRLF
}

// StatusError is a status line that no server may give.
type StatusError struct{ Why string }

func (e *StatusError) Error() string { return "not a POP3 status line: " + e.Why }

// ReadStatus waits for a status line of at most limit bytes in all (at most 16 KiB; 0: 2 KiB). Indicators count in any case and stay as
// they were written; control bytes become '?'. A [*StatusError] says that what came is no status line; any other error is the
// connection's.
func (c *Conn) ReadStatus(s *Status, limit int) error {
	if limit == 0 {
		limit = maxStatusLine
	}
	s.Kind, s.Text = 0, s.Text[:0]
	line, err := c.ReadLine(limit)
	if errors.Is(err, ErrLineTooLong) || errors.Is(err, ErrBareNewline) {
		return &StatusError{err.Error()}
	}
	if err != nil {
		return err
	}
	if s.Kind = indicator(line); s.Kind == 0 {
		return &StatusError{stray(line)}
	}
	s.Text = append(s.Text, clean(line)...)
	c.used(0) // a silent upstream costs no buffer
	return nil
}

// indicator finds the indicator of a line: a space or the end must follow it.
func indicator(line []byte) Indicator {
	first, _, _ := bytes.Cut(line[:len(line)-len("\r\n")], []byte(" "))
	for _, in := range indicators {
		if len(first) == len(in.text) && bytes.EqualFold(first, []byte(in.text)) { // the Kelvin sign folds to k, too, but is longer
			return in.kind
		}
	}
	return 0
}
