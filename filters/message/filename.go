package message

import (
	"slices"
	"strings"
)

// firstOf is the first value of that name.
func firstOf(fields []field, name string, stuffed bool) (raw string, is bool) {
	for i := range fields {
		if fields[i].is(name) {
			return fields[i].value(stuffed), true
		}
	}
	return "", false
}

// nameFields say a file name, each by its parameter; some readers look for either in both.
var nameFields = [...]struct{ field, parameter string }{
	{"Content-Disposition", "filename"},
	{"Content-Type", "name"},
	{"Content-Disposition", "name"},
	{"Content-Type", "filename"},
}

// saidNames are what the fields of a part give as file names, each as readers would mostly take it, and none twice; and how many
// parameters say them. Each field that could have one is noted.
func saidNames(fields []field, stuffed bool, note func(*value)) (said []string, parameters int) {
	for _, by := range nameFields {
		for i := range fields {
			if !fields[i].is(by.field) {
				continue
			}
			v := cutValue(fields[i].value(stuffed))
			note(&v)
			joined, n := v.joined(by.parameter)
			if n > 0 {
				said = append(said, decodeWords(joined))
			}
			parameters += n
			for _, p := range v.parameters {
				if p.name == by.parameter {
					said = append(said, decodeWords(p.text()))
					parameters++
				}
			}
		}
	}
	slices.Sort(said)
	return slices.Compact(said), parameters
}

// nameReadings are all readings of a part's file name.
type nameReadings []string

// readNames takes them from the fields of a part.
func readNames(fields []field, stuffed bool) []string {
	var list nameReadings
	for _, by := range nameFields {
		for i := range fields {
			if !fields[i].is(by.field) {
				continue
			}
			for _, v := range taken(fields[i].value(stuffed)) {
				list.take(&v, by.parameter)
			}
		}
	}
	return list
}

// take adds what a value says: first what most readers take, then the others.
func (l *nameReadings) take(v *value, name string) {
	l.segments(v.allSegments(name))
	for _, p := range v.parameters {
		if p.name != name {
			continue
		}
		l.text(p.text())
		l.text(p.value) // a backslash is a folder's
		if end := strings.IndexAny(p.value, " \t()<>@,;:\"[]?="); !p.quoted && end >= 0 {
			l.text(p.value[:end]) // of one that keeps to the grammar
			word, _, _ := strings.Cut(p.value, " ")
			l.text(word)
			l.text(withoutComment(p.value))
		}
		if strings.IndexByte(p.value, '%') >= 0 {
			_, text := cutCharset(p.text())
			l.text(toUTF8(appendPercent(nil, text), ""))
		}
	}
}

// segments adds what readers make of segments: who stops at a gap, takes the last of two with a number or both, one for all,
// or doesn't know percent signs, has another name than most.
func (l *nameReadings) segments(all []segment) {
	if len(all) == 0 {
		return
	}
	first, last := firstOfEach(all), lastOfEach(all)
	numbered := slices.DeleteFunc(slices.Clone(all), func(s segment) bool { return s.whole })
	var plain strings.Builder
	for i, list := range [][]segment{first, untilGap(first), last, untilGap(last), numbered, untilGap(firstOfEach(numbered)), all} {
		if i > 0 && len(first) == len(all) && len(list) == len(all) {
			continue // the same again, as nearly always
		}
		l.text(join(list))
	}
	for i, s := range all {
		l.text(s.text())
		l.text(join(all[i : i+1]))
		plain.WriteString(s.text())
	}
	l.text(plain.String())
}

// text adds the readings of a text: with and without encoded words, up to a NUL, and without folders.
func (l *nameReadings) text(s string) {
	decoded := s
	if strings.Contains(s, "=?") {
		decoded = decodeWords(s)
		l.octets(strings.Join(strings.Fields(decoded), " "))
		l.octets(decodeAllWords(s))
	}
	l.octets(decoded)
	l.octets(s)
}

func (l *nameReadings) octets(s string) {
	text := toUTF8([]byte(s), "")
	l.add(text)
	if strings.IndexByte(text, '+') >= 0 {
		l.add(fromUTF7(text)) // which browsers have given up, and mail programs haven't
	}
	if before, _, is := strings.Cut(text, "\x00"); is {
		l.add(before)
	}
	if i := strings.LastIndexAny(text, `/\`); i >= 0 {
		l.add(text[i+1:])
	}
}

// add adds a reading that isn't there yet.
func (l *nameReadings) add(s string) {
	s = strings.Trim(Clean(s), " ")
	if s != "" && !slices.Contains(*l, s) {
		*l = append(*l, s)
	}
}
