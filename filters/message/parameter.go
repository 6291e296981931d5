package message

import (
	"fmt"
	"strings"
)

// withoutParameters takes parameters of a name, their segments too, out of a value as it stands. The others keep their bytes.
func withoutParameters(raw, name string) string {
	var kept strings.Builder
	one, rest := cutOutside(raw)
	kept.WriteString(one)
	for rest != "" {
		one, rest = cutOutside(rest[1:])
		said, _, _ := strings.Cut(one, "=")
		said = strings.ToLower(strings.Trim(said, " \t\r\n"))
		if said != name && !strings.HasPrefix(said, name+"*") {
			kept.WriteString(";" + one)
		}
	}
	return strings.TrimRight(kept.String(), "; \t\r\n")
}

// nameParameter writes "; filename=..." on lines of its own, in segments where it is long (RFC 2231).
func nameParameter(name, text string) string {
	text = tidy(text)
	if isPrintable(text) && len(name)+len(text) < lineWish-10 {
		return ";\r\n " + name + "=" + quotedString(text)
	}
	const room = lineWish - len(" filename*000*=utf-8'';")
	var b strings.Builder
	for i := 0; text != ""; i++ {
		n := fitting(text, room, lengthPercent)
		charset := ""
		if i == 0 {
			charset = "utf-8''"
		}
		if i == 0 && n == len(text) {
			return ";\r\n " + name + "*=" + charset + inPercent(text)
		}
		fmt.Fprintf(&b, ";\r\n %s*%d*=%s%s", name, i, charset, inPercent(text[:n]))
		text = text[n:]
	}
	return b.String()
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// quotedString writes a quoted string (RFC 5322, section 3.2.4).
func quotedString(s string) string { return `"` + quoting.Replace(s) + `"` }

// inPercent encodes as RFC 2231, section 7, allows it.
func inPercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if plainQ(s[i]) && s[i] != '*' && s[i] != '/' || strings.IndexByte("._", s[i]) >= 0 {
			b.WriteByte(s[i])
			continue
		}
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

func lengthPercent(s string) int { return len(inPercent(s)) }

// setParameter writes a parameter of a field in the place of all of its name. The field is put in if there is none.
func (h *Header) setParameter(field, usual, name, written string) {
	h.rewrite(field, usual, written, func(raw string) string { return withoutParameters(raw, name) })
}

// setName writes a file name in the place of all that a field says, in any reading.
func (h *Header) setName(field, usual, written string) {
	h.rewrite(field, usual, written, func(raw string) string {
		for _, raw := range []string{raw, withoutComments(raw)} {
			if raw = withoutParameters(withoutParameters(raw, "name"), "filename"); !saysName(raw) {
				return raw
			}
		}
		return ""
	})
}

// rewrite writes a parameter behind what is left of each field of a name.
func (h *Header) rewrite(field, usual, written string, left func(raw string) string) {
	if h.index(field) < 0 {
		h.Set(field, usual)
	}
	fields := make([]int, 0, 1)
	for i := range h.fields {
		if h.fields[i].is(field) {
			fields = append(fields, i)
		}
	}
	for _, i := range fields {
		f := h.fields[i]
		raw := left(f.value(h.stuffed()))
		if strings.Trim(raw, " \t\r\n") == "" {
			raw = " " + usual
		}
		h.put(i, h.field(f.id, f.name, raw+written+"\r\n"))
	}
}
