package message

import (
	"slices"
	"strings"
)

// settling makes splices of what a hook has done to parts.
type settling struct {
	h       *hook
	touched map[*node]*part
	gone    map[*node]bool // with the boundary before it
	hollow  map[*node]bool // a multipart without parts that can't go: it is all of a message
	splices []splice
	edits   []Edit
	signed  []string // what an edited part was signed with
	wrapped bool     // the header is written by another
	err     error
}

// settle ends the edits of parts: it tells of them and makes the new body, or nil where nothing has changed.
func (h *hook) settle() (body *woven, edits []Edit, signed []string, err error) {
	s := settling{h: h, touched: map[*node]*part{}, gone: map[*node]bool{}, hollow: map[*node]bool{}}
	s.banners()
	for _, p := range h.parts {
		if p.p.edit != nil || p.p.headerEdited() {
			s.touched[p.p.n] = &p.p
		}
	}
	if len(s.touched) == 0 {
		return nil, nil, nil, s.err
	}
	s.bury()
	s.walk()
	for _, p := range h.parts {
		if p.p.own != nil {
			p.p.own.closed = true
		}
	}
	if s.err != nil || len(s.splices) == 0 {
		return nil, s.edits, s.signed, s.err
	}
	body, err = weave(h.body(), s.splices, h.src.Stuffed, h.src.bodyStart())
	return body, s.edits, s.signed, err
}

// headerEdited tells whether the header of a part, which isn't that of the message, was edited; to have asked for it is no edit.
func (p *part) headerEdited() bool {
	return p.own != nil && (p.own.err != nil || !same(p.came(), p.own.fields))
}

// bury finds what goes: a part that is removed and has nothing put beside it, and a multipart of which all goes.
func (s *settling) bury() {
	var all []*node
	for n := s.h.tree().root; n != nil; n = n.follow() {
		all = append(all, n)
	}
	for _, n := range slices.Backward(all) {
		p := s.touched[n]
		switch {
		case n.kind == leaf:
			s.gone[n] = !n.root() && p != nil && p.edit != nil && p.edit.removed && len(p.edit.before)+len(p.edit.behind) == 0
		case n.kind == multipart:
			all := true
			for part := n.first; part != nil; part = part.behind {
				all = all && s.gone[part]
			}
			s.gone[n], s.hollow[n] = all && !n.root(), all && n.root()
		}
	}
}

// walk makes the splices, in the order of their places.
func (s *settling) walk() {
	for n := s.h.tree().root; n != nil && s.err == nil; {
		switch p := s.touched[n]; {
		case s.gone[n]:
			s.tellGone(n)
			s.splice(n.open, s.reach(n), s.closing(n))
		case s.hollow[n]:
			s.tellGone(n)
			s.empty(n)
		default:
			if p != nil {
				s.leaf(p)
			}
			n = n.follow()
			continue
		}
		n = n.beyond()
	}
}

func (s *settling) splice(from, to int64, text string) {
	if from < to || text != "" {
		s.splices = append(s.splices, splice{from, to, text})
	}
}

// reach is how far a part goes with the line end behind it.
func (s *settling) reach(n *node) int64 {
	if n.next >= 0 {
		return n.next
	}
	return n.end
}

// closing ends a multipart that nothing ended, where its last part goes: what is before would grow by a line end else.
func (s *settling) closing(n *node) string {
	if n.next >= 0 {
		return ""
	}
	return "--" + n.up.boundary + "--" + s.lineEnd(n)
}

// lineEnd is what has to stand at the end of a part, so that what follows begins a line.
func (s *settling) lineEnd(n *node) string {
	if n.end == s.h.body().size() {
		return "\r\n"
	}
	w := weaver{old: s.h.body()}
	if next := w.octets(n.end, n.end+1); next == "\r" || next == "\n" {
		return ""
	}
	return "\r\n"
}

// leaf makes the splices of a part that stays, or has others beside it.
func (s *settling) leaf(p *part) {
	e := p.edit
	if e == nil {
		e = &partEdit{}
	}
	if p.n.root() && len(e.before)+len(e.behind) > 0 {
		s.wrap(p, e)
		return
	}
	boundary := ""
	if !p.n.root() {
		boundary = "--" + p.n.up.boundary + "\r\n"
	}
	s.inserted(p, "before", e.before)
	s.splice(p.n.open, p.n.open, between(boundary, e.before))
	switch {
	case e.removed && !p.n.root():
		s.tell(p, "", e)
		s.splice(p.n.open, s.reach(p.n), between(boundary, e.behind)+s.closing(p.n))
		s.inserted(p, "behind", e.behind)
		return
	case e.removed || e.replaced != nil:
		s.replace(p, e)
	default:
		s.text(p, e)
	}
	s.inserted(p, "behind", e.behind)
	if p.n.next >= 0 {
		s.splice(p.n.next, p.n.next, between(boundary, e.behind))
	} else if len(e.behind) > 0 {
		s.splice(p.n.end, p.n.end, "\r\n"+strings.TrimSuffix(between(boundary, e.behind), "\r\n")+s.lineEnd(p.n))
	}
}

// between writes parts, each with its boundary before it.
func between(boundary string, parts []made) string {
	var b strings.Builder
	for _, m := range parts {
		b.WriteString(boundary + m.wire() + "\r\n")
	}
	return b.String()
}

// replace puts a part of ours in the place of one, or an empty text in the place of all of a message.
func (s *settling) replace(p *part, e *partEdit) {
	m := e.replaced
	if m == nil {
		m, e.replaced = &made{fields: emptyText(), sum: sumOf("")}, nil
	}
	s.tell(p, m.sum, e)
	if !p.n.root() {
		s.splice(p.n.head, p.n.end, s.opening(p.n)+m.wire()+s.separator(p.n))
		return
	}
	p.head().become(m.fields)
	s.header(p)
	s.splice(p.n.body, p.n.end, m.coded+s.separator(p.n))
}

// separator is the line end that a part lacks behind it: its content was empty, and a boundary follows at once.
func (s *settling) separator(n *node) string {
	if n.end == s.h.body().size() {
		return ""
	}
	return s.lineEnd(n)
}

// opening is the line end that the boundary before a part lacks: content ends there.
func (s *settling) opening(n *node) string {
	w := weaver{old: s.h.body(), start: "\n"}
	if strings.HasSuffix(w.before(n.head), "\n") {
		return ""
	}
	return "\r\n"
}

// header makes the splice of a part's own header block. That of the message isn't in its body.
func (s *settling) header(p *part) {
	n := p.n
	if n.up == nil || s.wrapped || p.own == nil && !n.cut {
		return
	}
	h, came := p.head(), p.came()
	if h.err != nil {
		s.err = h.err
		return
	}
	if same(came, h.fields) && !n.cut {
		return
	}
	at := n.head
	for i := range came {
		at += int64(len(came[i].raw))
	}
	text := s.opening(n) + h.plain()
	if n.cut {
		text += "\r\n"
	}
	s.splice(n.head, at, text)
}

// plain writes the fields without stuffing.
func (h *Header) plain() string {
	var b strings.Builder
	for i := range h.fields {
		raw := h.fields[i].plain(h.stuffed())
		b.WriteString(raw)
		if !strings.HasSuffix(raw, "\n") {
			b.WriteString("\r\n")
		}
	}
	return b.String()
}
