package proxytest

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// noteTaker notes what the dialogue itself doesn't show: of the events, and of the log.
type noteTaker struct{ stage *Stage }

// Record is of journal.Sink.
func (n noteTaker) Record(e *journal.Event) {
	switch e.Kind {
	case journal.Verdict:
		if !e.IsIdle() {
			n.verdict(e)
		}
	case journal.Finding:
		n.stage.Note(fmt.Sprintf("%s: %s = %q", by(e), e.Key, e.Value))
	case journal.Violation:
		who := "the client"
		if e.Way == journal.S {
			who = "the upstream"
		}
		n.stage.Note(who + " breaks the protocol: " + e.Value)
	case journal.Close:
		if strings.HasPrefix(e.Value, "no TLS ") {
			n.stage.Note("the session is over: " + e.Value)
		}
	case journal.Upstream:
		if e.Err != nil {
			n.stage.Note(fmt.Sprintf("upstream %s %s: %v", e.Upstream, e.Value, e.Err))
		}
	}
}

func (n noteTaker) verdict(e *journal.Event) {
	text := by(e) + ": " + e.Verdict
	if e.Shadow {
		text += " (in shadow)"
	}
	if e.Err != nil {
		text += fmt.Sprintf(": it failed: %v", e.Err)
	}
	n.stage.Note(text)
}

// by is who did it.
func by(e *journal.Event) string {
	if e.Filter == "" {
		return "the proxy"
	}
	return fmt.Sprintf("filter %s, hook %s", e.Filter, e.Hook)
}

// Write takes a line of the log.
func (n noteTaker) Write(line []byte) (int, error) {
	n.stage.Note("log: " + strings.TrimSpace(string(line)))
	return len(line), nil
}

// timeless drops the time of a log line, which is the machine's.
func timeless(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	return a
}
