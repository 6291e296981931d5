package journal

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gatepost-mail/gatepost/filters"
)

// Bounds of what the live view prints of one event: the bytes of a line, the lines of a reply in SMTP and in POP3.
const (
	maxLine       = 300
	maxReplyLines = 40
	maxListed     = 20
)

// style is an ANSI colour.
type style string

// Who speaks has a colour; so has what is refused, and what is of less interest.
const (
	byClient   style = "\x1b[36m"
	byProxy    style = "\x1b[33m"
	byUpstream style = "\x1b[32m"
	refusal    style = "\x1b[31m"
	aside      style = "\x1b[2m"
	plain      style = ""
	endStyle         = "\x1b[0m"
)

// line is a line of the view: who speaks to whom, and what.
type line struct {
	mark  string // "PC:"; one of the marks below where nobody speaks
	text  string
	style style
}

// Marks of lines that nobody said.
const (
	frame = "---" // a session begins and ends
	note  = "  |" // what filters and the gate remark
	sum   = "==>" // a transaction, or a visit to a maildrop, is over
)

// dialogue words an event in short, each line with its time and session.
func dialogue(e *Event, colour bool) string {
	ls := bounded(e, lines(e))
	for i := range ls {
		ls[i].text = shorten(filters.Clean(ls[i].text), maxLine)
	}
	return write(ls, clock(e)+" "+short(e.Session), colour)
}

// bounded is so much of an event's lines as the live view has room for.
func bounded(e *Event, ls []line) []line {
	most := maxReplyLines
	if e.Kind == Reply && e.Status != "" {
		most = maxListed
	}
	if len(ls) <= most {
		return ls
	}
	rest := fmt.Sprintf("%d more lines", len(ls)-most)
	if e.Unlisted() > 0 {
		rest = fmt.Sprintf("%d octets in all", e.Size)
	}
	ls[most].text = "… " + rest
	return ls[:most+1]
}

func clock(e *Event) string { return e.Time.Format("15:04:05.000") }

// write puts lines behind the same words.
func write(ls []line, before string, colour bool) string {
	var b strings.Builder
	for _, l := range ls {
		paint(&b, colour, aside, before)
		b.WriteByte(' ')
		paint(&b, colour, l.style, fmt.Sprintf("%-3s %s", l.mark, filters.Clean(l.text)))
		b.WriteByte('\n')
	}
	return b.String()
}

func paint(b *strings.Builder, colour bool, s style, text string) {
	if !colour || s == plain {
		b.WriteString(text)
		return
	}
	b.WriteString(string(s) + text + endStyle)
}

// brief is a duration in three digits or so.
func brief(d time.Duration) string {
	for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
		if d >= unit {
			return d.Round(unit / 100).String()
		}
	}
	return d.String()
}

// short is the end of a session's id, which differs most.
func short(id string) string {
	id = filters.Clean(id)
	return fmt.Sprintf("%6s", id[max(0, len(id)-6):])
}

// shorten cuts a text at n bytes, between runes.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
