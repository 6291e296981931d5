package stranger

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/relay"
)

func prefixes(networks []string) []netip.Prefix {
	var all []netip.Prefix
	for _, n := range networks {
		all = append(all, netip.MustParsePrefix(n))
	}
	return all
}

func chainOf(t *testing.T, e filters.Entry) *filters.Chain {
	t.Helper()
	e.Label = "relay"
	c, err := filters.NewChain(e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// policy is that of the relay filter itself.
func policy(t *testing.T, domains, networks []string) Policy {
	t.Helper()
	f, err := relay.New(filters.NewOptions(filters.Block{Type: "relay", Settings: []filters.Setting{
		{Name: "domains", Value: domains}, {Name: "networks", Value: networks},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	return Policy{chainOf(t, filters.Entry{Filter: f}), domains, prefixes(networks)}
}

// lax is the policy of a relay filter that somebody has written in a hurry.
func lax(t *testing.T, hook func(*filters.Session, *filters.Path) filters.Verdict) Policy {
	return Policy{Chain: chainOf(t, filters.Entry{Filter: &filters.Filter{Recipient: hook}}), Domains: []string{"example.org"}}
}

// may is a verdict.
func may(ok bool) filters.Verdict {
	if ok {
		return filters.Pass()
	}
	return filters.Refuse("5.7.1", "no")
}

// What the names and networks of a policy are for, it may be for; and everybody may name domains that strangers would try.
func TestClosed(t *testing.T) {
	many := []string{"example.org", "sub.example.org", "example.orgs", "org", "notexample.org", "example.or", "elsewhere.invalid", "Further.INVALID",
		"localhost", "[127.0.0.1]", "[IPv6:::1]", "example_org", "bücher.example"}
	for _, test := range []struct{ domains, networks []string }{
		{nil, nil},
		{[]string{"example.org"}, []string{"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10"}},
		{many, []string{"203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24", "2001:db8::/32", "3fff::/20", "2a00:1450::/29", "18.0.0.0/8"}},
	} {
		a := Ask(policy(t, test.domains, test.networks))
		if len(a.Ways) > 0 || a.Clients != 2 || a.Recipients < len(abroad)-8+len(test.domains)*len(detours) {
			t.Errorf("%v: %+v", test, a)
		}
	}
}

// Networks that are too large to be anybody's own are no policy.
func TestVastNetworks(t *testing.T) {
	for _, test := range []struct {
		networks []string
		want     string
	}{
		{[]string{"0.0.0.0/0"}, "203.0.113.25 in 0.0.0.0/0"},
		{[]string{"10.0.0.0/8", "203.0.113.0/24", "0.0.0.0/0"}, "198.51.100.25 in 0.0.0.0/0"},
		{[]string{"0.0.0.0/1", "128.0.0.0/1"}, "203.0.113.25 in 128.0.0.0/1, 1.51.100.25 in 0.0.0.0/1"},
		{[]string{"64.0.0.0/7"}, "64.51.100.25 in 64.0.0.0/7"},
		{[]string{"::/0"}, "2001:db8::25 in ::/0"},
		{[]string{"2000::/3"}, "2001:db8::25 in 2000::/3"},
		{[]string{"2a00::/12"}, "2a00::25 in 2a00::/12"},
		{[]string{"64:ff9b::/96"}, "64:ff9b::cb00:7119 in 64:ff9b::/96"},
		{[]string{"2002::/16", "2001::/32"}, "2002::25 in 2002::/16, 2001::25 in 2001::/32"},
	} {
		var have []string
		for _, w := range Ask(policy(t, []string{"example.org"}, test.networks)).Ways {
			have = append(have, w.Client.String()+" in "+w.Within.String())
			if w.Sender != "<>" || w.Recipient != "<u@elsewhere.invalid>" {
				t.Errorf("%v: %s", test.networks, w)
			}
		}
		if strings.Join(have, ", ") != test.want {
			t.Errorf("%v: have %q, want %q", test.networks, have, test.want)
		}
	}
}

// Each of these has a hole by which mail has been relayed somewhere.
func TestHoles(t *testing.T) {
	ours := func(p *filters.Path) bool { return p.Domain() == "example.org" }
	const plain = "abcdefghijklmnopqrstuvwxyz"
	for _, test := range []struct {
		name, want string
		lets       func(s *filters.Session, to *filters.Path) bool
	}{
		{"takes all", "203.0.113.25 from <> to <u@elsewhere.invalid>", func(*filters.Session, *filters.Path) bool { return true }},
		{"takes IPv6 for inside", "2001:db8::25 from <> to <u@elsewhere.invalid>", func(s *filters.Session, _ *filters.Path) bool { return s.Client().Addr.Is6() }},
		{"believes the sender", "203.0.113.25 from <postmaster@example.org> to <u@elsewhere.invalid>", func(s *filters.Session, _ *filters.Path) bool {
			from := s.Sender()
			return ours(&from)
		}},
		{"has postmaster everywhere", "203.0.113.25 from <> to <postmaster@elsewhere.invalid>", func(_ *filters.Session, to *filters.Path) bool { return to.Local() == "postmaster" }},
		{"compares the end", "203.0.113.25 from <> to <u@sub.example.org>", func(_ *filters.Session, to *filters.Path) bool {
			return strings.HasSuffix(to.Domain(), "example.org") && strings.Trim(to.Local(), plain) == "" && !strings.Contains(to.String(), ":")
		}},
		{"compares the begin", "203.0.113.25 from <> to <u@example.orgs>", func(_ *filters.Session, to *filters.Path) bool {
			return strings.HasPrefix(to.Domain(), "example.org") && !ours(to)
		}},
		{"has a pattern whose dot is any character", "203.0.113.25 from <> to <u@example_org>", func(_ *filters.Session, to *filters.Path) bool {
			d := to.Domain()
			return len(d) == len("example.org") && strings.HasPrefix(d, "example") && strings.HasSuffix(d, "org") && !ours(to)
		}},
		{"takes literals for its own", "203.0.113.25 from <> to <u@[203.0.113.25]>", func(_ *filters.Session, to *filters.Path) bool { return strings.HasPrefix(to.Domain(), "[") }},
		{"takes source routes", "203.0.113.25 from <> to <@elsewhere.invalid:u@example.org>", func(_ *filters.Session, to *filters.Path) bool {
			return ours(to) && strings.HasPrefix(to.String(), "<@else")
		}},
		{"reads the begin of a source route", "203.0.113.25 from <> to <@example.org:u@elsewhere.invalid>", func(_ *filters.Session, to *filters.Path) bool {
			return strings.HasPrefix(to.String(), "<@example.org:") && !ours(to)
		}},
		{"takes %", "203.0.113.25 from <> to <u%elsewhere.invalid@example.org>", func(_ *filters.Session, to *filters.Path) bool {
			return to.String() == "<u%elsewhere.invalid@example.org>"
		}},
		{"takes !", "203.0.113.25 from <> to <elsewhere.invalid!u@example.org>", func(_ *filters.Session, to *filters.Path) bool {
			return ours(to) && strings.HasPrefix(to.String(), "<elsewhere.invalid!")
		}},
		{"takes a quoted @", `203.0.113.25 from <> to <"u@elsewhere.invalid"@example.org>`, func(_ *filters.Session, to *filters.Path) bool {
			return ours(to) && strings.HasPrefix(to.String(), `<"u@`)
		}},
		{"takes encoded words", "203.0.113.25 from <> to <=?utf-8?q?u=40elsewhere.invalid?=@example.org>", func(_ *filters.Session, to *filters.Path) bool {
			return strings.HasPrefix(to.Local(), "=?")
		}},
	} {
		ways := Ask(lax(t, func(s *filters.Session, to *filters.Path) filters.Verdict { return may(test.lets(s, to)) })).Ways
		if len(ways) == 0 || ways[0].String() != test.want {
			t.Errorf("one that %s: have %v, want %s", test.name, ways, test.want)
		}
	}
}

// A filter that fails, as one would that asks DNS or the store, lets through whom its on_error lets.
func TestFailures(t *testing.T) {
	fails := map[string]func(*filters.Session, *filters.Path) filters.Verdict{
		"says so":       func(*filters.Session, *filters.Path) filters.Verdict { return filters.Fail(errors.New("no idea")) },
		"has no answer": func(*filters.Session, *filters.Path) filters.Verdict { return filters.Verdict{} },
		"asks DNS": func(s *filters.Session, to *filters.Path) filters.Verdict {
			if _, err := s.Resolver().Addrs("example.org"); err != nil {
				return filters.Fail(err)
			}
			return filters.Pass()
		},
		"asks the store": func(s *filters.Session, to *filters.Path) filters.Verdict {
			if _, err := s.Store().Get("key"); err != nil {
				return filters.Fail(err)
			}
			return filters.Pass()
		},
	}
	for name, hook := range fails {
		for _, on := range []filters.OnError{filters.OnErrorDefer, filters.OnErrorRefuse} {
			p := Policy{Chain: chainOf(t, filters.Entry{Filter: &filters.Filter{Recipient: hook}, OnError: on})}
			if a := Ask(p); len(a.Ways) > 0 {
				t.Errorf("one that %s, on_error %s: %v", name, on, a.Ways)
			}
		}
	}
	p := Policy{Chain: chainOf(t, filters.Entry{Filter: &filters.Filter{Recipient: fails["asks DNS"]}, OnError: filters.OnErrorPass})}
	if a := Ask(p); len(a.Ways) != 2 {
		t.Errorf("on_error pass: %v", a.Ways)
	}
}

// Without a filter everybody may. So it is to a chain of none.
func TestNoFilter(t *testing.T) {
	if a := Ask(Policy{}); len(a.Ways) != 2 || a.Ways[0].Within.IsValid() {
		t.Errorf("have %+v", a)
	}
}

// What is asked doesn't depend on the case of a domain, holds none of ours, and has a bound.
func TestRecipients(t *testing.T) {
	all := recipients([]string{"EXAMPLE.org", "sub.example.org"})
	if slices.Contains(all, "<u@sub.EXAMPLE.org>") || !slices.Contains(all, "<u@EXAMPLE.orgs>") || !slices.Contains(all, "<elsewhere.invalid!u@sub.example.org>") {
		t.Errorf("have %q", all)
	}
	bound := len(recipients(slices.Repeat([]string{"example.org"}, mostDomains)))
	if more := len(recipients(slices.Repeat([]string{"example.org"}, mostDomains+1))); more != bound {
		t.Errorf("of %d domains %d recipients, of one more %d", mostDomains, bound, more)
	}
}
