package headerlog

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
)

// maxNotes is how many findings a hook call can note.
const maxNotes = 100

// Keys of findings that are about the header as a whole. A field of such a name has the same key.
const (
	keyUnread  = "header_log.unread"
	keyLeftOut = "header_log.left_out"
)

// note is a finding.
type note struct{ key, value string }

// field is what a message has of one name.
type field struct {
	key    string
	values []string // at least one
}

// notes are the findings of a message, at most maxNotes: those of its fields, and behind them what there is to say of the whole.
func notes(m *filters.Message, names []string) []note {
	fields, total := read(m.Header, names)
	var whole []note
	if err := m.Err(); err != nil {
		whole = append(whole, note{keyUnread, err.Error()})
	}
	room := maxNotes - len(whole)
	if total > room {
		room--
		whole = append(whole, note{keyLeftOut, fmt.Sprint(total - room)})
	}
	return append(share(fields, room), whole...)
}

// read takes the fields of these names out of a header, and counts their values.
func read(h *filters.Header, names []string) (fields []field, total int) {
	for _, name := range names {
		if values := h.Values(name); len(values) > 0 {
			fields = append(fields, field{"header_log." + strings.ToLower(name), values})
			total += len(values)
		}
	}
	return fields, total
}

// share gives the room to the fields in their order. A hundred senders must not hide the subject: so each leaves the fields behind it
// room for one value of each.
func share(fields []field, room int) []note {
	var all []note
	for i, f := range fields {
		behind := len(fields) - 1 - i
		n := min(len(f.values), max(1, room-behind), room)
		for _, v := range f.values[:n] {
			all = append(all, note{f.key, cut(v)})
		}
		room -= n
	}
	return all
}

// cut shortens a value so that one can see it.
func cut(v string) string {
	const mark = "…"
	if len(v) <= filters.MaxNote {
		return v
	}
	n := filters.MaxNote - len(mark)
	for !utf8.RuneStart(v[n]) {
		n--
	}
	return v[:n] + mark
}
