package message

import "strings"

// tell tells what became of a part; sum is that of its new content.
func (s *settling) tell(p *part, sum string, e *partEdit) {
	s.cover(p.n)
	s.edits = append(s.edits, Edit{
		What: "part " + p.n.place() + " " + p.n.media, Old: p.sum(), New: sum, Why: strings.Join(e.whys, "; "),
	})
}

// tellGone tells of all parts in one that goes.
func (s *settling) tellGone(top *node) {
	for n := top; n != nil && n != top.beyond(); n = n.follow() {
		if p := s.touched[n]; p != nil {
			s.tell(p, "", p.edit)
		}
	}
}

// inserted tells of parts that were put in beside one.
func (s *settling) inserted(p *part, where string, parts []made) {
	for _, m := range parts {
		s.cover(p.n)
		s.edits = append(s.edits, Edit{What: "part " + where + " " + p.n.place() + " " + m.media, New: m.sum, Why: m.why})
	}
}

// tellHeader tells what became of a part's own header.
func (s *settling) tellHeader(p *part, e *partEdit) {
	if p.n.up == nil || p.own == nil {
		return
	}
	for _, edit := range changes(p.came(), p.own.fields, s.h.src.Stuffed) {
		s.cover(p.n)
		edit.What += " of part " + p.n.place()
		edit.Why = strings.Join(e.whys, "; ")
		s.edits = append(s.edits, edit)
	}
}

// cover notes what an edited part was signed with.
func (s *settling) cover(n *node) { s.signed = append(s.signed, n.signed()...) }
