package wire

import "bytes"

// normaliser makes canonical lines of content that a trusted client sends with bare CR or LF: each becomes CRLF, and a dot that then
// begins a line is doubled, so that it can't end the content for whoever reads it next.
type normaliser struct {
	out []byte
	at  contentState // lineStart behind a true CRLF; inLine, cr, and dot (here: behind a bare CR or LF)
}

func (*normaliser) scan(s *scanner, p []byte) (int, bool, error) { return s.scan(p) }

func (n *normaliser) settled(p []byte) int { return len(p) }

// piece rewrites all but the dot line.
func (n *normaliser) piece(p []byte, end bool, _ error) ([]byte, error) {
	if bytes.IndexByte(p, 0) >= 0 {
		return nil, ErrNUL
	}
	n.out = n.out[:0]
	tail := len(beforeDotLine(p, end))
	for i := range tail {
		n.add(p, i)
	}
	n.out = append(n.out, p[tail:]...)
	return n.out, nil
}

func (n *normaliser) add(p []byte, i int) {
	b := p[i]
	switch {
	case b == '.' && n.at == lineStart && i+1 < len(p) && newline(p[i+1]):
		n.at = inLine
		return // the dot stuffs a line that is empty now: before CRLF it would end the content
	case b == '\r' && i+1 < len(p) && p[i+1] == '\n':
		n.at = cr
		return // its LF writes both
	case b == '\n' && n.at == cr:
		n.at = lineStart
	case newline(b):
		n.at = dot
	default:
		if n.at == dot && b == '.' {
			n.out = append(n.out, '.')
		}
		n.at = inLine
		n.out = append(n.out, b)
		return
	}
	n.out = append(n.out, '\r', '\n')
}

func newline(b byte) bool { return b == '\r' || b == '\n' }
