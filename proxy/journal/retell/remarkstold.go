package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// change notes what a filter has changed, and keeps it for the content that goes up.
func (r *retelling) change(e *journal.Event) {
	r.note(e.Words())
	if strings.HasPrefix(e.Key, "header ") {
		r.changes = append(r.changes, e)
	}
}

// finding says what a filter has found. A client that talks too early does so before it was greeted.
func (r *retelling) finding(i int, e *journal.Event) {
	if e.Key != "smtp.pregreet" {
		r.note(e.Words())
		return
	}
	for j, next := range r.events[i:] {
		if next.Kind == journal.Command && next.Way != journal.PS {
			r.hasty = i + j
			r.add(saying(journal.CP, wording(next)))
			return
		}
	}
}
