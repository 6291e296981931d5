package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// logging is what the flags say about the log.
type logging struct {
	format logFormat
	level  logLevel
}

// logLevel is the least level that is logged.
type logLevel slog.Level

func (l *logLevel) String() string    { return strings.ToLower(slog.Level(*l).String()) }
func (l *logLevel) Type() string      { return "debug|info|warn|error" }
func (l *logLevel) Level() slog.Level { return slog.Level(*l) }

// Set takes the flag's value.
func (l *logLevel) Set(s string) error {
	if (*slog.Level)(l).UnmarshalText([]byte(s)) != nil {
		return errors.New("want debug, info, warn or error")
	}
	return nil
}

// logFormat is text, json, or auto: text on a terminal, else json.
type logFormat string

func (f *logFormat) String() string { return string(*f) }
func (f *logFormat) Type() string   { return "text|json|auto" }

// Set takes the flag's value.
func (f *logFormat) Set(s string) error {
	switch s {
	case "text", "json", "auto":
		*f = logFormat(s)
		return nil
	}
	return fmt.Errorf("want text, json or auto")
}

// flags adds the flags to a verb.
func (l *logging) flags(c *cobra.Command) {
	l.format = "auto"
	c.Flags().Var(&l.format, "log-format", "how the log is written; auto is text on a terminal and json elsewhere")
	c.Flags().Var(&l.level, "log-level", "the least level that is logged")
}

// Lines that stand for those that a slow reader of the log has missed.
const (
	gapText = `level=ERROR msg="lines of the log were dropped" lines=%d`
	gapJSON = `{"level":"ERROR","msg":"lines of the log were dropped","lines":%d}`
)

// open makes the log, on w. It is written until close is called.
func (l *logging) open(w io.Writer) (log *slog.Logger, close func()) {
	if l.format == "text" || l.format == "auto" && isTerminal(w) {
		lines := newLogWriter(w, gapText)
		return slog.New(slog.NewTextHandler(lines, &slog.HandlerOptions{Level: &l.level})), lines.Close
	}
	lines := newLogWriter(w, gapJSON)
	return slog.New(slog.NewJSONHandler(lines, &slog.HandlerOptions{Level: &l.level, ReplaceAttr: inSeconds})), lines.Close
}

// inSeconds writes durations as numbers of seconds, which is what people who search in JSON expect.
func inSeconds(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.Float64Value(a.Value.Duration().Seconds())
	}
	return a
}

// isTerminal tells whether w is one.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// wantsColour tells whether w is a terminal whose user hasn't said no (https://no-color.org).
func wantsColour(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
