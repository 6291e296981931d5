package message

import "strings"

// splice puts a text, without stuffing, in the place of what stands between two places of a body.
type splice struct {
	from, to int64
	text     string
}

// weaver makes a body out of another. It keeps the rules of dot-stuffing at each joint: a dot that comes to stand where a line begins
// is doubled, and one that doesn't any more loses its double.
type weaver struct {
	old     *woven
	stuffed bool
	start   string // what stands before the body: "\r\n", or something else if no line begins with it
	new     *woven
	last    string // the last two octets that were written
	err     error
}

// weave makes a body with splices, which are in order and don't overlap.
func weave(old *woven, splices []splice, stuffed bool, start string) (*woven, error) {
	w := weaver{old: old, stuffed: stuffed, start: start, new: &woven{came: old.came}, last: start}
	at := int64(0)
	for _, s := range splices {
		w.keep(at, s.from)
		w.write(s.text)
		at = s.to
	}
	w.keep(at, old.size())
	if w.new.size() > 0 && w.last != "\r\n" && w.before(old.size()) == "\r\n" {
		w.write("\r\n") // content in lines stays so
	}
	return w.new, w.err
}

// keep takes octets over as they are.
func (w *weaver) keep(from, to int64) {
	if from >= to || w.err != nil {
		return
	}
	if was := w.before(from) == "\r\n"; w.stuffed && was != (w.last == "\r\n") && w.octets(from, from+1) == "." {
		if was {
			from++
		} else {
			w.text(".")
		}
	}
	for _, p := range w.old.cut(from, to) {
		w.new.add(p)
	}
	w.note(w.octets(max(from, to-2), to))
}

// write takes a text over.
func (w *weaver) write(text string) {
	if w.stuffed {
		dot := strings.HasPrefix(text, ".") && w.last == "\r\n"
		text = strings.ReplaceAll(text, "\r\n.", "\r\n..")
		if dot {
			text = "." + text
		}
	}
	w.text(text)
}

func (w *weaver) text(text string) {
	w.new.add(piece{text: text})
	w.note(text)
}

func (w *weaver) note(written string) {
	w.last += written
	w.last = strings.Clone(w.last[max(0, len(w.last)-2):])
}

// before is what stood in the two octets before a place.
func (w *weaver) before(at int64) string {
	b := w.start + w.octets(max(0, at-2), at)
	return b[max(0, len(b)-2):]
}

// octets are those between two places of the old body.
func (w *weaver) octets(from, to int64) string {
	b := make([]byte, max(0, min(to, w.old.size())-from))
	if n, err := w.old.ReadAt(b, from); n < len(b) && w.err == nil {
		w.err = readError(err)
	}
	return string(b)
}
