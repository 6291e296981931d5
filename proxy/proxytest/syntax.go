package proxytest

import (
	"fmt"
	"strings"
)

// SyntaxError is a mistake in a transcript.
type SyntaxError struct {
	Name         string
	Line, Column int    // from 1; the column counts bytes
	Source       string // the line
	Message      string
}

// Error is "name:line:column: message" and the line below it.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s\n\t%s", e.Name, e.Line, e.Column, e.Message, strings.TrimRight(e.Source, "\r\n"))
}

// mistake is a SyntaxError that doesn't know yet where its line stands.
type mistake struct {
	column  int
	message string
}

func mistakeAt(column int, format string, args ...any) *mistake {
	return &mistake{column: column, message: fmt.Sprintf(format, args...)}
}
