package retell

import (
	"fmt"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// change notes what a filter has changed, and keeps it for the content that goes up.
func (r *retelling) change(e *journal.Event) {
	r.note(e.Words())
	if ofHeader(e) {
		r.changes = append(r.changes, e)
	}
}

// ofHeader tells whether a change is one of the message's own header. "header Subject of part 1.2" is one of a part's, which isn't on record.
func ofHeader(e *journal.Event) bool {
	name, is := strings.CutPrefix(e.Key, "header ")
	return is && !strings.Contains(name, " ")
}

// finding says what a filter has found. A client that talks too early does so before it was greeted.
func (r *retelling) finding(i int, e *journal.Event) {
	if !strings.HasSuffix(e.Key, ".pregreet") {
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

// gap says that the record lacks events.
func (r *retelling) gap(missing int) {
	switch {
	case missing == 1:
		r.note("1 event is missing here.")
	case missing > 1:
		r.note(fmt.Sprintf("%d events are missing here.", missing))
	}
}

// lastRemark says that the record ends before the session, if that is so.
func (r *retelling) lastRemark() {
	if last := r.events[len(r.events)-1]; last.Kind != journal.Close && len(r.events) < maxRetold {
		r.note("The record ends here.")
	}
}
