package wire

import "bytes"

// manner is what a [ContentReader] does about a CR or LF outside a CRLF, about what looks like an end of content and is none, and
// about NUL.
type manner interface {
	// scan is that of the scanner, as far as what it finds matters here.
	scan(s *scanner, p []byte) (n int, end bool, bad error)

	// settled is how many of the octets that were scanned may be handed out before more is known.
	settled(p []byte) int

	// piece makes of settled octets what is handed out, or says what is wrong with them. With end they end in the dot line, bad is what
	// the scanner has found. The result is valid until the next call.
	piece(p []byte, end bool, bad error) ([]byte, error)
}

// refuser takes canonical lines and nothing else.
type refuser struct{}

func (refuser) scan(s *scanner, p []byte) (int, bool, error) { return s.scan(p) }

func (refuser) settled(p []byte) int { return len(p) }

func (refuser) piece(p []byte, _ bool, bad error) ([]byte, error) {
	if bytes.IndexByte(p, 0) >= 0 {
		return nil, ErrNUL
	}
	if bad != nil {
		return nil, bad
	}
	return p, nil
}

// beforeDotLine is a piece without the dot line, if it ends in that.
func beforeDotLine(p []byte, end bool) []byte {
	if !end {
		return p
	}
	return p[:len(p)-len(".\r\n")]
}
