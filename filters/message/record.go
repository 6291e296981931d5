package message

import "errors"

// Edit is one thing that a filter has changed, for the record.
type Edit struct {
	// What is "header Subject"; "message" for a notice in its place; "part 1.2 image/png" for a part, with its place in the
	// tree and its type before the edit; "part behind 1.2 text/plain" for one that was put in; "header Subject of part 1.2".
	What string
	// Old and New are values of a header as Get gives them, at most 1,000 octets; the subjects, where a notice is in the place; the
	// SHA-256 of a part's decoded content in lower-case hex. They are "" where there is none: of a part that was put in or that goes.
	Old, New string
	// Why is the reason that the filter gave for the edit of a part, at most 1,000 octets.
	Why string
}

// Edits tells what a hook has changed in its copy new of old, and ends the hook: later edits through what the filter may have kept have
// no effect, and new may be assigned to *old. It is an error if an edit could not be made, or if another Header or Message stands
// in the place of the copy's own.
func Edits(old, new *Message) ([]Edit, error) {
	h := new.m.own
	switch {
	case new.m.src == nil || new.m.src != old.m.src || h.closed:
		return nil, errors.New("put another Message in the place of its argument")
	case new.Header == nil || new.Header != h || h.src != new.m.src:
		return nil, errors.New("put another Header in the place of the message's")
	case h.err != nil:
		return nil, h.err
	}
	if new.m.notice != old.m.notice {
		h.closed, new.m.headerOnly = true, old.m.headerOnly
		edits := []Edit{{What: "message", Old: short(old.m.own.Get("Subject")), New: short(new.m.notice.subject)}}
		return append(edits, changes(new.m.notice.fields, h.fields, h.stuffed())...), nil
	}
	body, parts, signed, err := new.m.hook.settle()
	if err == nil {
		err = h.err
	}
	if err != nil {
		return nil, err
	}
	h.closed, new.m.headerOnly = true, old.m.headerOnly
	if body != nil {
		new.m.body = body
	}
	new.m.broken = broken(h.src, current(old), current(new), signed)
	return append(changes(old.m.own.fields, h.fields, h.stuffed()), parts...), nil
}

// Broken tells which signatures those edits of m break that [Edits] has taken, and by what: "dkim d=example.org; s=key: header
// From", "arc i=1; d=example.org; s=key: body", "smime: body". A signature that was never right breaks too, and one that
// was taken away doesn't.
func Broken(m *Message) []string { return m.m.broken }

// changes compares two lists of fields: first what became of the old ones, in their order, then what is new.
func changes(old, new []field, stuffed bool) (edits []Edit) {
	if same(old, new) {
		return nil
	}
	now := make(map[int]*field, len(new))
	for i := range new {
		now[new[i].id] = &new[i]
	}
	for i := range old {
		edits = append(edits, became(&old[i], now[old[i].id], stuffed)...)
		delete(now, old[i].id)
	}
	for i := range new {
		if now[new[i].id] != nil {
			edits = append(edits, became(nil, &new[i], stuffed)...)
		}
	}
	return edits
}

// became tells what the field old is now; nil: there is none.
func became(old, new *field, stuffed bool) []Edit {
	value := func(f *field) string { return short(decode(f.value(stuffed))) }
	switch {
	case new == nil:
		return []Edit{{What: "header " + old.name, Old: value(old)}}
	case old == nil:
		return []Edit{{What: "header " + new.name, New: value(new)}}
	case old.raw == new.raw:
		return nil
	case old.name != new.name:
		return append(became(old, nil, stuffed), became(nil, new, stuffed)...)
	}
	return []Edit{{What: "header " + old.name, Old: value(old), New: value(new)}}
}

// short is what a record needs of a value.
func short(value string) string { return Cut(value, 1000) }
