package journal

import "strings"

// change notes what a filter has changed, and keeps it for the content that goes up.
func (r *retelling) change(e *Event) {
	r.note(lines(e)[0].text)
	if strings.HasPrefix(e.Key, "header ") {
		r.changes = append(r.changes, e)
	}
}

// finding says what a filter has found. A client that talks too early does so before it was greeted.
func (r *retelling) finding(i int, e *Event) {
	if e.Key != "smtp.pregreet" {
		r.note(lines(e)[0].text)
		return
	}
	for j, next := range r.events[i:] {
		if next.Kind == Command && next.Way != PS {
			r.hasty = i + j
			r.add(saying(CP, wording(next)))
			return
		}
	}
}
