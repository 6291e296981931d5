package proxytest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxRows is how many lines behind the difference a table shows.
const maxRows = 8

// maxCell is how many bytes of a line it shows.
const maxCell = 72

// row is one line of a table: what was wanted and what was heard.
type row struct {
	mark   string // ">" at the difference
	number string // of the transcript's line
	wanted string
	heard  string
}

// tableOf shows a leg: what was met, then what is left. If it is the one that missed, the first row of those is
// marked, and the byte at its place unless that is -1.
func tableOf(l *leg, missed bool, at int) string {
	var rows []row
	for _, h := range l.past {
		rows = append(rows, row{number: strconv.Itoa(h.want.line.number), wanted: wantedCell(h.want, 0), heard: heardCell(h, 0)})
	}
	first, rest, caret := len(rows), l.unread, ""
	for i, w := range l.queue {
		var words []byte
		words, rest = alongside(w, rest)
		place := 0
		if i == 0 && missed && at >= 0 {
			place, caret = at, caretAt(words, at)
		}
		rows = append(rows, row{number: strconv.Itoa(w.line.number), wanted: wantedCell(w, place), heard: cell(words, place)})
	}
	if missed && first == len(rows) {
		rows = append(rows, row{})
	}
	rows = withSurplus(rows, first, l, rest)
	if missed {
		rows[first].mark = ">"
	}
	return render(l.title(), rows, first, caret)
}

// title names the leg, and says where it comes from, or if it was never connected.
func (l *leg) title() string {
	switch {
	case l.conn == nil && len(l.past) == 0 && len(l.unread) == 0:
		return l.name + " has no connection"
	case l.from != "":
		return l.name + ", from " + l.from
	}
	return l.name
}

// alongside takes from heard what stands beside w: as many lines as it has.
func alongside(w *want, heard []byte) (beside, rest []byte) {
	words := w.shown()
	if w.end != "" {
		words = []byte("\n")
	}
	n := 0
	for range bytes.Count(words, []byte("\n")) {
		n += lineEnd(heard[n:])
	}
	tail := len(words) - 1 - bytes.LastIndexByte(words, '\n')
	n += min(tail, lineEnd(heard[n:]))
	return heard[:n], heard[n:]
}

// withSurplus adds what was heard beyond all that was wanted, and how the connection ended, each beside the first row
// from first on that has nothing beside it.
func withSurplus(rows []row, first int, l *leg, rest []byte) []row {
	put := func(s string) {
		for i := first; i < len(rows); i++ {
			if rows[i].heard == "" {
				rows[i].heard = s
				return
			}
		}
		rows = append(rows, row{heard: s})
	}
	for len(rest) > 0 {
		n := lineEnd(rest)
		put(cell(rest[:n], 0))
		rest = rest[n:]
	}
	if l.ended != nil {
		put(endMark(l.ended))
	}
	return rows
}

// lineEnd is the length of the first line.
func lineEnd(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i + 1
	}
	return len(b)
}

func wantedCell(w *want, at int) string {
	if w.end != "" {
		return "<" + string(w.end) + ">"
	}
	return cell(w.shown(), at)
}

func heardCell(h heard, at int) string {
	if h.want.end != "" {
		return wantedCell(h.want, at)
	}
	return cell(h.words, at)
}

// cell shows bytes, of long ones those around a place.
func cell(b []byte, at int) string {
	if len(b) <= maxCell {
		return visible(b)
	}
	from := window(len(b), at)
	to := from + maxCell
	return fmt.Sprintf("%s%s%s (%d bytes)", cutMark(from > 0), visible(b[from:to]), cutMark(to < len(b)), len(b))
}

// window is where the shown part of size bytes begins, so that the one at a place is in it.
func window(size, at int) int {
	if size <= maxCell {
		return 0
	}
	return max(0, min(at-maxCell/3, size-maxCell))
}

func cutMark(cut bool) string {
	if cut {
		return "…"
	}
	return ""
}

// visible is b with what can't be seen as Go writes it.
func visible(b []byte) string {
	quoted := strconv.Quote(string(b))
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// caretAt is a mark below a byte of a cell.
func caretAt(b []byte, at int) string {
	from, to := window(len(b), at), min(len(b), at)
	before := cutMark(from > 0) + visible(b[min(from, to):to])
	return strings.Repeat(" ", utf8.RuneCountInString(before)) + "^"
}

// render draws the rows in columns.
func render(name string, rows []row, first int, caret string) string {
	width := len("wanted")
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.wanted))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", name)
	put := func(r row) {
		pad := strings.Repeat(" ", width-utf8.RuneCountInString(r.wanted))
		line := fmt.Sprintf("%1s %5s  %s%s | %s", r.mark, r.number, r.wanted, pad, r.heard)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	put(row{number: "line", wanted: "wanted", heard: "heard"})
	for i, r := range rows {
		if i > first+maxRows {
			put(row{heard: fmt.Sprintf("… %d more", len(rows)-i)})
			break
		}
		put(r)
		if i == first && caret != "" {
			fmt.Fprintf(&b, "%s%s\n", strings.Repeat(" ", width+12), caret)
		}
	}
	return b.String()
}
