package message

import (
	"slices"
	"strings"
)

// PrefixSubject puts a prefix, such as "[external] ", before each Subject that doesn't begin with it already. What
// follows the prefix keeps its bytes. Where there is no Subject it adds one.
func (h *Header) PrefixSubject(prefix string) {
	p := newPrefix(prefix)
	if p.bare == "" || !h.allows("Subject", p.text) {
		return
	}
	if h.index("Subject") < 0 {
		h.insert(h.bottom(), h.prefixed(field{raw: "Subject:\r\n", name: "Subject", colon: len("Subject"), id: h.next}, p))
		return
	}
	fields := slices.Clone(h.fields)
	for i, f := range fields {
		if f.is("Subject") && !p.begins(decode(f.value(h.stuffed()))) {
			fields[i] = h.prefixed(f, p)
		}
	}
	h.fields = fields
}

// prefix is what goes before a subject.
type prefix struct {
	text string // with a space at its end, if any was given
	bare string // without
}

func newPrefix(given string) prefix {
	p := prefix{text: strings.TrimLeft(Clean(decodeWords(unfold(given))), " ")}
	p.bare = strings.TrimRight(p.text, " ")
	if p.text != p.bare {
		p.text = p.bare + " "
	}
	return p
}

// begins tells whether a subject has the prefix; one that is nothing else has lost the space at its end.
func (p prefix) begins(subject string) bool {
	return strings.HasPrefix(subject, p.text) || subject == p.bare
}

// tokens writes the prefix so that it can stand before rest. Between two encoded words a reader drops the space, and one that is
// glued to other text it doesn't decode: so before an encoded word the prefix is one too where it has to, with its space inside.
func (p prefix) tokens(rest string, international bool, room int) []token {
	list := tokens(p.bare, international, room)
	switch encoded := strings.HasPrefix(rest, "=?"); {
	case encoded && (p.bare == p.text || endsEncoded(list)):
		return encodedTokens(" ", p.text, room)
	case strings.Contains(p.bare, "=?"): // text, though it looks like an encoded word
		return encodedTokens(" ", p.bare, room)
	}
	return list
}

func endsEncoded(list []token) bool { return strings.HasSuffix(list[len(list)-1].text, "?=") }

// prefixed makes a field of the prefix and the bytes of f.
func (h *Header) prefixed(f field, p prefix) field {
	rest := strings.TrimLeft(f.tail(), " \t\r\n")
	space := f.tail()[:len(f.tail())-len(rest)]
	list := p.tokens(rest, h.international(), maxEncodedWord-len(f.name)-len(": "))
	head := string(fold([]byte(f.name+":"), list))
	between := "\r\n"
	if rest != "" {
		between = joint(head, space, rest, p.bare == p.text && !endsEncoded(list))
	}
	return h.field(f.id, f.name, head[len(f.name)+1:]+between+rest)
}

// joint is what stands between prefix and rest: a fold where there was one or where the line gets too long, else a
// space, or nothing if they are glued.
func joint(head, space, rest string, glued bool) string {
	if strings.Contains(space, "\n") {
		return space
	}
	between, wish := " ", lineWish
	if glued {
		between, wish = "", lineLimit
	}
	last := head[strings.LastIndexByte(head, '\n')+1:]
	line, _, _ := strings.Cut(rest, "\n")
	if len(last)+len(between)+len(strings.TrimSuffix(line, "\r")) > wish {
		return "\r\n "
	}
	return between
}
