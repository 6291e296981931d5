package message

import "strings"

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
