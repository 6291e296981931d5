package message

import "strings"

// behindBody is where the content of an HTML document begins: behind the tag of body, else behind the head, the tag of html or the
// document type, else at the start. Comments, scripts and the like are passed over.
func behindBody(html string) int {
	place := 0
	for at := 0; ; {
		i := strings.IndexByte(html[at:], '<')
		if i < 0 {
			return place
		}
		at += i
		if strings.HasPrefix(html[at:], "<!--") {
			end := strings.Index(html[at:], "-->")
			if end < 0 {
				return place
			}
			at += end + len("-->")
			continue
		}
		length := tagEnd(html[at:])
		if length < 0 {
			return place
		}
		name, end := tagName(html[at+1:]), at+length
		switch name {
		case "body":
			return end
		case "html", "/head", "!doctype":
			place = end
		case "script", "style", "title", "textarea", "noscript":
			at = end + closing(html[end:], name)
			continue
		}
		at = end
	}
}

// tagName is the name with which a tag begins, in lower case.
func tagName(s string) string {
	slash := ""
	if rest, is := strings.CutPrefix(s, "/"); is {
		slash, s = "/", rest
	}
	end := strings.IndexAny(s[:min(len(s), 12)], " \t\r\n/>\f")
	if end < 0 {
		return ""
	}
	return slash + strings.ToLower(s[:end])
}

// tagEnd is how long a tag is; -1: it has no end. A ">" in quotes is none.
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return -1
}

// closing is where the content of an element ends that holds no tags.
func closing(s, name string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return len(s)
		}
		at += i
		if rest := s[at+2:]; len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			return at
		}
		at += len("</")
	}
}

// lastTag is where the last tag begins that begins so; -1: nowhere.
func lastTag(html, start string) int {
	for at := len(html) - len(start); at >= 0; at-- {
		if html[at] == '<' && strings.EqualFold(html[at:at+len(start)], start) {
			return at
		}
	}
	return -1
}
