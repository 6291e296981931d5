package message

import (
	"bytes"
	"io"
	"sync"
)

// tree is the MIME tree of a message, or why there is none.
type tree struct {
	root  *node
	parts int
	found findings
	over  *LimitError // it passes a bound
	err   error       // content can't be read
}

// lazyTree is read once, when somebody asks.
type lazyTree struct {
	once sync.Once
	tree tree
}

// reading is how a tree comes about: line by line, with a list of what is open in the place of recursion.
type reading struct {
	tree
	src   *source
	lines lineReader
	open  map[string]int // places in stack by boundary
	stack []*node        // multiparts, the outermost first; a closed one is among them until the one around it goes on
	at    *node          // the part that is being read
	phase phase
	start bool  // the header block of at begins behind a bare LF
	ended int64 // where the last line ended, without its line end
	count struct{ lines, fields int }
	all   struct{ fields, octets int64 } // of the headers of all parts
	check checker                        // of the leaf that is being read
}

// phase says where in a part a line stands.
type phase uint8

const (
	inHeader phase = iota
	inBody
	outside // before the first part of a multipart, or behind its last
)

// readTree reads the tree of a body whose header block has these fields.
func readTree(src *source, fields []field, body io.ReaderAt, size int64, bare bool) tree {
	r := reading{src: src, lines: lineReader{content: body, end: size, stuffed: src.Stuffed, bare: bare}}
	r.root = &node{open: -1, next: -1, number: 1}
	r.at, r.parts = r.root, 1
	r.describe(fields)
	r.goInto()
	for r.over == nil && r.err == nil {
		line, ok, err := r.lines.next()
		if r.err = err; !ok {
			break
		}
		r.line(line)
	}
	if r.over == nil && r.err == nil {
		r.finish(size)
	}
	if r.lines.nul {
		r.found.add(bodyNUL)
	}
	if r.lines.cr {
		r.found.add(bodyCR)
	}
	return r.tree
}

// line takes a line, or a piece of a long one.
func (r *reading) line(s stretch) {
	if s.first && len(r.stack) > 0 && bytes.HasPrefix(s.text, []byte("--")) && r.delimiter(s) {
		r.ended = s.body()
		return
	}
	switch r.phase {
	case inHeader:
		r.headerLine(s)
	case inBody:
		r.bodyLine(s)
	}
	r.ended = s.body()
}

// leave ends all that is in the i-th open multipart, which is the part that is read from here on.
func (r *reading) leave(i int, at int64) {
	for n := r.at; n != r.stack[i]; n = n.up {
		r.end(n, at)
	}
	for len(r.stack) > i+1 {
		r.pop()
	}
	r.at, r.phase = r.stack[i], outside
}

// end ends a part before the line at at. The line end before a boundary belongs to the boundary.
func (r *reading) end(n *node, at int64) {
	if r.phase == inHeader && n == r.at {
		r.cutHeader(at)
	}
	r.ended = max(n.body, min(r.ended, at)) // the line end that ends a header block is the header's
	n.end = r.ended
	r.settle(n)
}

// close takes the last boundary of r.at.
func (r *reading) close(at int64) {
	if last := r.at.last; last != nil && last.next < 0 {
		last.next = at
	}
	r.at.closed = true
}

// enter begins a part of r.at behind the line of a boundary.
func (r *reading) enter(s stretch) {
	if r.at.closed {
		r.found.add(partAfterClose)
	}
	if last := r.at.last; last != nil && last.next < 0 {
		last.next = s.at
	}
	r.begin(&node{open: s.at, head: s.end()})
}

// begin begins a part of r.at with its header block.
func (r *reading) begin(n *node) {
	r.at.add(n)
	r.parts++
	switch {
	case r.parts > MaxParts:
		r.over = &LimitError{"parts", MaxParts}
	case n.level > MaxDepth:
		r.over = &LimitError{"levels of parts", MaxDepth}
	}
	r.at, r.phase, r.start = n, inHeader, r.lines.bare
	r.count.lines, r.count.fields = 0, 0
}

// headerLine takes a line of the header block of r.at.
func (r *reading) headerLine(s stretch) {
	empty := s.blank()
	if s.first && !empty {
		r.count.lines++
		if fold := len(s.text) > 0 && isSpace(s.text[0]); !fold || r.count.fields == 0 {
			r.count.fields++
			r.all.fields++
		}
	}
	r.all.octets += int64(len(s.wire))
	switch {
	case s.end()-r.at.head > MaxHeader:
		r.over = &LimitError{"octets in a part's header", MaxHeader}
	case r.count.lines > MaxLines:
		r.over = &LimitError{"lines in a part's header", MaxLines}
	case r.count.fields > MaxFields:
		r.over = &LimitError{"fields in a part's header", MaxFields}
	case r.all.fields > MaxPartFields:
		r.over = &LimitError{"fields in the headers of all parts", MaxPartFields}
	case r.all.octets > MaxPartHeaders:
		r.over = &LimitError{"octets in the headers of all parts", MaxPartHeaders}
	case empty:
		r.at.body = s.end()
		r.describe(r.header())
		r.goInto()
	}
}
