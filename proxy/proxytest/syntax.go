package proxytest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// SyntaxError is a mistake in a transcript.
type SyntaxError struct {
	Name         string
	Line, Column int    // from 1; the column counts bytes
	Source       string // the line
	Message      string
}

// Error is "name:line:column: message", the line, and a caret under the place.
func (e *SyntaxError) Error() string {
	source := strings.TrimRight(e.Source, "\r\n")
	before := source[:min(e.Column-1, len(source))]
	return fmt.Sprintf("%s:%d:%d: %s\n%s\n%s^", e.Name, e.Line, e.Column, e.Message, printable(source), blank(before))
}

// printable replaces what could do something to a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}

// blank is as wide as s.
func blank(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, s)
}

// mistake is a SyntaxError that doesn't know yet where its line stands.
type mistake struct {
	column  int
	message string
}

func mistakeAt(column int, format string, args ...any) *mistake {
	return &mistake{column: column, message: fmt.Sprintf(format, args...)}
}

// quoted is how a text is written as a string, with the line end that it has without.
func quoted(text string) string { return strconv.Quote(text + "\r\n") }
