package wire

// normaliser makes canonical lines of content that a trusted client sends with bare CR or LF: each becomes CRLF, and a dot that then
// begins a line is doubled, so that it can't end the content for whoever reads it next.
type normaliser struct {
	out []byte
	at  contentState // lineStart behind a true CRLF; inLine, cr, and dot (here: behind a bare CR or LF)
}

// lines rewrites a piece of which the scanner has settled the meaning. With end it ends in the dot line, which is kept. The result is valid until the
// next call.
func (n *normaliser) lines(p []byte, end bool) []byte {
	n.out = n.out[:0]
	tail := len(p)
	if end {
		tail -= len(".\r\n")
	}
	for i := 0; i < tail; i++ {
		n.add(p, i)
	}
	return append(n.out, p[tail:]...)
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
