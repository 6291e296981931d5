package filters_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// names is a DNS that has all answers and remembers the questions.
type names struct {
	questions []string
	addrs     []netip.Addr
	err       error
}

func (n *names) Addrs(ctx context.Context, name string) ([]netip.Addr, error) {
	n.questions = append(n.questions, "ADDRS "+name)
	return n.addrs, errors.Join(n.err, ctx.Err())
}

func (n *names) Addrs4(ctx context.Context, name string) ([]netip.Addr, error) {
	n.questions = append(n.questions, "A "+name)
	return n.addrs, errors.Join(n.err, ctx.Err())
}

func (n *names) MX(ctx context.Context, name string) ([]filters.MX, error) {
	return []filters.MX{{Host: "mail." + name, Preference: 10}}, errors.Join(n.err, ctx.Err())
}

func (n *names) TXT(ctx context.Context, name string) ([]string, error) {
	return []string{"v=spf1 " + name}, errors.Join(n.err, ctx.Err())
}

func (n *names) Names(ctx context.Context, a netip.Addr) ([]string, error) {
	return []string{"ptr." + a.String()}, errors.Join(n.err, ctx.Err())
}

// resolve gives a hook the resolver of a host with that DNS.
func resolve(dns filters.DNS, ask func(*filters.Resolver)) {
	h := newHost()
	h.dns = dns
	c, _ := filters.NewChain(entry("a", filters.AtConnect, func(s *filters.Session) filters.Verdict {
		ask(s.Resolver())
		return filters.Pass()
	}))
	c.Begin(h).Connect()
}

func TestResolverAsksTheHost(t *testing.T) {
	n := &names{addrs: []netip.Addr{netip.MustParseAddr("192.0.2.1")}}
	have := ""
	resolve(n, func(r *filters.Resolver) {
		addrs, err1 := r.Addrs("example.org")
		mx, err2 := r.MX("example.org")
		txt, err3 := r.TXT("example.org")
		ptr, err4 := r.Names(netip.MustParseAddr("192.0.2.1"))
		have = fmt.Sprint(addrs, mx, txt, ptr, errors.Join(err1, err2, err3, err4))
	})
	want(t, have, "[192.0.2.1] [{mail.example.org 10}] [v=spf1 example.org] [ptr.192.0.2.1] <nil>")
}

func TestHostWithoutDNS(t *testing.T) {
	resolve(nil, func(r *filters.Resolver) {
		_, err1 := r.Addrs("example.org")
		_, err2 := r.Listed("list.example", netip.MustParseAddr("192.0.2.1"))
		if err1 == nil || err2 == nil {
			t.Error("somebody answers")
		}
	})
}

// RFC 5782, sections 2.1 and 2.4, have these two names.
func TestListedReversesAddresses(t *testing.T) {
	for addr, wanted := range map[string]string{
		"192.0.2.99":                "A 99.2.0.192.bad.example",
		"::ffff:192.0.2.99":         "A 99.2.0.192.bad.example",
		"2001:db8:1:2:3:4:567:89ab": "A b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.bad.example",
		"fe80::1%eth0":              "A 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.bad.example",
	} {
		for _, zone := range []string{"bad.example", "bad.example.", ".bad.example"} {
			n := &names{}
			resolve(n, func(r *filters.Resolver) { r.Listed(zone, netip.MustParseAddr(addr)) })
			want(t, fmt.Sprint(n.questions), "["+wanted+"]")
		}
	}
}

func TestWhatCountsAsListed(t *testing.T) {
	trouble := errors.New("SERVFAIL")
	for _, c := range []struct {
		answers []string
		err     error
		want    string
	}{
		{nil, nil, "[] <nil>"},
		{[]string{"127.0.0.2"}, nil, "[127.0.0.2] <nil>"},
		{[]string{"127.0.0.4", "127.0.0.11"}, nil, "[127.0.0.4 127.0.0.11] <nil>"},
		{[]string{"203.0.113.1", "127.0.0.2"}, nil, "[127.0.0.2] <nil>"},
		{[]string{"203.0.113.1"}, nil, "[] bad.example answers 203.0.113.1, which no DNS list does"},
		{nil, trouble, "[] SERVFAIL"},
	} {
		n := &names{err: c.err}
		for _, a := range c.answers {
			n.addrs = append(n.addrs, netip.MustParseAddr(a))
		}
		resolve(n, func(r *filters.Resolver) {
			listed, err := r.Listed("bad.example", netip.MustParseAddr("192.0.2.99"))
			want(t, fmt.Sprint(listed, " ", err), c.want)
		})
	}
}

// Without an address the question would be about the list's own name.
func TestNobodyIsNotListed(t *testing.T) {
	n := &names{addrs: []netip.Addr{netip.MustParseAddr("127.0.0.1")}}
	resolve(n, func(r *filters.Resolver) {
		if listed, err := r.Listed("bad.example", netip.Addr{}); listed != nil || err == nil || n.questions != nil {
			t.Error(listed, err, n.questions)
		}
	})
}
