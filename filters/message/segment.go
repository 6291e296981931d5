package message

import (
	"slices"
	"strings"
)

// segment is a parameter of RFC 2231: name*=, name*0= or name*0*=.
type segment struct {
	number   int
	extended bool
	whole    bool // name*=
	parameter
}

// lastSegment is the highest number that is told from others.
const lastSegment = 1e6

// allSegments are those of a name in the order of their numbers.
func (v *value) allSegments(name string) (list []segment) {
	for _, p := range v.parameters {
		rest, is := strings.CutPrefix(p.name, name+"*")
		if !is {
			continue
		}
		s := segment{parameter: p}
		rest, s.extended = strings.CutSuffix(rest, "*")
		if rest == "" {
			s.extended, s.whole = true, true
		}
		if strings.Trim(rest, "0123456789") != "" {
			continue
		}
		for _, c := range rest {
			s.number = min(10*s.number+int(c-'0'), lastSegment)
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b segment) int { return a.number - b.number })
	return list
}

// segments are those of a name as most readers take them: of a number the first counts.
func (v *value) segments(name string) []segment { return firstOfEach(v.allSegments(name)) }

func firstOfEach(list []segment) []segment {
	return slices.CompactFunc(slices.Clone(list), func(a, b segment) bool { return a.number == b.number })
}

func lastOfEach(list []segment) []segment {
	list = slices.Clone(list)
	slices.Reverse(list)
	list = firstOfEach(list)
	slices.Reverse(list)
	return list
}

// untilGap are those before the first number that is absent.
func untilGap(list []segment) []segment {
	for i := range list {
		if list[i].number != i {
			return list[:i]
		}
	}
	return list
}

// joined puts the segments of a name together.
func (v *value) joined(name string) (text string, segments int) {
	list := v.segments(name)
	return join(list), len(list)
}

func join(list []segment) string {
	charset := ""
	var octets []byte
	for i, s := range list {
		text := s.text()
		if !s.extended {
			octets = append(octets, text...)
			continue
		}
		if i == 0 {
			charset, text = cutCharset(text)
		}
		octets = appendPercent(octets, text)
	}
	return toUTF8(octets, charset)
}

// cutCharset cuts charset'language'text.
func cutCharset(s string) (charset, text string) {
	charset, rest, is := strings.Cut(s, "'")
	if !is {
		return "", s
	}
	if _, text, is = strings.Cut(rest, "'"); !is {
		return "", s
	}
	return charset, text
}

// appendPercent decodes %XX; a percent sign without two digits stands for itself.
func appendPercent(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0 {
			b = append(b, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return b
}
