package proxy

import (
	"errors"
	"fmt"
	"net"

	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

const wantAddress = `a host and a port such as "192.0.2.1:25"`

// check tells everything that keeps a configuration from being put in force on any machine.
func (c *Config) check() error {
	wrong := []error{c.Journal.check()}
	upstreams, fronts, places := map[string]bool{}, map[string]bool{}, map[place]string{}
	identities := map[string]bool{}
	users := map[string]*FrontConfig{} // of each upstream the first
	for i := range c.Upstreams {
		u := &c.Upstreams[i]
		wrong = append(wrong, unique("upstream", u.Label, upstreams), checkUpstream(u))
	}
	for i := range c.TLS {
		wrong = append(wrong, unique("tls", c.TLS[i].Label, identities))
	}
	if len(c.Fronts) == 0 {
		wrong = append(wrong, errors.New("no front is configured"))
	}
	for i := range c.Fronts {
		f := &c.Fronts[i]
		wrong = append(wrong, unique("front", f.Label, fronts), f.check(places))
		if !upstreams[f.Upstream] {
			wrong = append(wrong, fmt.Errorf("front %s: no upstream is called %q", f.Label, f.Upstream))
		}
		wrong = append(wrong, f.shares(users), f.checkTLS(identities))
	}
	return errors.Join(wrong...)
}

// shares notes who uses the front's upstream in users, where only fronts of one protocol may meet: a server speaks one.
func (c *FrontConfig) shares(users map[string]*FrontConfig) error {
	first, used := users[c.Upstream]
	switch {
	case !used:
		users[c.Upstream] = c
	case first.Protocol() != c.Protocol():
		return fmt.Errorf("front %s: it speaks %s, and its upstream %s has front %s, which speaks %s",
			c.Label, c.Protocol(), c.Upstream, first.Label, first.Protocol())
	}
	return nil
}

func (c *JournalConfig) check() error {
	switch c.Record {
	case "", Envelope, Headers:
		return nil
	}
	return fmt.Errorf("journal: record %q, want %q or %q", c.Record, Envelope, Headers)
}

func unique(kind, label string, seen map[string]bool) error {
	if label == "" {
		return fmt.Errorf("%s: has no label", kind)
	}
	if seen[label] {
		return fmt.Errorf("%s %s: two have this label", kind, label)
	}
	seen[label] = true
	return nil
}

func checkUpstream(u *upstream.Config) error {
	switch u.Balance {
	case "", upstream.First, upstream.RoundRobin, upstream.LeastConn:
	default:
		return fmt.Errorf("upstream %s: balance %q, want %q, %q or %q",
			u.Label, u.Balance, upstream.First, upstream.RoundRobin, upstream.LeastConn)
	}
	if len(u.Servers) == 0 {
		return fmt.Errorf("upstream %s: has no servers", u.Label)
	}
	switch u.Security {
	case "", upstream.None, upstream.Opportunistic, upstream.StartTLS, upstream.ImplicitTLS:
	default:
		return fmt.Errorf("upstream %s: security %q, want %q, %q, %q or %q",
			u.Label, u.Security, upstream.None, upstream.Opportunistic, upstream.StartTLS, upstream.ImplicitTLS)
	}
	if err := u.Check(); err != nil {
		return fmt.Errorf("upstream %s: %w", u.Label, err)
	}
	for _, server := range u.Servers {
		if _, _, err := net.SplitHostPort(server); err != nil {
			return fmt.Errorf("upstream %s: server: want %s, have %q", u.Label, wantAddress, server)
		}
	}
	return nil
}

// check notes where the front listens in places, by the label of who was there first.
func (c *FrontConfig) check(places map[place]string) error {
	if len(c.Listen) == 0 {
		return fmt.Errorf("front %s: listens nowhere", c.Label)
	}
	for i, address := range c.Listen {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return fmt.Errorf("front %s: listen: want %s, have %q", c.Label, wantAddress, address)
		}
		if first, taken := places[c.place(i)]; taken {
			return fmt.Errorf("front %s: front %s already listens at %s", c.Label, first, address)
		}
		places[c.place(i)] = c.Label
	}
	return nil
}
