package message

import "bytes"

// delimiter tells whether a line is a boundary of what is open, and goes on behind it. The innermost has it first.
func (r *reading) delimiter(s stretch) bool {
	text := bytes.TrimRight(s.trimmed()[len("--"):], " \t\r")
	i := r.innermost(text)
	closes := false
	if outer, is := bytes.CutSuffix(text, []byte("--")); is && r.innermost(outer) > i {
		i, closes = r.innermost(outer), true
	}
	if i < 0 || !s.last {
		r.junk(text)
		return false
	}
	r.leave(i, s.at)
	if closes {
		r.close(s.at)
	} else {
		r.enter(s)
	}
	return true
}

// innermost is the place among the open multiparts of the innermost with this boundary, or -1. It takes the same time for any number
// of them.
func (r *reading) innermost(boundary []byte) int {
	if i, is := r.open[string(boundary)]; is {
		return i
	}
	return -1
}

// looked is how many of the open multiparts are looked at for a boundary with something behind it.
const looked = 10

// junk finds a line that begins like a boundary.
func (r *reading) junk(text []byte) {
	for _, n := range r.stack[max(0, len(r.stack)-looked):] {
		if bytes.HasPrefix(text, []byte(n.boundary)) {
			r.found.add(boundaryJunk)
		}
	}
}

// push opens a multipart.
func (r *reading) push(n *node) {
	if r.open == nil {
		r.open = map[string]int{}
	}
	r.open[n.boundary] = len(r.stack)
	r.stack = append(r.stack, n)
}

// pop takes the innermost away; one around it may have the same boundary.
func (r *reading) pop() {
	last := len(r.stack) - 1
	boundary := r.stack[last].boundary
	r.stack = r.stack[:last]
	delete(r.open, boundary)
	for i, n := range r.stack {
		if n.boundary == boundary {
			r.open[boundary] = i
		}
	}
}
