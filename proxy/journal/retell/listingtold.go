package retell

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// listing tells the lines behind a status line that are no message.
func (r *retelling) listing(e *journal.Event) {
	for _, text := range e.Listing() {
		r.add(saying(e.Way, text))
	}
	if more := e.Unlisted(); more > 0 {
		r.note(fmt.Sprintf("The last %d octets of the listing aren't on record and are made up.", more))
		f := (&filler{"", more, "\r\n"}).lined()
		r.add(f.cut(e.Way, 0, f.size(), false)...)
	}
	if e.Status == "+OK" && e.Size > 0 {
		r.add(saying(e.Way, "."))
	}
}
