package journal

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

func untimed(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func TestLogText(t *testing.T) {
	var b strings.Builder
	record(NewLog(slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: untimed}))), story())
	golden(t, "log.txt", b.String())
}

func TestLogJSON(t *testing.T) {
	var b strings.Builder
	record(NewLog(slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{Level: slog.LevelInfo, ReplaceAttr: untimed}))), story())
	golden(t, "log.json", b.String())
}

func record(s Sink, events []*Event) {
	for _, e := range events {
		s.Record(e)
	}
}

// A session that ends leaves nothing behind, and what comes after its end doesn't bring it back.
func TestLogForgets(t *testing.T) {
	l := NewLog(slog.New(slog.NewTextHandler(io.Discard, nil)))
	events := story()
	record(l, events)
	record(l, []*Event{{Kind: Verdict, Session: events[0].Session, Verdict: "refuse"}, {Kind: Hello, Session: "never opened"}})
	if len(l.open) != 0 {
		t.Errorf("%d accounts are left", len(l.open))
	}
}

// How a connection is protected that another session has begun TLS on is in the line of each transaction on it.
func TestLogOfReusedProtection(t *testing.T) {
	var b strings.Builder
	record(NewLog(slog.New(slog.NewTextHandler(&b, nil))), []*Event{
		{Kind: Open, Session: "s"},
		{Kind: Upstream, Session: "s", Value: "reused", Upstream: "127.0.0.1:25", TLS: &filters.TLS{Version: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256"}},
		{Kind: Transaction, Session: "s", Transaction: 1, Summary: &Summary{}},
	})
	if !strings.Contains(b.String(), `upstream_tls="TLS 1.3 TLS_AES_128_GCM_SHA256"`) {
		t.Errorf("logged %s", b.String())
	}
}

// However much filters refuse and however many recipients there are, a line and what is kept for it stay short.
func TestLogIsBounded(t *testing.T) {
	var b strings.Builder
	l := NewLog(slog.New(slog.NewTextHandler(&b, nil)))
	s := &Summary{Sender: "<u@d>", Total: 5000, Outcome: Refused, Text: strings.Repeat("é", 5000)}
	l.Record(&Event{Kind: Open, Session: "s"})
	for i := range 1000 {
		s.Recipients = append(s.Recipients, Recipient{Path: fmt.Sprintf("<r%d@d>", i), Code: 550, By: "relay"})
		l.Record(&Event{Kind: Verdict, Session: "s", Transaction: 1, Filter: "relay", Hook: "Recipient", Verdict: "refuse"})
	}
	if n := len(l.open["s"].within.verdicts); n != maxRemarks {
		t.Errorf("%d verdicts are kept, want %d", n, maxRemarks)
	}
	l.Record(&Event{Kind: Transaction, Session: "s", Transaction: 1, Summary: s})
	for _, want := range []string{"<r19@d> 550 by relay, 4980 more", "relay Recipient: refuse, 980 more"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in %s", want, b.String())
		}
	}
	if b.Len() > 3000 {
		t.Errorf("the line has %d bytes", b.Len())
	}
}
