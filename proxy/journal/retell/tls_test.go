package retell

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// TLS is told as it was begun, and what came of it where it wasn't.
func TestTLSTold(t *testing.T) {
	with := func(w journal.Way, p filters.TLS) journal.Event {
		return journal.Event{Kind: journal.TLS, Way: w, TLS: &p}
	}
	failed := func(why string) journal.Event {
		return journal.Event{Kind: journal.Close, Value: "no TLS with the client: " + why}
	}
	passedOver := func(why string) journal.Event {
		return journal.Event{Kind: journal.Upstream, Value: "unavailable", Err: errors.New("TLS: " + why)}
	}
	const minute = "<wait 1m0s>"
	for _, test := range []struct {
		event journal.Event
		want  string
	}{
		{with(journal.C, filters.TLS{Version: "TLS 1.3"}), "C:  <start TLS>"},
		{with(journal.C, filters.TLS{Version: "TLS 1.2", ServerName: "mx1.example.org", Subject: "CN=a"}), "C:  <start TLS mx1.example.org certified 1.2>"},
		{with(journal.C, filters.TLS{Version: "TLS 1.3", ServerName: "mx>\nC: QUIT"}), "C:  <start TLS>"},
		{with(journal.C, filters.TLS{Version: "TLS 1.3", ServerName: "localhost"}), "C:  <start TLS>"},
		{with(journal.S, filters.TLS{Version: "TLS 1.0", ServerName: "mail.example.org", Subject: "CN=b"}), "S:  <start TLS 1.0>"},
		{journal.Event{Kind: journal.TLS, Way: journal.C}, "C:  <start TLS>"},
		{failed("tls: client offered only unsupported versions: [302]"), "C:  <start TLS 1.1>\nPC: <refuse TLS>"},
		{failed("tls: failed to verify certificate: x509: …"), "C:  <start TLS foreign>\nPC: <refuse TLS>"},
		{failed("tls: first record does not look like a TLS handshake"), "# What the client said in clear isn't on record.\nCP: in clear"},
		{failed("read tcp: i/o timeout"), minute},
		{failed("EOF"), "C:  <close>"},
		{failed("remote error: tls: bad certificate"), "# How the client came to no TLS can't be told: remote error: tls: bad certificate\nC:  <close>"},
		{passedOver("x509: certificate has expired or is not yet valid"), "S:  <start TLS expired>\nPS: <refuse TLS>"},
		{passedOver("x509: certificate is valid for a.example, not b.example"), "S:  <start TLS of.another.example>\nPS: <refuse TLS>"},
		{passedOver("x509: certificate signed by unknown authority"), "S:  <start TLS foreign>\nPS: <refuse TLS>"},
		{passedOver("remote error: tls: protocol version not supported"), "S:  <start TLS 1.1>\nPS: <refuse TLS>"},
		{passedOver("EOF"), "# How TLS came to nothing can't be told: EOF\nS:  <close>"},
	} {
		s := &teller{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
		open := s.say(journal.Event{Kind: journal.Open})
		if test.want == minute {
			s.at = s.at.Add(time.Minute - time.Millisecond)
		}
		text := retoldOf(t, []*journal.Event{open, s.say(test.event)})
		if !strings.Contains(text, "\n"+test.want+"\n") {
			t.Errorf("want %s, have\n%s", test.want, text)
		}
	}
}
