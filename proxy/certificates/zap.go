package certificates

import (
	"context"
	"log/slog"
	"maps"
	"slices"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// zapTo is a logger for package certmagic that writes to ours. What it calls information is the course of events, which matters to who
// looks for a fault; what went wrong keeps its level.
func zapTo(log *slog.Logger) *zap.Logger { return zap.New(core{log}) }

// core is a zapcore.Core.
type core struct{ log *slog.Logger }

func levelOf(l zapcore.Level) slog.Level {
	switch {
	case l >= zapcore.ErrorLevel:
		return slog.LevelError
	case l == zapcore.WarnLevel:
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

func (c core) Enabled(l zapcore.Level) bool {
	return l >= zapcore.InfoLevel && c.log.Enabled(context.Background(), levelOf(l))
}

func (c core) With(fields []zapcore.Field) zapcore.Core {
	return core{c.log.With(attributes(fields)...)}
}

func (c core) Check(e zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if c.Enabled(e.Level) {
		return checked.AddCore(e, c)
	}
	return checked
}

// retold are messages of what the line that says when it will be tried again has too: a failure has one line.
var retold = [...]string{"HTTP request failed; retrying", "challenge failed", "validating authorization", "could not get certificate from issuer"}

func (c core) Write(e zapcore.Entry, fields []zapcore.Field) error {
	level := levelOf(e.Level)
	if slices.Contains(retold[:], e.Message) {
		level = slog.LevelDebug
	}
	c.log.Log(context.Background(), level, "acme: "+e.Message, attributes(fields)...)
	return nil
}

func (core) Sync() error { return nil }

// attributes are fields by their names.
func attributes(fields []zapcore.Field) []any {
	values := zapcore.NewMapObjectEncoder()
	for _, f := range fields {
		f.AddTo(values)
	}
	var all []any
	for _, name := range slices.Sorted(maps.Keys(values.Fields)) {
		if name != "errorVerbose" { // the error again, with the places in the source
			all = append(all, slog.Any(name, values.Fields[name]))
		}
	}
	return all
}
