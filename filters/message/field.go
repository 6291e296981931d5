package message

import "strings"

// field is one piece of a header block: a field with its folds, or lines that are none. Its bytes are those of the wire.
type field struct {
	raw   string // with its line ends and, where content is stuffed, its stuffing dots
	name  string // as written but cleaned, without spaces before the colon
	colon int    // place in raw; -1: no field
	id    int    // the same for as long as it is the same field, whatever an edit makes of it
	kind  kind
	// bare: it begins behind a bare LF, where a dot is no stuffing.
	bare bool
}

// kind says what a piece is.
type kind uint8

const (
	named   kind = iota // a field
	junk                // a line without a colon, or without a name
	leading             // an mbox line, or a fold of nothing: a piece that has to stay the first
)

// is tells whether the field has the name, in any case. Only letters of ASCII have a case here: by Unicode's rules
// U+017F would be an s.
func (f *field) is(name string) bool {
	if f.kind != named || len(f.name) != len(name) {
		return false
	}
	for i := range len(name) {
		if lower(f.name[i]) != lower(name[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// value is what follows the colon, with its folds, without stuffing and without the last line end.
func (f *field) value(stuffed bool) string {
	v, ended := strings.CutSuffix(f.tail(), "\r\n")
	if !ended {
		v = strings.TrimSuffix(v, "\n")
	}
	if stuffed && strings.Contains(v, "\r\n.") {
		v = strings.ReplaceAll(v, "\r\n.", "\r\n")
	}
	return v
}

// tail is all that follows the colon, as on the wire.
func (f *field) tail() string { return f.raw[f.colon+1:] }

// plain is the field without stuffing.
func (f *field) plain(stuffed bool) string {
	if !stuffed {
		return f.raw
	}
	raw := f.raw
	if !f.bare {
		raw = strings.TrimPrefix(raw, ".")
	}
	return strings.ReplaceAll(raw, "\r\n.", "\r\n")
}
