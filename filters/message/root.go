package message

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// isContent tells a field that says what a message is made of.
func isContent(f *field) bool {
	const prefix = "content-"
	return f.kind == named && len(f.name) > len(prefix) && strings.EqualFold(f.name[:len(prefix)], prefix)
}

// emptyText are the fields of a message that has nothing left.
func emptyText() []field {
	h := Header{}
	h.Add("Content-Type", "text/plain; charset=us-ascii")
	return h.fields
}

// become makes a header say that the message is made of something else. It gives the fields that said it before.
func (h *Header) become(fields []field) (before []field) {
	if !h.open() {
		return nil
	}
	kept := make([]field, 0, len(h.fields))
	for i := range h.fields {
		if isContent(&h.fields[i]) {
			before = append(before, h.fields[i])
		} else {
			kept = append(kept, h.fields[i])
		}
	}
	h.fields = kept
	if h.index("MIME-Version") < 0 {
		h.Add("MIME-Version", "1.0")
	}
	for _, f := range fields {
		h.insert(h.bottom(), h.field(h.next, f.name, f.tail()))
	}
	return before
}

// empty leaves nothing of a message whose parts all go.
func (s *settling) empty(n *node) {
	p := part{hook: s.h, n: n}
	p.head().become(emptyText())
	s.header(&p)
	s.splice(n.body, n.end, s.separator(n))
}

// wrap makes multipart/mixed of a message that is one part, so that others can stand beside it.
func (s *settling) wrap(p *part, e *partEdit) {
	s.inserted(p, "before", e.before)
	name := boundaryOf(p.sum(), e)
	outer := Header{}
	outer.Add("Content-Type", `multipart/mixed; boundary="`+name+`"`)
	inner := settling{h: s.h, wrapped: true}
	if e.removed || e.replaced != nil {
		inner.replace(p, e)
	} else {
		inner.text(p, e)
	}
	moved := Header{src: s.h.src, fields: p.head().become(outer.fields)}
	s.header(p)
	boundary := "--" + name + "\r\n"
	if before := between(boundary, e.before); !e.removed {
		s.splice(p.n.body, p.n.body, before+boundary+moved.plain()+"\r\n")
	} else {
		s.splice(p.n.body, p.n.body, before)
	}
	s.splices = append(s.splices, inner.splices...)
	s.edits, s.signed = append(s.edits, inner.edits...), append(s.signed, inner.signed...)
	if s.err == nil {
		s.err = inner.err
	}
	last := between(boundary, e.behind) + "--" + name + "--" + s.lineEnd(p.n)
	if !e.removed {
		last = "\r\n" + last
	}
	s.splice(p.n.end, p.n.end, last)
	s.inserted(p, "behind", e.behind)
}

// boundaryOf makes a boundary that no content has, because it is a digest of all that is between.
func boundaryOf(sum string, e *partEdit) string {
	h := sha256.New()
	fmt.Fprintln(h, sum)
	for _, m := range append(append([]made(nil), e.before...), e.behind...) {
		fmt.Fprintln(h, m.sum)
	}
	if e.text != nil {
		fmt.Fprintln(h, *e.text)
	}
	return fmt.Sprintf("gatepost-%x", h.Sum(nil)[:16])
}
