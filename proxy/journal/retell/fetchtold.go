package retell

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

func isPOP3(e *journal.Event) bool { return e.Protocol == string(filters.POP3) }

// fetch is what the record has of a message on its way down.
type fetch struct {
	fields   []string // of its header, where that is on record
	size     int64    // its octets; -1: not known
	torn     bool     // it never came to its end
	changes  []*journal.Event
	replaced bool // the client got other octets
}

// fetchesOf are the messages of a session by their transactions.
func fetchesOf(events []*journal.Event) map[int]*fetch {
	fetches := map[int]*fetch{}
	over := false
	for _, e := range events {
		over = over || e.Kind == journal.Close || e.Kind == journal.Upstream && (e.Value == "lost" || e.Value == "reset")
		if !isPOP3(e) || e.Transaction == 0 {
			continue
		}
		f := fetches[e.Transaction]
		if f == nil {
			f = &fetch{size: -1}
			fetches[e.Transaction] = f
		}
		f.take(e)
	}
	for _, f := range fetches {
		f.torn = over && f.size < 0
	}
	return fetches
}

func (f *fetch) take(e *journal.Event) {
	switch {
	case e.Kind == journal.Header && e.Way == journal.S:
		f.fields = e.Lines
	case e.Kind == journal.Message && e.Way == journal.S:
		f.size = e.Size
	case e.Kind == journal.Message && e.Way == journal.PC:
		f.replaced = true
	case e.Kind == journal.Change && ofHeader(e):
		f.changes = append(f.changes, e)
	}
}

// fetched tells the message behind a +OK to RETR or TOP.
func (r *retelling) fetched(e *journal.Event) {
	if e.Status != "+OK" || e.Verb != "RETR" && e.Verb != "TOP" {
		return
	}
	f := r.fetches[e.Transaction]
	if f == nil {
		f = &fetch{size: -1}
	}
	if e.Way != journal.PC && f.size != 0 {
		r.note(f.remark())
	}
	content := newFiller(f.fields, f.size).lined()
	switch {
	case e.Way == journal.PC:
		r.goesDown(journal.PC, f, r.downEdited(f, content))
	case e.Way == journal.S && len(f.changes) > 0:
		r.goesDown(journal.SP, f, content)
		r.goesDown(journal.PC, f, r.downEdited(f, content))
	default:
		r.goesDown(e.Way, f, content)
	}
}

// downEdited is a message as filters have left it.
func (r *retelling) downEdited(f *fetch, content *filler) *filler {
	if f.replaced && len(f.changes) == 0 {
		r.note("What the client got in the message's place isn't on record; should that differ, gatepost test -u puts it right.")
	}
	r.changes = f.changes
	return r.edited(content)
}

// goesDown tells a message, or its beginning where that is all that came: then no dot ends it.
func (r *retelling) goesDown(w journal.Way, f *fetch, content *filler) {
	r.add(content.cut(w, 0, content.size(), true)...)
	if !f.torn {
		r.add(saying(w, "."))
	}
}

// remark tells who reads the transcript what is made up.
func (f *fetch) remark() string {
	switch {
	case f.torn:
		return "How much of the message came isn't on record; a beginning is made up."
	case f.size < 0:
		return "The message isn't on record and is made up."
	case f.fields == nil:
		return fmt.Sprintf("The %d octets of the message aren't on record and are made up.", f.size)
	}
	return fmt.Sprintf("Of the %d octets of the message the header is on record, the rest is made up.", f.size)
}
