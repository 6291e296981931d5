package message

import (
	"slices"
	"strconv"
	"strings"
)

// node is a part of the MIME tree as it came: places in the body of the message, in wire form. A part begins with the line of the
// boundary before it; the root, and the root of a message in a part, has none.
type node struct {
	up          *node
	first, last *node // of what is in it
	behind      *node // its next sibling
	number      int   // among its siblings, from 1
	level       int

	open int64 // where the line of the boundary before it begins; -1: there is none
	head int64 // its header block
	body int64 // what follows that
	end  int64 // and where that ends, before the line end that belongs to the next boundary
	next int64 // where the line of the next boundary of the same multipart begins; -1: there is none

	kind     shape
	encoding transfer
	closed   bool   // the last line of a multipart was there
	cut      bool   // no empty line ends its header block
	media    string // declared type
	boundary string
	others   []string // other readings of it
	charset  string
	smime    bool // it is signed or encrypted so, with all that is in it
	pgp      bool
}

// shape is what a part is made of.
type shape uint8

const (
	leaf      shape = iota
	multipart       // parts between boundaries
	enclosure       // a message
)

// boundaries are all readings of a multipart's boundary.
func (n *node) boundaries() []string { return append(slices.Clip(n.others), n.boundary) }

// root tells whether the part has no boundary before it: it is all of a message.
func (n *node) root() bool { return n.open < 0 }

// place is the way to the part: "1.2" is the second in the first, "0" is the message.
func (n *node) place() string {
	var place string
	for ; n.up != nil; n = n.up {
		if place != "" {
			place = "." + place
		}
		place = strconv.Itoa(n.number) + place
	}
	if place == "" {
		return "0"
	}
	return place
}

// add makes a part of n.
func (n *node) add(part *node) {
	part.up, part.level, part.next, part.number = n, n.level+1, -1, 1
	if n.last == nil {
		n.first = part
	} else {
		n.last.behind, part.number = part, n.last.number+1
	}
	n.last = part
}

// follow is the next part in the order in which they stand, depth first.
func (n *node) follow() *node {
	if n.first != nil {
		return n.first
	}
	return n.beyond()
}

// beyond is the next part that isn't in n.
func (n *node) beyond() *node {
	for n != nil && n.behind == nil {
		n = n.up
	}
	if n == nil {
		return nil
	}
	return n.behind
}

// collides tells whether a line of text could be a boundary of what the part is in.
func (n *node) collides(text string) bool {
	begins := func(boundary string) bool {
		return strings.HasPrefix(text, "--"+boundary) || strings.Contains(text, "\n--"+boundary)
	}
	for n = n.up; n != nil; n = n.up {
		if n.kind == multipart && slices.ContainsFunc(n.boundaries(), begins) {
			return true
		}
	}
	return false
}

// signed tells what covers the part.
func (n *node) signed() (names []string) {
	smime, pgp := false, false
	for ; n != nil; n = n.up {
		smime, pgp = smime || n.smime, pgp || n.pgp
	}
	if smime {
		names = append(names, "smime")
	}
	if pgp {
		names = append(names, "pgp")
	}
	return names
}
