package retell

import (
	"fmt"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// outlook is what the record says about content that is about to come.
type outlook struct {
	fields  []string       // of its header, where that is on record
	size    int64          // its octets; -1: not known
	read    int64          // and those that came, as on the wire
	sent    int64          // and those that went up; -1: not known
	torn    bool           // the upstream was lost or reset before the end
	reply   *journal.Event // to its end; nil: none
	lacking bool           // its last line had no end
}

// outlook looks ahead from a place to the end of the transaction.
func (r *retelling) outlook(i int) *outlook {
	o := &outlook{size: -1, sent: -1}
	edited := false
	for _, e := range r.events[i+1:] {
		switch {
		case e.Kind == journal.Header && e.Way == journal.C:
			o.fields = e.Lines
		case e.Kind == journal.Message && e.Way == journal.C:
			o.size = e.Size
		case e.Kind == journal.Message && !edited && !o.lacking: // line ends were made canonical, and so they are told
			o.size = e.Size
		case e.Kind == journal.Change:
			edited = true
		case e.Kind == journal.Finding && e.Key == "smtp.last_line":
			o.lacking = true
		case e.Kind == journal.Upstream && (e.Value == "lost" || e.Value == "reset"):
			o.torn = o.torn || o.reply == nil
		case e.Kind == journal.Reply && e.Verb == "." && e.Way != journal.SP:
			o.reply = e
		case e.Kind == journal.Transaction && e.Summary != nil:
			o.read, o.sent = e.Summary.Size, e.Summary.Sent
			return o
		case e.Kind == journal.Close:
			return o
		}
	}
	return o
}

// unended is how a last line ends that has no line end.
const unended = "xx"

// content makes it up.
func (o *outlook) content() *contentTold {
	size := o.size
	if size < 0 && o.sent >= 0 {
		if size = o.read; o.reply != nil {
			size -= int64(len(".\r\n"))
		}
	}
	c := &contentTold{filler: newFiller(o.fields, size), reply: o.reply}
	c.sent = c.size()
	switch spoilt := o.spoilt(); {
	case spoilt != "":
		c.filler = &filler{"", max(o.size, int64(len(spoilt))), spoilt}
		c.sent = 0
	case o.lacking:
		c.end = unended
	}
	switch {
	case o.torn && o.sent >= 0 && o.sent < o.read, o.reply == nil && o.sent >= 0 && o.sent > 0:
		c.sent, c.torn = o.sent, true
	case o.reply == nil:
		c.sent, c.torn = o.read, true
	}
	return c
}

// spoilt is content for which the gate itself has refused it; "": it hasn't.
func (o *outlook) spoilt() string {
	if o.reply == nil || o.reply.By != byGate {
		return ""
	}
	switch o.reply.Enhanced {
	case "5.6.11":
		return "x\nx\r\n"
	case "5.6.0":
		return "x\x00\r\n"
	}
	return ""
}

// remark tells who reads the transcript what is made up.
func (o *outlook) remark() string {
	switch {
	case o.spoilt() != "":
		return "The content isn't on record; what was wrong about it is."
	case o.size < 0:
		return "The content isn't on record and is made up."
	case o.fields == nil:
		return fmt.Sprintf("The %d octets of the content aren't on record and are made up.", o.size)
	}
	return fmt.Sprintf("Of the %d octets of the content the header is on record, the rest is made up.", o.size)
}
