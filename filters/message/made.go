package message

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"
)

// made is a part of our own.
type made struct {
	fields []field
	coded  string
	media  string
	sum    string // SHA-256 of the content before it is encoded
	why    string
}

// newPart makes a part that every server passes unchanged: 7-bit, in short lines.
func newPart(name, typ, content, why string) (made, error) {
	v := cutValue(tidy(typ))
	top, sub, is := strings.Cut(v.main, "/")
	if !is || !isName(top) || !isName(sub) || v.odd || v.over != nil || !isPrintable(typ) || len(typ) > lineLimit/2 {
		return made{}, fmt.Errorf("bad type of a part %q, want one such as text/plain; charset=utf-8", Cut(typ, 100))
	}
	if top == "multipart" || top == "message" {
		return made{}, fmt.Errorf("bad type of a part %q, want the type of one that has no parts", Cut(typ, 100))
	}
	m := made{media: v.main, why: short(Clean(why))}
	encoding := "base64"
	if top == "text" {
		content = canonical(content)
		if charset, _ := v.get("charset"); charset == "" && octetsPastASCII(content) > 0 {
			typ += "; charset=utf-8"
		}
		m.coded, encoding = plainest(content)
	} else {
		m.coded = inBase64(content)
	}
	m.sum = sumOf(content)
	h := Header{}
	h.Add("Content-Type", typ)
	h.Add("Content-Transfer-Encoding", encoding)
	if name != "" {
		h.insert(h.bottom(), h.field(h.next, "Content-Disposition", " attachment"+nameParameter("filename", name)+"\r\n"))
	}
	m.fields = h.fields
	return m, h.err
}

// wire is the part with its header, without stuffing.
func (m made) wire() string {
	var b strings.Builder
	for i := range m.fields {
		b.WriteString(m.fields[i].raw)
	}
	return b.String() + "\r\n" + m.coded
}

// canonical ends each line with CRLF.
func canonical(text string) string { return strings.ReplaceAll(lineEnds.Replace(text), "\n", "\r\n") }

// plainest encodes a text for a server that takes 7 bits, so that people can read as much as possible of it as it stands.
func plainest(text string) (coded, encoding string) {
	switch {
	case isPlain(text, lineWish):
		return text, "7bit"
	case isLegible(text):
		return inQuoted(text, false), "quoted-printable"
	}
	return inBase64(text), "base64"
}

// isPlain tells whether text is ASCII without NUL in lines of so many octets at most, of which none could be a boundary.
func isPlain(text string, most int) bool {
	dashes := strings.HasPrefix(text, "--") || strings.Contains(text, "\n--")
	return octetsPastASCII(text) == 0 && isLines(text, most) && !dashes
}

// isLines tells whether text is lines that end with CRLF and have so many octets at most.
func isLines(text string, most int) bool {
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > most || strings.ContainsAny(line, "\r\n\x00") {
			return false
		}
	}
	return true
}

// isLegible tells whether people could read text that is quoted-printable.
func isLegible(text string) bool { return 2*octetsPastASCII(text) <= len(text) }

// inQuoted encodes quoted-printable; in binary, CR and LF too.
func inQuoted(text string, binary bool) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	w.Binary = binary
	w.Write([]byte(text)) // a Builder has no errors
	w.Close()
	text = strings.ReplaceAll(b.String(), "\r\n--", "\r\n=2D-") // no boundary of the message can be in it
	if rest, is := strings.CutPrefix(text, "--"); is {
		text = "=2D-" + rest
	}
	return text
}

// inBase64 encodes in lines of 76 digits.
func inBase64(octets string) string {
	const line = 57
	var b strings.Builder
	b.Grow(len(octets)/line*78 + 80)
	for len(octets) > 0 {
		n := min(line, len(octets))
		b.WriteString(base64.StdEncoding.EncodeToString([]byte(octets[:n])) + "\r\n")
		octets = octets[n:]
	}
	return b.String()
}
