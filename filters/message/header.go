package message

import "strings"

// Header is an ordered list of fields. Names are matched without regard to the case of ASCII letters; untouched fields keep
// their bytes. A line that is no field (no colon, no name) keeps its place and its bytes too, and has no name.
//
// An edit that can't be made (a name that isn't one by RFC 5322, a value past [MaxValue], a header that would pass its
// bounds) changes nothing, and the hook then counts as failed.
type Header struct {
	src    *source
	fields []field // never written in place: copies of a Header share it
	next   int     // id of the next field that is made
	added  int     // octets that edits have made
	closed bool    // the hook is over, edits have no effect
	barred error   // why no edit may be made
	err    error   // the first edit that could not be made
}

// Names lists the names in order, with repeats, as written. What isn't printable in one is replaced by '?'.
func (h *Header) Names() []string {
	names := make([]string, 0, len(h.fields))
	for i := range h.fields {
		if h.fields[i].kind == named {
			names = append(names, h.fields[i].name)
		}
	}
	return names
}

// Get is the first value of that name, unfolded, decoded (RFC 2047), without spaces around it, and safe to show: control and bidi
// characters, and what isn't UTF-8, are '?'. It is "" if there is none. Of a value longer than [MaxValue] it is the
// start, and there is a finding. What encoded words say is text: to find addresses, use Raw.
func (h *Header) Get(name string) string {
	for i := range h.fields {
		if h.fields[i].is(name) {
			return decode(h.fields[i].value(h.stuffed()))
		}
	}
	return ""
}

// Values are all of that name, as Get gives the first.
func (h *Header) Values(name string) []string {
	values := h.Raw(name)
	for i := range values {
		values[i] = decode(values[i])
	}
	return values
}

// Raw are all values of that name as they stand, with their folds and the space behind the colon, but without
// dot-stuffing and the last line end. They may hold any octet.
func (h *Header) Raw(name string) []string {
	var values []string
	for i := range h.fields {
		if h.fields[i].is(name) {
			values = append(values, h.fields[i].value(h.stuffed()))
		}
	}
	return values
}

func (h *Header) stuffed() bool { return h.src != nil && h.src.Stuffed }

func (h *Header) international() bool { return h.src != nil && h.src.international }

// index is the place of the first field of that name, or -1.
func (h *Header) index(name string) int {
	for i := range h.fields {
		if h.fields[i].is(name) {
			return i
		}
	}
	return -1
}

// top is where a new first field goes: behind a piece that has to stay the first.
func (h *Header) top() int {
	if len(h.fields) > 0 && h.fields[0].kind == leading {
		return 1
	}
	return 0
}

// bottom is where a new last field goes: before the first line that is no field, which some readers take for the body.
func (h *Header) bottom() int {
	at := h.top()
	for at < len(h.fields) && h.fields[at].kind == named {
		at++
	}
	return at
}

// appendTo writes the fields in wire form.
func (h *Header) appendTo(b []byte) []byte {
	start := len(b)
	for i := range h.fields {
		f, raw := &h.fields[i], h.fields[i].raw
		if len(b) > start && b[len(b)-1] != '\n' {
			b = append(b, "\r\n"...) // the block had no last line end, and something was put behind it
		}
		if h.stuffed() && strings.HasPrefix(raw, ".") {
			// An edit may have put CRLF before a dot that stood behind a bare LF, or the other way round: a line of a lone dot
			// must not come about.
			switch bare := len(b) > start && !strings.HasSuffix(string(b[max(start, len(b)-2):]), "\r\n"); {
			case f.bare && !bare:
				b = append(b, '.')
			case !f.bare && bare:
				raw = raw[1:]
			}
		}
		b = append(b, raw...)
	}
	return b
}
