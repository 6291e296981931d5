package headerlog

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// host is as much of a session as header_log reads; it keeps what is reported.
type host struct {
	filters.Host
	protocol filters.Protocol
	found    []filters.Report
	answers  []string
}

func (h *host) Protocol() filters.Protocol { return h.protocol }
func (h *host) Sender() filters.Path       { return filters.Path{} }
func (h *host) Recipients() []filters.Path { return nil }
func (h *host) Transaction() int           { return 1 }
func (h *host) Context() context.Context   { return context.Background() }
func (h *host) Report(r filters.Report) {
	if r.Kind == filters.Findings {
		h.found = append(h.found, r)
		return
	}
	h.answers = append(h.answers, fmt.Sprintf("%d %s %s %v", r.Kind, r.Hook, r.Verdict, r.Err))
}

// begin makes a chain of header_log alone; no names is its default.
func begin(t testing.TB, h *host, names ...string) *filters.Run {
	t.Helper()
	leaktest.Check(t)
	b := filters.Block{Type: "header_log"}
	if names != nil {
		b.Settings = []filters.Setting{{Name: "names", Value: names}}
	}
	f, err := New(filters.NewOptions(b))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := filters.NewChain(filters.Entry{Label: "header_log", Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	run := chain.Begin(h)
	t.Cleanup(run.Close)
	return run
}

// found is what is noted of a message of which the header is there, a line each.
func found(t testing.TB, header string, names ...string) []string {
	t.Helper()
	h := &host{protocol: filters.SMTP}
	m, err := message.New(strings.NewReader(header), int64(len(header)), message.Options{Stuffed: true, HeaderOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := begin(t, h, names...).Header(m); d.Action != filters.Go {
		t.Errorf("it answers %+v", d)
	}
	if want := []string{fmt.Sprintf("%d Header pass <nil>", filters.Verdicts)}; !slices.Equal(h.answers, want) {
		t.Errorf("it says %q, want %q", h.answers, want)
	}
	var lines []string
	for _, r := range h.found {
		lines = append(lines, r.Key+"="+r.Value)
	}
	return lines
}
