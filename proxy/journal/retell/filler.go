package retell

import (
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// filler is content that stands in the place of content which isn't on record: as long, with the header if that is known, and then lines
// that say nothing.
type filler struct {
	head string // lines with their ends, and the empty line
	body int64  // octets behind it
	end  string // of the last line
}

// fillerLine is a line that says nothing.
var fillerLine = strings.Repeat("x", 62) + "\r\n"

// newFiller makes content of size octets; -1: of as many as it likes.
func newFiller(fields []string, size int64) *filler {
	head := headerOf(fields)
	n := int64(len(head))
	switch {
	case size < 0:
		size = n + int64(len(fillerLine))
	case len(fields) > 0 && (size == n-2 || size == n-4): // it had no empty line, nor an end of the last
		return &filler{head[:size], 0, "\r\n"}
	case size < n:
		return &filler{"", size, "\r\n"}
	}
	return &filler{head, size - n, "\r\n"}
}

// headerOf is a header of these fields with its empty line. What content can't have everywhere is replaced.
func headerOf(fields []string) string {
	if len(fields) == 0 {
		return "Subject: not on record\r\n\r\n"
	}
	var head strings.Builder
	for _, field := range fields {
		lines := strings.Split(field, "\r\n")
		for _, line := range lines {
			head.WriteString(strings.NewReplacer("\r", "?", "\n", "?", "\x00", "?").Replace(line) + "\r\n")
		}
	}
	return head.String() + "\r\n"
}

// lined makes it content that DATA can have: whole lines.
func (f *filler) lined() *filler {
	if f.body > 0 {
		f.body = max(f.body, int64(len(f.end)))
	}
	return f
}

// completed is the content with an end of its last line, which the gate adds to chunks that become DATA.
func (f filler) completed() *filler {
	last := f.end
	switch {
	case f.body == 0:
		last, f.end = f.head, ""
	case f.body < int64(len(f.end)):
		last, f.end = "", ""
	}
	if !strings.HasSuffix(last, "\r\n") && f.size() > 0 {
		f.body, f.end = f.body+2, f.end+"\r\n"
	}
	return &f
}

func (f *filler) size() int64 { return int64(len(f.head)) + f.body }

// tail is how many octets the last line has, if that is another than the others.
func (f *filler) tail() int64 {
	line := int64(len(fillerLine))
	tail := f.body % line
	if f.body >= line && (tail > 0 || f.end != "\r\n") && tail < int64(len(f.end)) {
		tail += line
	}
	return tail
}

// run is a part of content: octets, so many times.
type run struct {
	unit  string
	times int64
}

// runs is all of it.
func (f *filler) runs() []run {
	tail := f.tail()
	runs := []run{{f.head, 1}, {fillerLine, (f.body - tail) / int64(len(fillerLine))}}
	if end := f.end; tail >= int64(len(end)) {
		return append(runs, run{strings.Repeat("x", int(tail)-len(end)) + end, 1})
	}
	return append(runs, run{strings.Repeat("x", int(tail)), 1})
}

// cut is the part of it between two offsets, as lines of a transcript. Stuffed is for DATA: a dot that begins a line is doubled.
func (f *filler) cut(w journal.Way, from, to int64, stuffed bool) (lines []told) {
	at := int64(0)
	for _, r := range f.runs() {
		unit := int64(len(r.unit))
		if unit == 0 {
			continue
		}
		end := at + unit*r.times
		a, b := max(from, at)-at, min(to, end)-at
		if a < b {
			for _, part := range r.between(a, b) {
				lines = append(lines, part.told(w, stuffed)...)
			}
		}
		at = end
	}
	return lines
}

// between is the part of a run between two offsets in it: the end of a unit, whole ones, the beginning of one.
func (r run) between(from, to int64) []run {
	unit := int64(len(r.unit))
	first, last := from/unit, to/unit
	if first == last {
		return []run{{r.unit[from%unit : to%unit], 1}}
	}
	var parts []run
	if from%unit > 0 {
		parts = append(parts, run{r.unit[from%unit:], 1})
		first++
	}
	parts = append(parts, run{r.unit, last - first})
	return append(parts, run{r.unit[:to%unit], 1})
}

func (r run) told(w journal.Way, stuffed bool) (lines []told) {
	if r.times > 1 {
		return []told{octets(w, r.unit, r.times)}
	}
	for line := range strings.Lines(strings.Repeat(r.unit, int(r.times))) {
		if stuffed && line[0] == '.' {
			line = "." + line
		}
		if text, whole := strings.CutSuffix(line, "\r\n"); whole {
			lines = append(lines, saying(w, text))
		} else {
			lines = append(lines, octets(w, line, 1))
		}
	}
	return lines
}
