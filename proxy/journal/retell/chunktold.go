package retell

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// chunk tells a BDAT of the client with its octets.
func (r *retelling) chunk(i int, e *journal.Event) {
	n, last, fine := chunkSize(e.Arg)
	if !fine {
		r.says(e.Way, r.asItWas(e, wording(e), r.replyTo(i))...)
		return
	}
	if r.chunks == nil {
		o := r.outlook(i)
		o.size = r.sizeOfChunks(i)
		r.chunks = o.content()
		r.chunks.chunked = true
		r.note(o.remark())
	}
	c := r.chunks
	c.way = e.Way
	c.until += n
	r.says(e.Way, saying(e.Way, chunkLine(n, last)))
	said := c.until
	if _, answered := r.replies[i]; c.torn && (!answered || e.Way == journal.C) {
		said = max(min(said, c.sent), c.at)
	}
	r.says(e.Way, c.cut(e.Way, c.at, said, false)...)
	c.at = said
	if c.over = said == c.until; last {
		r.chunks = nil
	}
	r.content = c
}

func chunkLine(n int64, last bool) string {
	if last {
		return fmt.Sprintf("BDAT %d LAST", n)
	}
	return fmt.Sprintf("BDAT %d", n)
}

// maxChunk is the largest chunk that is told. A larger one is refused by any gate.
const maxChunk = 1 << 40

// chunkSize reads "size [LAST]".
func chunkSize(arg string) (n int64, last, fine bool) {
	words := strings.Fields(arg)
	if len(words) == 0 || len(words) > 2 || strings.Trim(words[0], "0123456789") != "" {
		return 0, false, false
	}
	n, err := strconv.ParseInt(words[0], 10, 64)
	last = len(words) == 2
	return n, last, err == nil && n < maxChunk && (!last || isLast(words[1]))
}

// sizeOfChunks is how many octets the chunks have together that begin in a place.
func (r *retelling) sizeOfChunks(i int) (size int64) {
	for _, e := range r.events[i:] {
		if e.Kind != journal.Command || e.Way == journal.PS {
			continue
		}
		n, last, fine := chunkSize(e.Arg)
		switch {
		case e.Verb == "NOOP":
			continue
		case e.Verb != "BDAT" || !fine:
			return size
		}
		if size += n; last {
			return size
		}
	}
	return size
}

// ownChunk tells what was held as the one chunk in which it goes up.
func (r *retelling) ownChunk() {
	c := r.content
	if c == nil {
		return
	}
	f := r.edited(c.filler)
	r.says(journal.PS, saying(journal.PS, chunkLine(f.size(), true)))
	size := f.size()
	if c.torn {
		size = max(c.sent-int64(len(chunkLine(size, true)+"\r\n")), 0)
	}
	r.says(journal.PS, f.cut(journal.PS, 0, size, false)...)
}
