package message

import (
	"fmt"
	"strings"
)

// partEdit is what a hook has done to a part.
type partEdit struct {
	text     *string
	recoded  *string // the content as it came in another encoding, which the header says already
	banner   *splice // into the content as it came
	replaced *made
	removed  bool
	before   []made
	behind   []made
	whys     []string
}

// editing notes an edit and its reason.
func (p *part) editing(why string) *partEdit {
	if p.edit == nil {
		p.edit = &partEdit{}
	}
	if why = short(Clean(why)); why != "" {
		p.edit.whys = append(p.edit.whys, why)
	}
	return p.edit
}

func (p *part) setText(text, why string) {
	if p.hook.allows(len(text)) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		e := p.editing(why)
		e.text, e.replaced, e.removed = &text, nil, false
	}
}

func (p *part) rename(name, why string) {
	name = tidy(name)
	if name == "" || len(name) > MaxValue/4 {
		p.refuse(fmt.Errorf("bad file name of %d octets, want 1 to %d", len(name), MaxValue/4))
	}
	if !p.hook.allows(len(name)) {
		return
	}
	p.editing(why)
	h, came := p.head(), p.came()
	inType, inDisposition := says(came, "Content-Type", h.stuffed()), says(came, "Content-Disposition", h.stuffed())
	if inType {
		h.setName("Content-Type", p.n.media, nameParameter("name", name))
	}
	if inDisposition || !inType {
		h.setName("Content-Disposition", "attachment", nameParameter("filename", name))
	}
}

// says tells whether a field says a file name, as any reader takes it.
func says(fields []field, name string, stuffed bool) bool {
	for i := range fields {
		if fields[i].is(name) && saysName(fields[i].value(stuffed)) {
			return true
		}
	}
	return false
}

func saysName(raw string) bool {
	for _, v := range taken(raw) {
		for _, parameter := range []string{"filename", "name"} {
			if text, _ := v.get(parameter); text != "" {
				return true
			}
		}
	}
	return false
}

func (p *part) remove(why string) {
	if p.hook.allows(0) {
		e := p.editing(why)
		e.text, e.replaced, e.removed = nil, nil, true
	}
}

func (p *part) replace(name, typ, content, why string) {
	if m, ok := p.make(name, typ, content, why); ok {
		e := p.editing(why)
		e.text, e.replaced, e.removed = nil, &m, false
	}
}

func (p *part) insert(before bool, name, typ, content, why string) {
	m, ok := p.make(name, typ, content, why)
	if !ok {
		return
	}
	if p.edit == nil {
		p.edit = &partEdit{}
	}
	if before {
		p.edit.before = append(p.edit.before, m)
	} else {
		p.edit.behind = append(p.edit.behind, m)
	}
}

// make makes a part that an edit wants.
func (p *part) make(name, typ, content, why string) (made, bool) {
	if !p.hook.allows(len(content) + len(name)) {
		return made{}, false
	}
	name = tidy(name)
	m, err := newPart(name, typ, content, why)
	if len(name) > MaxValue/4 {
		err = fmt.Errorf("bad file name of %d octets, want at most %d", len(name), MaxValue/4)
	}
	if err != nil {
		p.refuse(err)
	}
	return m, err == nil
}

// refuse makes the hook fail.
func (p *part) refuse(err error) {
	if p.hook != nil && !p.hook.own.closed {
		p.hook.own.fail(err)
	}
}
