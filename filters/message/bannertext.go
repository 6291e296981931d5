package message

import (
	"fmt"
	"strings"
	"unicode"
)

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

// inASCII writes '?' for all else.
func inASCII(text string) string {
	return strings.Map(func(c rune) rune {
		if c > unicode.MaxASCII {
			return '?'
		}
		return c
	}, text)
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
