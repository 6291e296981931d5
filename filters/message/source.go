package message

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// source is content as it came; all copies of a message share it, and nothing in it changes.
type source struct {
	Options
	content       io.ReaderAt
	size          int64
	block         string // the header block in wire form, with the empty line that ends it
	end           string // that empty line; "" if there is none
	fields        []field
	found         findings
	over          *LimitError // why the message isn't analysable, or nil
	international bool        // the block has UTF-8 past ASCII
	body          *bodySize
}

// bodySize is counted once, when somebody asks.
type bodySize struct {
	once   sync.Once
	octets int64 // without stuffing; -1: it can't be read
}

// read reads the header block of s.content.
func (s *source) read() error {
	end := End{Stuffed: s.Stuffed}
	block, err := readBlock(s.content, s.size, &end)
	if err != nil {
		return err
	}
	s.over = end.over
	if s.over != nil {
		block = block[:end.start]
	}
	s.block = string(block)
	split := splitter{block: s.block, stuffed: s.Stuffed}
	split.split()
	s.fields, s.end = split.fields, split.end
	s.international = split.octets()
	split.values()
	s.found = split.found | duplicates(s.fields) | s.shape()
	return nil
}

// shape finds what the block as a whole is short of.
func (s *source) shape() (found findings) {
	if s.size == 0 {
		found.add(emptyMessage)
		return found
	}
	if s.end == "" && s.over == nil {
		found.add(unterminated)
	}
	for i := range s.fields {
		if s.fields[i].kind == named {
			return found
		}
	}
	found.add(noFields)
	return found
}

// edited tells whether a view differs from what came.
func (s *source) edited(v view) bool {
	return v.notice != nil || v.body != nil || !same(v.fields, s.fields)
}

// same tells whether two lists of fields are the same bytes.
func same(a, b []field) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	for i := range a {
		if a[i].id != b[i].id || a[i].raw != b[i].raw {
			return false
		}
	}
	return true
}

// head is what stands before the body in wire form; of a notice it is all.
func (s *source) head(v view) []byte {
	if !s.edited(v) {
		return []byte(s.block)
	}
	h := Header{src: s, fields: v.fields}
	b := h.appendTo(make([]byte, 0, len(s.block)+1024))
	if v.notice == nil && (s.end != "" || v.body == nil) {
		return append(b, s.end...)
	}
	if len(b) > 0 && b[len(b)-1] != '\n' {
		b = append(b, "\r\n"...) // what came had no last line end
	}
	b = append(b, "\r\n"...)
	if v.notice == nil {
		return b
	}
	return append(b, v.notice.body...)
}

// rest is the body in wire form; of a notice it is empty.
func (s *source) rest(v view) *span {
	switch {
	case v.notice != nil:
		return &span{s.content, s.size, s.size}
	case v.body != nil:
		return &span{v.body, 0, v.body.size()}
	}
	return &span{s.content, int64(len(s.block)), s.size}
}

// wire is all of a view in wire form.
func (s *source) wire(v view) (io.Reader, int64) {
	if !s.edited(v) {
		return &span{s.content, 0, s.size}, s.size
	}
	head, rest := s.head(v), s.rest(v)
	return io.MultiReader(bytes.NewReader(head), rest), int64(len(head)) + rest.left()
}

// reader is all of a view without stuffing.
func (s *source) reader(v view) io.Reader {
	wire, _ := s.wire(v)
	return s.unstuffed(wire, lineStart)
}

func (s *source) unstuffed(r io.Reader, at lineState) io.Reader {
	if !s.Stuffed {
		return r
	}
	return &unstuffer{r: r, state: at}
}

// octets is how many a view's reader gives; -1: it can't be read.
func (s *source) octets(v view) int64 {
	head := s.count(bytes.NewReader(s.head(v)), lineStart)
	if v.notice != nil {
		return head
	}
	at := inText
	if s.bodyStart() == "\r\n" {
		at = lineStart
	}
	var body int64
	if v.body != nil {
		body = s.count(s.rest(v), at)
	} else {
		s.body.once.Do(func() { s.body.octets = s.count(s.rest(v), at) })
		body = s.body.octets
	}
	if body < 0 {
		return -1
	}
	return head + body
}

// bodyStart is what stands before the body: "\r\n" where a line begins, whose dot is stuffing.
func (s *source) bodyStart() string {
	if s.block == "" || s.end == "" || strings.HasSuffix(s.block, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// count is how many octets r has without stuffing; -1: it can't be read.
func (s *source) count(r io.Reader, at lineState) int64 {
	if body, ok := r.(*span); ok && !s.Stuffed {
		return body.left()
	}
	n, err := io.Copy(io.Discard, s.unstuffed(r, at))
	if err != nil {
		return -1
	}
	return n
}
