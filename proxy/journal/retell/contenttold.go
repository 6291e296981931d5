package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// contentTold is content in made-up words: the lines behind a DATA, or the octets of chunks.
type contentTold struct {
	*filler
	way     journal.Way    // C or CP
	chunked bool           // by BDAT
	at      int64          // octets that were told
	until   int64          // octets that there are so far: all of DATA, or those of the chunks up to the last that was told
	sent    int64          // octets that went up, where they broke off; else all
	torn    bool           // they broke off
	reply   *journal.Event // to its end
	early   bool           // that was told before the end
	over    bool           // all of it was told
}

// tellTo tells octets up to an offset.
func (r *retelling) tellTo(w journal.Way, offset int64) {
	c := r.content
	if offset > c.at {
		r.add(c.cut(w, c.at, offset, !c.chunked)...)
		c.at = offset
	}
}

// finish tells the rest.
func (r *retelling) finish(w journal.Way) {
	c := r.content
	if r.tellTo(w, c.until); !c.chunked {
		r.add(saying(w, "."))
	}
	c.over = true
}

// isOpen tells whether content is being said.
func (r *retelling) isOpen() bool { return r.content != nil && !r.content.over }

// beginContent makes up what the client says behind the 354 in a place.
func (r *retelling) beginContent(i int, e *journal.Event) {
	p := r.outlook(i)
	c := p.content()
	c.way = journal.C
	if e.Way == journal.PC {
		c.way = journal.CP
	}
	c.filler.lined()
	c.until = c.size()
	r.content = c
	r.add(comment(p.remark()))
}

// message tells the rest of content that has come to its end.
func (r *retelling) message(e *journal.Event) {
	if c := r.content; e.Way == journal.C && r.isOpen() && !c.chunked && (c.way == journal.CP || !c.torn) {
		r.finish(c.way)
	}
}

// spoiled tells content that can't be passed on. It is said in one breath, so that nothing of it goes up.
func (r *retelling) spoiled() {
	if r.isOpen() {
		r.finish(journal.CP)
	}
}

// endContent tells the rest of content before a reply to it, or as far as it came where the gate says something else.
func (r *retelling) endContent(e *journal.Event) {
	switch c := r.content; {
	case !r.isOpen():
	case e.Verb == "":
		r.tellTo(c.way, min(c.until, c.sent))
		c.over = true
	case e.Way == journal.SP:
		r.tellTo(journal.C, min(c.until, c.sent))
	default:
		r.finish(c.way)
	}
}

// breakOff tells content in the middle of which the client has left.
func (r *retelling) breakOff(why string) {
	if !r.isOpen() {
		return
	}
	c := r.content
	r.tellTo(c.way, min(c.until, c.sent))
	c.over = true
	r.leaves(why)
	if !r.left && !isShutdown(why) {
		r.add(doing(journal.C, "close"))
		r.left = true
	}
}

// torn tells how the upstream was lost in the middle of content.
func (r *retelling) torn(i int, e *journal.Event, why string) {
	c := r.content
	switch answered := r.isAnswered(i); {
	case c.way == journal.CP:
		r.ended(e, why)
	case !answered:
		r.breakOff(why)
		r.add(doing(journal.PS, "reset"))
	case strings.HasPrefix(why, "answered before the end") && c.reply != nil:
		r.tellTo(journal.C, min(c.until, c.sent))
		for _, text := range replyTexts(c.reply) {
			r.add(saying(journal.SP, text))
		}
		r.finish(journal.CP)
		r.add(doing(journal.PS, "reset"))
		c.early = true
	case e.Value == "lost" && isViolation(why): // it is noticed when more is to go up
		r.tellTo(journal.C, min(c.until, c.sent))
		r.finish(journal.CP)
		r.ended(e, why)
	case e.Value == "lost":
		r.tellTo(journal.C, min(c.until, c.sent))
		r.ended(e, why)
		r.finish(journal.CP)
	default: // for what the client has said
		if c.sent > 0 {
			r.tellTo(journal.C, min(c.until, c.sent))
			r.add(waiting(0))
		}
		r.tellTo(journal.CP, c.until)
		r.add(doing(journal.PS, "reset"))
		if c.over = c.reply == nil; !c.over {
			r.finish(journal.CP)
		}
	}
}

// isAnswered tells whether the content that is being said, or what the gate can't bear to hear any more of, gets a reply behind a place.
func (r *retelling) isAnswered(i int) bool {
	for _, e := range r.events[i:] {
		switch {
		case e.Kind == journal.Reply && e.Way != journal.SP:
			return true
		case e.Kind == journal.Transaction, e.Kind == journal.Close:
			return false
		}
	}
	return false
}

// beginUp tells the header before DATA goes up, where the rest is to stream.
func (r *retelling) beginUp() {
	if r.isOpen() {
		r.tellTo(r.content.way, int64(len(r.content.head)))
	}
}

// goesUp tells what goes up behind the upstream's 354: all that was held, or the header, and then the rest streams.
func (r *retelling) goesUp() {
	c := r.content
	if c == nil {
		return
	}
	f := r.edited(c.filler).completed()
	if !c.over {
		r.add(f.cut(journal.PS, 0, int64(len(f.head)), true)...)
		c.way = journal.C
		return
	}
	if c.torn {
		r.add(f.cut(journal.PS, 0, c.sent, true)...)
		return
	}
	r.add(f.cut(journal.PS, 0, f.size(), true)...)
	r.add(saying(journal.PS, "."))
}
