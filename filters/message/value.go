package message

import "strings"

// value is a field with parameters (RFC 2045, section 5.1; RFC 2183): "text/plain; charset=utf-8".
type value struct {
	main       string // in lower case
	parameters []parameter
	odd        bool // not by the grammar
	over       *LimitError
}

// parameter is one as it stands; the name is in lower case.
type parameter struct {
	name, value string
	quoted      bool
}

// cutValue reads leniently: what stands between two semicolons outside of quotes is a parameter if it has an equals sign.
func cutValue(raw string) (v value) {
	if len(raw) > MaxValue {
		v.over = &LimitError{"octets in a value", MaxValue}
	}
	main, rest := cutOutside(unfold(Cut(raw, MaxValue)))
	v.main = strings.ToLower(strings.Trim(withoutComment(main), " \t\r\n"))
	if strings.IndexByte(v.main, '=') >= 0 {
		v.parameter(main) // "filename=a.txt" and nothing before it
	}
	for rest != "" {
		var one string
		one, rest = cutOutside(rest[1:])
		if len(v.parameters) == MaxParameters {
			v.over = &LimitError{"parameters in a field", MaxParameters}
			return v
		}
		v.parameter(one)
	}
	return v
}

// cutOutside cuts before the first semicolon outside of quotes; rest begins with it, or is "". A quote that nothing
// ends is none.
func cutOutside(s string) (one, rest string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"' && (quoted || strings.IndexByte(s[i+1:], '"') >= 0):
			quoted = !quoted
		case s[i] == '\\' && quoted:
			i++
		case s[i] == ';' && !quoted:
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// taken are the values that readers take a field for: as it stands, without comments, and with its encoded words decoded.
func taken(raw string) []value {
	list := []value{cutValue(raw)}
	for _, other := range []string{withoutComments(raw), decodeWords(raw)} {
		if other != raw {
			list = append(list, cutValue(other))
		}
	}
	return list
}

// withoutComments puts a space in the place of each comment, wherever it stands (RFC 5322, section 3.2.2). One that nothing ends
// is none.
func withoutComments(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	var b strings.Builder
	depth, quoted, from := 0, false, 0 // from: what isn't written yet
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && (quoted || depth > 0):
			i++
		case c == '"' && depth == 0 && (quoted || strings.IndexByte(s[i+1:], '"') >= 0):
			quoted = !quoted
		case c == '(' && !quoted:
			if depth++; depth == 1 {
				b.WriteString(s[from:i])
				from = i
			}
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				b.WriteByte(' ')
				from = i + 1
			}
		}
	}
	return b.String() + s[from:]
}

// withoutComment takes a comment at the end away (RFC 5322, section 3.2.2).
func withoutComment(s string) string {
	if i := strings.IndexByte(s, '('); i >= 0 {
		return s[:i]
	}
	return s
}

func (v *value) parameter(one string) {
	name, text, is := strings.Cut(one, "=")
	name = strings.ToLower(strings.Trim(name, " \t\r\n"))
	if !is {
		v.odd = v.odd || name != ""
		return
	}
	v.odd = v.odd || !isName(name)
	text = strings.Trim(text, " \t\r\n")
	inner, quoted := strings.CutPrefix(text, `"`)
	if !quoted {
		v.odd = v.odd || text == "" || strings.ContainsAny(text, " \t\"(),:<>@[\\]")
		v.parameters = append(v.parameters, parameter{name, text, false})
		return
	}
	inner, junk := cutQuoted(inner)
	v.odd = v.odd || junk
	v.parameters = append(v.parameters, parameter{name, inner, true})
}

// cutQuoted takes what stands before the quote that ends a quoted string, with its backslashes. junk: something else follows it,
// or nothing ends it.
func cutQuoted(s string) (inner string, junk bool) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return s[:i], strings.Trim(withoutComment(s[i+1:]), " \t\r\n") != ""
		}
	}
	return s, true
}

// text is what a parameter says.
func (p parameter) text() string {
	if !p.quoted || strings.IndexByte(p.value, '\\') < 0 {
		return p.value
	}
	b := make([]byte, 0, len(p.value))
	for i := 0; i < len(p.value); i++ {
		if p.value[i] == '\\' && i+1 < len(p.value) {
			i++
		}
		b = append(b, p.value[i])
	}
	return string(b)
}

// get is what most readers take a parameter for: the first of that name, else its segments. several tells that there is
// more than one to choose from.
func (v *value) get(name string) (text string, several bool) {
	plain := 0
	for i := len(v.parameters) - 1; i >= 0; i-- {
		if v.parameters[i].name == name {
			text = v.parameters[i].text()
			plain++
		}
	}
	joined, segments := v.joined(name)
	if plain == 0 {
		text = joined
	}
	return text, plain > 1 || plain == 1 && segments > 0
}
