package message

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Banner puts a text before every text/plain and a piece of HTML into every text/html that people see as the body of
// the message: each alternative of it, and never an attachment, a message in the message, or what is signed or encrypted.
// HTML goes behind the tag of body. Where it stands there already nothing changes; text or html of "" leaves parts of
// that type alone. What a part's charset or encoding can't carry makes it UTF-8 or quoted-printable; HTML is
// written with character references instead. Of several calls in one hook the last counts.
func (m *Message) Banner(text, html string) {
	if h := m.m.hook; m.Parts() != nil && h.allows(len(text)+len(html)) {
		h.text, h.html = bannerText(text), bannerHTML(html)
	}
}

// bannerText makes lines of at most 78 octets where words allow it, each with its end.
func bannerText(text string) string {
	text = strings.TrimRight(strings.ToValidUTF8(lineEnds.Replace(text), "?"), " \t\n")
	if text == "" {
		return ""
	}
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(wrapped(strings.TrimRight(strings.ReplaceAll(line, "\x00", "?"), " \t")) + "\r\n")
	}
	return b.String()
}

// wrapped breaks a line at spaces.
func wrapped(line string) string {
	if len(line) <= lineWish {
		return line
	}
	var b strings.Builder
	for i, room := 0, lineWish; line != ""; i++ {
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case i > 0 && len(word) >= room:
			b.WriteString("\r\n")
			room = lineWish
		case i > 0:
			b.WriteByte(' ')
			room--
		}
		b.WriteString(word)
		room, line = room-len(word), rest
	}
	return b.String()
}

// bannerHTML writes HTML in ASCII. Of a whole document it takes what is in its body.
func bannerHTML(html string) string {
	html = html[behindBody(html):]
	if end := lastTag(html, "</body"); end >= 0 {
		html = html[:end]
	}
	html = strings.TrimRight(strings.ToValidUTF8(lineEnds.Replace(html), "?"), " \t\n")
	if html == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range html {
		switch {
		case c == '\n':
			b.WriteString("\r\n")
		case c == 0:
			b.WriteByte('?')
		case c > unicode.MaxASCII:
			fmt.Fprintf(&b, "&#x%X;", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String() + "\r\n"
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
	if p.n.media == "text/html" {
		return behindBody(text)
	}
	return len(text) - len(strings.TrimPrefix(text, "\ufeff"))
}

// stands tells whether a text begins with the banner. Spaces don't count.
func stands(text, banner string) bool {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	for word := range strings.FieldsSeq(banner) {
		rest, is := strings.CutPrefix(text, word)
		if !is {
			return false
		}
		text = strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	return true
}

// banner puts the banner into the part as it came: as it can be put in without a change to the rest, else as a new text.
func (p *part) banner(banner string) error {
	octets, err := io.ReadAll(io.LimitReader(p.reader(), MaxText+1))
	if err != nil {
		return err
	}
	text := toUTF8(octets, p.n.charset)
	if stands(text[p.bannerPlace(text):], banner) {
		return nil
	}
	coded, carried := encodeText(banner, p.n.charset)
	if carried && keepsASCII(p.n.charset) {
		at := int64(p.bannerPlace(string(octets)))
		if s, ok := p.put(at, coded); ok {
			p.editing("banner").banner = &s
			return nil
		}
	}
	if len(octets) > MaxText {
		return fmt.Errorf("the banner can't be put into part %s: its charset or encoding can't carry it, and it has more than %d octets", p.n.place(), MaxText)
	}
	p.banneredText(banner, text)
	return nil
}
