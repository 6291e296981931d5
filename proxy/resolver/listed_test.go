package resolver_test

import (
	"context"
	"fmt"
	"net/netip"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
)

const lists = `
2.0.0.127.bad.example A 127.0.0.2
down.bad.example SERVFAIL
both.example A 192.0.2.1
both.example AAAA 2001:db8::1
`

// host is as much of a session as a look at a DNS list needs.
type host struct {
	filters.Host
	dns filters.DNS
}

func (h host) Protocol() filters.Protocol { return filters.SMTP }
func (h host) DNS() filters.DNS           { return h.dns }
func (h host) Context() context.Context   { return context.Background() }
func (h host) Report(filters.Report)      {}

// listed asks as a filter does.
func (b *bench) listed(t *testing.T, zone, addr string) (answer string) {
	c, err := filters.NewChain(filters.Entry{Label: "a", Filter: &filters.Filter{Connect: func(s *filters.Session) filters.Verdict {
		answers, err := s.Resolver().Listed(zone, netip.MustParseAddr(addr))
		answer = fmt.Sprint(answers, err)
		return filters.Pass()
	}}})
	if err != nil {
		t.Fatal(err)
	}
	c.Begin(host{dns: b}).Connect()
	return answer
}

// A DNS list has A records (RFC 5782, section 2.1): it hears one query, listed or not.
func TestOneQueryForAList(t *testing.T) {
	for addr, query := range map[string]string{
		"127.0.0.2": "A 2.0.0.127.bad.example",
		"127.0.0.1": "A 1.0.0.127.bad.example",
	} {
		b := newBench(t, resolver.Config{}, lists)
		wanted := map[string]string{"127.0.0.2": "[127.0.0.2] <nil>", "127.0.0.1": "[] <nil>"}[addr]
		want(t, b.listed(t, "bad.example", addr), wanted)
		wantQueries(t, b.zones[0], query)
		want(t, b.listed(t, "bad.example.", addr), wanted)
		wantQueries(t, b.zones[0], query)
	}
}

func TestAddrs4(t *testing.T) {
	b := newBench(t, resolver.Config{}, lists)
	want(t, b.ask("A both.example"), "192.0.2.1")
	want(t, b.ask("A down.bad.example"), "resolver: A down.bad.example: server SERVER1: SERVFAIL")
	want(t, b.ask("A no such name"), "")
	wantQueries(t, b.zones[0], "A both.example", "A down.bad.example")
}
