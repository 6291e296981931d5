package wire

import "bytes"

// defuser lets everything pass, and doubles each dot that a lax reader would take for the end: one with CR or LF, or nothing, before it
// and CR or LF behind it. Behind the dot that is added such a reader finds a stuffed line.
type defuser struct {
	out  []byte
	lone bool // a dot that came next would begin a line for someone
}

func (d *defuser) scan(s *scanner, p []byte) (int, bool, error) { return s.scanDots(p, d.lone) }

// settled keeps a dot back that ends p and may yet be a lone one. The scanner keeps only those back that CRLF has made begin a line;
// to it this one stands in a line, and may be scanned again there.
func (d *defuser) settled(p []byte) int {
	if last := len(p) - 1; last >= 0 && d.begins(p, last) {
		return last
	}
	return len(p)
}

func (d *defuser) piece(p []byte, end bool, bad error) ([]byte, error) {
	d.out = d.out[:0]
	done, lines := 0, beforeDotLine(p, end)
	if bad == nil { // then a bare CR or LF, without which no dot is lone, can only stand before p
		lines = lines[:min(len(lines), 1)]
	}
	for i := bytes.IndexByte(lines, '.'); i >= 0; i = nextDot(lines, i) {
		if d.begins(p, i) && newline(p[i+1]) {
			d.out = append(append(d.out, p[done:i]...), '.')
			done = i
		}
	}
	d.lone = newline(p[len(p)-1])
	if len(d.out) == 0 {
		return p, nil
	}
	d.out = append(d.out, p[done:]...)
	return d.out, nil
}

// begins tells whether p[i] is a dot that begins a line for someone.
func (d *defuser) begins(p []byte, i int) bool {
	if p[i] != '.' {
		return false
	}
	return i == 0 && d.lone || i > 0 && newline(p[i-1])
}

// nextDot is where the first dot behind p[i] stands, or -1.
func nextDot(p []byte, i int) int {
	n := bytes.IndexByte(p[i+1:], '.')
	if n < 0 {
		return -1
	}
	return i + 1 + n
}
