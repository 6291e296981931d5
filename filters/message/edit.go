package message

import (
	"fmt"
	"slices"
	"strings"
)

// Set changes the first field of that name in place, which keeps its name as written, and takes the others away; where there is none it
// adds one at the end. The value is text: line ends and control characters in it are replaced, what isn't ASCII is encoded
// (RFC 2047) unless the header has UTF-8 anyway, and lines are folded. A value that stands there already, in plain
// text, keeps its bytes.
func (h *Header) Set(name, value string) {
	value = tidy(value)
	if !h.allows(name, value) {
		return
	}
	i := h.index(name)
	if i < 0 {
		h.insert(h.bottom(), h.compose(h.next, name, value))
		return
	}
	f := h.fields[i]
	if isName(f.name) {
		name = f.name
	}
	if !isPrintable(value) || strings.Trim(f.value(h.stuffed()), " ") != value {
		f = h.compose(f.id, name, value)
	}
	fields := make([]field, 0, len(h.fields))
	for j := range h.fields {
		switch {
		case j == i:
			fields = append(fields, f)
		case !h.fields[j].is(name):
			fields = append(fields, h.fields[j])
		}
	}
	h.fields = fields
}

// Add puts a field at the end, as Set would write it.
func (h *Header) Add(name, value string) {
	if value = tidy(value); h.allows(name, value) {
		h.insert(h.bottom(), h.compose(h.next, name, value))
	}
}

// Prepend puts a field at the top, as Set would write it.
func (h *Header) Prepend(name, value string) {
	if value = tidy(value); h.allows(name, value) {
		h.insert(h.top(), h.compose(h.next, name, value))
	}
}

// Remove takes all fields of that name away and tells how many there were.
func (h *Header) Remove(name string) int {
	if h.index(name) < 0 || !h.open() {
		return 0
	}
	kept := make([]field, 0, len(h.fields))
	for i := range h.fields {
		if !h.fields[i].is(name) {
			kept = append(kept, h.fields[i])
		}
	}
	removed := len(h.fields) - len(kept)
	h.fields = kept
	return removed
}

// Rename gives all fields of one name another, in place, and tells how many there were. Their values keep their bytes.
func (h *Header) Rename(from, to string) int {
	if !h.allows(to, "") {
		return 0
	}
	renamed := 0
	fields := slices.Clone(h.fields)
	for i := range fields {
		if fields[i].is(from) {
			fields[i] = h.field(fields[i].id, to, renamedTail(to, fields[i].tail()))
			renamed++
		}
	}
	if renamed > 0 {
		h.fields = fields
	}
	return renamed
}

// renamedTail folds a value that a longer name would push past the longest line, if it can be.
func renamedTail(name, tail string) string {
	line, _, _ := strings.Cut(tail, "\n")
	if len(name)+len(line) > lineLimit && isSpace(line[0]) {
		return "\r\n" + tail
	}
	return tail
}

// put puts a field in the place of the one at i.
func (h *Header) put(i int, f field) {
	h.fields = slices.Clone(h.fields)
	h.fields[i] = f
}

// insert puts a new field, whose id is h.next, at i.
func (h *Header) insert(i int, f field) {
	if len(h.fields) >= MaxFields+MaxAdded {
		h.fail(fmt.Errorf("can't add %s: the header would have more than %d fields", f.name, MaxFields+MaxAdded))
		return
	}
	h.next++
	h.fields = slices.Insert(slices.Clip(h.fields), i, f)
}

// compose makes a field of a tidy value.
func (h *Header) compose(id int, name, value string) field {
	list := tokens(value, h.international(), maxEncodedWord-len(name)-len(": "))
	line := fold([]byte(name+":"), list)
	return h.field(id, name, string(line[len(name)+1:])+"\r\n")
}

// field makes one of what stands behind its colon.
func (h *Header) field(id int, name, tail string) field {
	dot := ""
	if h.stuffed() && name[0] == '.' {
		dot = "."
	}
	h.added += len(name) + len(tail)
	if h.added > MaxHeader {
		h.fail(fmt.Errorf("edits of the header make more than %d octets", MaxHeader))
	}
	return field{raw: dot + name + ":" + tail, name: name, colon: len(dot) + len(name), id: id}
}

// open tells whether edits are possible at all.
func (h *Header) open() bool {
	if h.barred != nil {
		h.fail(h.barred)
	}
	return !h.closed && h.err == nil
}

// allows tells whether an edit can be made; if not, the hook will count as failed.
func (h *Header) allows(name, value string) bool {
	switch {
	case !isName(name) || len(name) > MaxName:
		h.fail(fmt.Errorf("bad name %q, want at most %d letters, digits and signs, no space and no colon", Cut(name, MaxName), MaxName))
	case len(value) > MaxValue:
		h.fail(fmt.Errorf("value of %s has %d octets, the most is %d", name, len(value), MaxValue))
	}
	return h.open()
}

// fail remembers the first edit that could not be made.
func (h *Header) fail(err error) {
	if h.err == nil {
		h.err = err
	}
}
