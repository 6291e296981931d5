package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
)

// Nothing listens here: tests have no business outside of the machine.
func TestGatewayWarns(t *testing.T) {
	var log bytes.Buffer
	g := &gateway{log: slog.New(slog.NewTextHandler(&log, nil))}
	g.warn(&proxy.Config{Fronts: []proxy.FrontConfig{
		{Label: "open", Listen: []string{"[::]:25"}},
		{Label: "shut", Listen: []string{"[::]:26"}, Filters: []string{"relay"}},
	}})
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, `level=WARN msg="smtp open: it listens at [::]:25 and has no relay`) {
		t.Errorf("have %s", text)
	}
}
