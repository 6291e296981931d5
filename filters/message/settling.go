package message

import "slices"

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
	if h.parts == nil {
		return nil, nil, nil, nil // nobody has asked for them
	}
	s := settling{h: h, touched: map[*node]*part{}, gone: map[*node]bool{}, hollow: map[*node]bool{}}
	s.banners()
	s.touch()
	if len(s.touched) == 0 || s.err != nil {
		return nil, nil, nil, s.err
	}
	s.bury()
	s.walk()
	s.shut()
	if s.err != nil || len(s.splices) == 0 {
		return nil, s.edits, s.signed, s.err
	}
	body, err = weave(h.body(), s.splices, h.src.Stuffed, h.src.bodyStart())
	return body, s.edits, s.signed, err
}

// touch finds the parts that something was done to.
func (s *settling) touch() {
	for _, p := range s.h.parts {
		if p.p.edit != nil || p.p.own != nil {
			s.touched[p.p.n] = &p.p
		}
	}
	for _, p := range s.h.branches {
		s.touched[p.n] = p
	}
}

// shut ends what may be done to headers of parts. It gives the first edit of them that could not be made.
func (s *settling) shut() {
	for _, p := range s.touched {
		if p.own == nil {
			continue
		}
		p.own.closed = true
		if s.err == nil {
			s.err = p.own.err
		}
	}
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
