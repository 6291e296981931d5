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
	name := boundaryOf(p.sum(), e)
	boundary := "--" + name + "\r\n"
	s.inserted(p, "before", e.before)
	before, behind := between(boundary, e.before), between(boundary, e.behind)+"--"+name+"--"+s.lineEnd(p.n)
	if e.removed {
		s.tell(p, "", e)
		p.head().become(mixed(name))
		s.header(p)
		s.splice(p.n.body, p.n.end, before+behind)
	} else {
		inner := s.within(p, e)
		moved := Header{src: s.h.src, fields: p.head().become(mixed(name))}
		s.header(p)
		s.splice(p.n.body, p.n.body, before+boundary+moved.plain()+"\r\n")
		s.splices = append(s.splices, inner...)
		s.splice(p.n.end, p.n.end, "\r\n"+behind)
	}
	s.inserted(p, "behind", e.behind)
}

// within makes the splices of a part whose header goes elsewhere.
func (s *settling) within(p *part, e *partEdit) []splice {
	inner := settling{h: s.h, wrapped: true}
	if e.replaced != nil {
		inner.replace(p, e)
	} else {
		inner.text(p, e)
	}
	s.edits, s.signed = append(s.edits, inner.edits...), append(s.signed, inner.signed...)
	return inner.splices
}

// mixed are the fields of a multipart with that boundary.
func mixed(boundary string) []field {
	h := Header{}
	h.Add("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	return h.fields
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
