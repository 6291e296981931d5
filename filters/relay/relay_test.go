package relay

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// host is as much of a session as relay reads.
type host struct {
	filters.Host
	client string
	user   string
}

func (h *host) Client() filters.Client {
	a, _ := netip.ParseAddr(h.client)
	return filters.Client{Addr: a, Port: 1025}
}
func (h *host) User() string               { return h.user }
func (h *host) Protocol() filters.Protocol { return filters.SMTP }
func (h *host) Sender() filters.Path       { return filters.Path{} }
func (h *host) Transaction() int           { return 1 }
func (h *host) Context() context.Context   { return context.Background() }
func (h *host) Report(filters.Report)      {}

// rcpt sends one RCPT, with SMTPUTF8 in force, through a chain of relay alone. The answer is "" for a pass.
func rcpt(t *testing.T, run *filters.Run, path string) string {
	t.Helper()
	p, err := filters.ParseRecipient("TO:"+path, true)
	if err != nil {
		return err.Error()
	}
	switch d := run.Recipient(&p); d.Action {
	case filters.Go:
		return ""
	case filters.Answer:
		return fmt.Sprintf("%d %s %s", d.Reply.Code, d.Reply.Enhanced, strings.Join(d.Reply.Lines, " / "))
	default:
		return fmt.Sprintf("action %d", d.Action)
	}
}

func denied(path string) string { return "550 5.7.1 " + path + "... Relaying denied" }

func tricky(path, why string) string { return "553 5.1.3 " + path + "... " + why + " denied" }

// settings are those of the tests: the values of a relay block.
func settings(domains, networks []string, more ...filters.Setting) []filters.Setting {
	return append([]filters.Setting{{Name: "domains", Value: domains}, {Name: "networks", Value: networks}}, more...)
}

func begin(t *testing.T, h *host, s []filters.Setting) *filters.Run {
	t.Helper()
	leaktest.Check(t)
	f, err := New(filters.NewOptions(filters.Block{Type: "relay", Settings: s, ReadFile: files}))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := filters.NewChain(filters.Entry{Label: "relay", Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	run := chain.Begin(h)
	t.Cleanup(run.Close)
	return run
}

// TestRightsAreNotCarriedOver: a login that came or went between two recipients counts for the later one alone.
func TestRightsAreNotCarriedOver(t *testing.T) {
	h := &host{client: "203.0.113.9"}
	run := begin(t, h, settings([]string{"example.org"}, nil))
	for _, step := range []struct{ user, path, want string }{
		{"", "<u@example.org>", ""},
		{"", "<u@katamail.com>", denied("<u@katamail.com>")},
		{"alice", "<u@katamail.com>", ""},
		{"", "<u@katamail.com>", denied("<u@katamail.com>")},
		{"", "<u@example.org>", ""},
	} {
		h.user = step.user
		if got := rcpt(t, run, step.path); got != step.want {
			t.Errorf("user %q, %s: %q, want %q", step.user, step.path, got, step.want)
		}
	}
}

func TestLoginThatDoesNotCount(t *testing.T) {
	run := begin(t, &host{client: "203.0.113.9", user: "alice"}, settings([]string{"example.org"}, nil, filters.Setting{Name: "authenticated", Value: false}))
	if got := rcpt(t, run, "<u@katamail.com>"); got != denied("<u@katamail.com>") {
		t.Error(got)
	}
}

func TestNetworks(t *testing.T) {
	networks := []string{"192.0.2.0/24", "198.51.100.7", "::ffff:203.0.113.0/120", "2001:db8:1::/48", "::1", "fe80::/10"}
	for client, trusted := range map[string]bool{
		"192.0.2.1": true, "192.0.2.255": true, "192.0.3.1": false, "192.0.1.255": false,
		"198.51.100.7": true, "198.51.100.8": false,
		"203.0.113.9": true, "203.0.114.1": false,
		"::ffff:192.0.2.1": true, "::ffff:192.0.3.1": false, "::ffff:203.0.113.9": true, "::192.0.2.1": false,
		"2001:db8:1::9": true, "2001:db8:1:ffff::9": true, "2001:db8:2::9": false,
		"::1": true, "::2": false, "127.0.0.1": false,
		"fe80::1%eth0": true, "fec0::1": false,
		"": false, // nobody knows who it is
	} {
		run := begin(t, &host{client: client}, settings([]string{"example.org"}, networks))
		if got := rcpt(t, run, "<u@katamail.com>") == ""; got != trusted {
			t.Errorf("client %q: trusted %v, want %v", client, got, trusted)
		}
	}
	all := begin(t, &host{client: "192.0.2.1"}, settings(nil, []string{"::/0"}))
	if rcpt(t, all, "<u@katamail.com>") == "" {
		t.Error("::/0 has an IPv4 client in it")
	}
}
