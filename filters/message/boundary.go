package message

import (
	"bytes"
	"slices"
	"strings"
)

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
	if closes {
		text = bytes.TrimSuffix(text, []byte("--"))
	}
	r.other(r.stack[i], string(text))
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

// push opens a multipart. What is open around it keeps its own boundary against other readings of this one's.
func (r *reading) push(n *node) {
	if r.open == nil {
		r.open = map[string]int{}
	}
	for _, b := range n.others {
		if _, is := r.open[b]; !is {
			r.open[b] = len(r.stack)
		}
	}
	r.open[n.boundary] = len(r.stack)
	r.stack = append(r.stack, n)
}

// pop takes the innermost away; one around it may have the same boundary.
func (r *reading) pop() {
	last := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	for _, b := range last.boundaries() {
		delete(r.open, b)
		for i, n := range r.stack {
			if slices.Contains(n.boundaries(), b) {
				r.open[b] = i
			}
		}
	}
}

// other notes that a line has another reading of a multipart's boundary than the first. Parts that are put in are to have the one
// that is used.
func (r *reading) other(n *node, boundary string) {
	if boundary == n.boundary {
		return
	}
	r.found.add(duplicateBoundary)
	if n.first == nil {
		n.others = append(n.others, n.boundary)
		n.boundary = boundary
	}
}

// boundariesIn are the readings of the boundary in a Content-Type, what most readers take first. Those after it are there because
// a part that one reader sees has to be seen here.
func boundariesIn(raw string) (list []string) {
	add := func(text string) {
		if text = strings.TrimRight(text, " \t"); text != "" && !slices.Contains(list, text) {
			list = append(list, strings.Clone(text))
		}
	}
	for _, v := range taken(raw) {
		usual, _ := v.get("boundary")
		add(usual)
		joined, _ := v.joined("boundary")
		add(joined)
		for _, p := range v.parameters {
			if p.name != "boundary" {
				continue
			}
			add(p.text())
			add(p.value) // of one that leaves backslashes alone
			if end := strings.IndexAny(p.value, " \t()<>@,;:\"[]?="); !p.quoted && end >= 0 {
				add(p.value[:end])
			}
			add(strings.Trim(p.value, "'"))
		}
	}
	return list
}
