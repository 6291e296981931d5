package message

import (
	"fmt"
	"io"
	"strings"
)

// Banner puts a text before every text/plain and a piece of HTML into every text/html that people see as the body of
// the message: each alternative of it, and never an attachment, a message in the message, or what is signed or encrypted.
// Where nobody here knows the charset the banner is ASCII, since the rest can't be read.
// HTML goes behind the tag of body. Where it stands there already nothing changes; text or html of "" leaves parts of
// that type alone. What a part's charset or encoding can't carry makes it UTF-8 or quoted-printable; HTML is
// written with character references instead. Of several calls in one hook the last counts.
func (m *Message) Banner(text, html string) {
	if h := m.m.hook; m.Parts() != nil && h.allows(len(text)+len(html)) {
		h.text, h.html = bannerText(text), bannerHTML(html)
	}
}

// bodies are the parts that people see as the body of the message.
func (h *hook) bodies() (list []*part) {
	parts := map[*node]*part{}
	for _, p := range h.leaves() {
		parts[p.p.n] = &p.p
	}
	var walk func(n *node) bool
	walk = func(n *node) (found bool) {
		switch {
		case n.smime || n.pgp || n.kind == enclosure:
			return false
		case n.kind == leaf:
			p := parts[n]
			if n.media != "text/plain" && n.media != "text/html" || p.attachment() {
				return false
			}
			list = append(list, p)
			return true
		}
		for part := n.first; part != nil; part = part.behind {
			if found = walk(part) || found; found && n.media != "multipart/alternative" {
				return true
			}
		}
		return found
	}
	walk(h.tree().root)
	return list
}

// banners puts the banner into each part that is to have it.
func (s *settling) banners() {
	if s.h.text == "" && s.h.html == "" {
		return
	}
	for _, p := range s.h.bodies() {
		text := s.h.text
		if p.n.media == "text/html" {
			text = s.h.html
		}
		if e := p.edit; text == "" || e != nil && (e.removed || e.replaced != nil) {
			continue
		}
		if !s.h.allows(len(text)) { // a message may have thousands of alternatives
			s.err = s.h.own.err
			return
		}
		if p.edit != nil && p.edit.text != nil {
			p.banneredText(text, *p.edit.text)
		} else if err := p.banner(text); err != nil {
			s.err = err
		}
	}
}

// banneredText puts the banner into a text that replaces the part's.
func (p *part) banneredText(banner, text string) {
	at := p.bannerPlace(text)
	if !stands(text[at:], banner) {
		text = text[:at] + banner + text[at:]
		p.editing("banner").text = &text
	}
}

// bannerPlace is where in a text the banner goes.
func (p *part) bannerPlace(text string) int {
	at := len(text) - len(strings.TrimPrefix(text, byteOrder))
	if p.n.media == "text/html" {
		return max(at, behindBody(text))
	}
	return at
}

// byteOrder begins UTF-16, and is a mark of nothing once that is UTF-8.
const byteOrder = "\ufeff"

// banner puts the banner into the part as it came: as it can be put in without a change to the rest, else as a new text, and where
// that would be too long without the characters that the charset lacks.
func (p *part) banner(banner string) error {
	octets, err := io.ReadAll(io.LimitReader(p.reader(), MaxText+1))
	if err != nil {
		return err
	}
	text := toUTF8(octets, p.n.charset)
	if beginning := text[p.bannerPlace(text):]; stands(beginning, banner) || stands(beginning, inASCII(banner)) {
		return nil
	}
	switch at := int64(p.bannerPlace(string(octets))); {
	case p.putBanner(at, banner), p.isUnread(string(octets)) && p.putBanner(at, inASCII(banner)):
		return nil
	case len(octets) <= MaxText:
		if p.hook.allows(len(text)) {
			p.banneredText(banner, p.withoutOrder(text))
		}
		return p.hook.own.err
	case !p.putBanner(at, inASCII(banner)):
		return fmt.Errorf("the banner can't be put into part %s: its encoding is broken, and it has more than %d octets", p.n.place(), MaxText)
	}
	return nil
}

// withoutOrder is a text that is to be UTF-8 in the place of UTF-16.
func (p *part) withoutOrder(text string) string {
	if isUTF16(p.n.charset) {
		return strings.TrimPrefix(text, byteOrder)
	}
	return text
}

// isUnread tells whether nobody here knows what the octets mean. To write them in another charset would destroy them.
func (p *part) isUnread(octets string) bool {
	return isUnknown(p.n.charset) && (octetsPastASCII(octets) > 0 || strings.ContainsAny(octets, "\x0e\x1b"))
}

// putBanner puts the banner in without a change to the rest, if charset and encoding allow it.
func (p *part) putBanner(at int64, banner string) bool {
	coded, carried := encodeText(banner, p.n.charset)
	if !carried || !keepsASCII(p.n.charset) {
		return false
	}
	s, ok := p.put(at, coded)
	if ok {
		p.editing("banner").banner = &s
	}
	return ok
}
