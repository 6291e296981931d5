package retell

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// told is a line of a transcript.
type told struct {
	way  journal.Way // "": a comment, or something that nobody does
	text string      // as it is written behind the way
}

// String is the line as package proxytest reads it.
func (t told) String() string {
	switch {
	case t.way == "":
		return t.text
	case t.text == "":
		return string(t.way) + ":"
	}
	return fmt.Sprintf("%-4s%s", string(t.way)+":", t.text)
}

// saying is a line that says a text.
func saying(w journal.Way, text string) told { return told{w, spoken(text)} }

// doing is a stage direction.
func doing(w journal.Way, what string) told { return told{w, "<" + what + ">"} }

// comment is for who reads the transcript.
func comment(text string) told { return told{"", "# " + filters.Clean(text)} }

// waiting lets time pass.
func waiting(d time.Duration) told {
	d = d.Truncate(time.Millisecond) + min(d%time.Millisecond, 1)*time.Millisecond // up: what takes as long is over then
	return told{"", "<wait " + d.String() + ">"}
}

// spoken writes a text plainly where that says the same, else as a string with its line end.
func spoken(text string) string {
	if isPlain(text) {
		return text
	}
	return strconv.Quote(text + "\r\n")
}

// octets writes exact octets, so many times.
func octets(w journal.Way, unit string, times int64) told {
	if times == 1 {
		return told{w, strconv.Quote(unit)}
	}
	return told{w, fmt.Sprintf("%s * %d", strconv.Quote(unit), times)}
}

// isPlain tells whether a text, written as it is, is read as it is: it has no spaces around it, nothing that can't be seen, and isn't taken
// for a string, a stage direction or the sign that stands for any words.
func isPlain(text string) bool {
	hidden := func(c rune) bool { return c == unicode.ReplacementChar || !unicode.IsPrint(c) }
	direction := strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") && strings.Count(text, "<") == 1
	return strings.TrimSpace(text) == text && !strings.ContainsFunc(text, hidden) && !strings.HasPrefix(text, `"`) &&
		!direction && !strings.Contains(text, "<...>")
}
