package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/gatepost-mail/gatepost/filters"
)

// Error is all that is wrong with a configuration, at least one Problem, in the order of the files and their lines.
type Error struct{ Problems []Problem }

// Error prints each problem with its line and a caret under the place, and no newline at the end.
func (e *Error) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.String()
	}
	return strings.Join(texts, "\n")
}

// Unwrap lets a caller ask whether, for example, a file does not exist.
func (e *Error) Unwrap() []error {
	var all []error
	for _, p := range e.Problems {
		if p.err != nil {
			all = append(all, p.err)
		}
	}
	return all
}

// Problem is one thing that is wrong.
type Problem struct {
	At     filters.Place // Line is 0 where it is the whole file
	Text   string
	Source string // the line, without its end; "" where there is none

	Beneath string // lines that explain it, with places in other files; "" where there are none

	err error // behind it, if any
}

// Cause is the error behind it, such as a plugin's source; nil: there is none.
func (p Problem) Cause() error { return p.err }

// String is "file:line:column: text", then the line, then a caret, then what is beneath.
func (p Problem) String() string {
	if p.Beneath != "" {
		return p.head() + "\n" + p.Beneath
	}
	return p.head()
}

func (p Problem) head() string {
	if p.At.Line == 0 {
		return p.At.File + ": " + p.Text
	}
	s := fmt.Sprintf("%s: %s", place(p.At), p.Text)
	if strings.TrimSpace(p.Source) == "" {
		return s
	}
	line, caret := cut([]rune(printable(p.Source)), p.At.Column-1)
	return s + "\n" + line + "\n" + caret + "^"
}

// place words a place as compilers do, so that editors can jump to it.
func place(at filters.Place) string { return fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column) }

// maxLine is how many characters of a line are shown.
const maxLine = 120

// cut shows a part of a long line that has the column in it, and what leads to the column in the line below.
func cut(line []rune, column int) (string, string) {
	column = min(column, len(line))
	first := 0
	if len(line) > maxLine {
		first = min(max(0, column-maxLine/2), len(line)-maxLine)
		line = line[first : first+maxLine]
	}
	lead := make([]rune, column-first)
	for i := range lead {
		lead[i] = ' '
		if line[i] == '\t' {
			lead[i] = '\t'
		}
	}
	return string(line), string(lead)
}

// printable replaces what could do something to a terminal or a log.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' || unicode.IsPrint(c) {
			return c
		}
		return unicode.ReplacementChar
	}, s)
}

// printableLines is printable, but for the ends of lines.
func printableLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		text, ended := strings.CutSuffix(line, "\n")
		if b.WriteString(printable(text)); ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// problem puts something on the list.
func (r *reader) problem(at filters.Place, format string, args ...any) {
	r.problems = append(r.problems, Problem{At: at, Text: fmt.Sprintf(format, args...)})
}

// failed puts an error on the list.
func (r *reader) failed(at filters.Place, err error) {
	r.problems = append(r.problems, Problem{At: at, Text: err.Error(), err: err})
}

// err is the list, sorted and each problem once, or nil.
func (r *reader) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	all := slices.Clone(r.problems)
	slices.SortStableFunc(all, r.compare)
	all = slices.CompactFunc(all, func(a, b Problem) bool { return a.At == b.At && a.Text == b.Text })
	for i := range all {
		all[i].Text, all[i].Beneath = printable(all[i].Text), printableLines(all[i].Beneath)
		all[i].Source = r.line(all[i].At)
	}
	return &Error{all}
}

func (r *reader) compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(r.order[a.At.File], r.order[b.At.File]),
		cmp.Compare(a.At.Line, b.At.Line),
		cmp.Compare(a.At.Column, b.At.Column),
	)
}

// line is the line at a place.
func (r *reader) line(at filters.Place) string {
	n := 0
	for line := range strings.Lines(string(r.sources[at.File])) {
		if n++; n == at.Line {
			return strings.TrimRight(line, "\r\n")
		}
	}
	return ""
}
