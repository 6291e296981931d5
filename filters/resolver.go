package filters

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// MX is one mail exchanger of a domain. A Host of "." says that the domain takes no mail (RFC 7505).
type MX struct {
	Host       string // without the final dot, but for "."
	Preference uint16
}

// DNS is what a host gives its sessions to ask names with; not for scripts. An implementation is safe for use by many
// goroutines, ends with ctx, and answers no such name and no such record alike: empty, without an error.
type DNS interface {
	Addrs(ctx context.Context, name string) ([]netip.Addr, error)  // A and AAAA
	Addrs4(ctx context.Context, name string) ([]netip.Addr, error) // A alone
	MX(ctx context.Context, name string) ([]MX, error)
	TXT(ctx context.Context, name string) ([]string, error)
	Names(ctx context.Context, a netip.Addr) ([]string, error)
}

// Resolver asks DNS within the hook's deadline. No such name and no such record are an empty answer; an error is
// trouble: a server that failed, didn't answer in time or answered nonsense.
type Resolver struct{ s *Session }

func (r *Resolver) ask() (context.Context, DNS) {
	ctx, dns := reach(r.s, Host.DNS)
	if dns == nil {
		return ctx, noDNS{}
	}
	return ctx, dns
}

// Addrs are the IPv4 and IPv6 addresses of a name (A and AAAA).
func (r *Resolver) Addrs(name string) ([]netip.Addr, error) {
	ctx, dns := r.ask()
	return dns.Addrs(ctx, name)
}

// MX are a domain's mail exchangers by preference, the lowest number first.
func (r *Resolver) MX(name string) ([]MX, error) {
	ctx, dns := r.ask()
	return dns.MX(ctx, name)
}

// TXT are a name's text records, the strings of each joined.
func (r *Resolver) TXT(name string) ([]string, error) {
	ctx, dns := r.ask()
	return dns.TXT(ctx, name)
}

// Names are what an address is called (PTR), not confirmed by asking back.
func (r *Resolver) Names(a netip.Addr) ([]string, error) {
	ctx, dns := r.ask()
	return dns.Names(ctx, a)
}

// Listed asks a DNS list for an address and gives the list's answers, none if a is not listed (RFC 5782, section 2).
// Answers outside 127.0.0.0/8 aren't a list's: a zone that has nothing else to say, as abandoned ones do, is trouble.
func (r *Resolver) Listed(zone string, a netip.Addr) ([]netip.Addr, error) {
	if !a.IsValid() {
		return nil, errors.New("a DNS list can't be asked for no address")
	}
	ctx, dns := r.ask()
	answers, err := dns.Addrs4(ctx, reversed(a)+strings.Trim(zone, "."))
	if err != nil || len(answers) == 0 {
		return nil, err
	}
	if listed := slices.DeleteFunc(slices.Clone(answers), notLoopback); len(listed) > 0 {
		return listed, nil
	}
	return nil, fmt.Errorf("%s answers %v, which no DNS list does", zone, answers[0])
}

func notLoopback(a netip.Addr) bool { return !a.Unmap().Is4() || !a.IsLoopback() }

// reversed is the address as DNS lists key it: octets or nibbles backwards, each followed by a dot.
func reversed(a netip.Addr) string {
	const digits = "0123456789abcdef"
	a = a.Unmap()
	var b strings.Builder
	for _, octet := range slices.Backward(a.AsSlice()) {
		if a.Is4() {
			b.WriteString(strconv.Itoa(int(octet)) + ".")
		} else {
			b.Write([]byte{digits[octet&15], '.', digits[octet>>4], '.'})
		}
	}
	return b.String()
}

// noDNS answers calls that come when no hook is running, and those of a host that has no DNS.
type noDNS struct{}

func (noDNS) Addrs(context.Context, string) ([]netip.Addr, error)  { return nil, errNoHook }
func (noDNS) Addrs4(context.Context, string) ([]netip.Addr, error) { return nil, errNoHook }
func (noDNS) MX(context.Context, string) ([]MX, error)             { return nil, errNoHook }
func (noDNS) TXT(context.Context, string) ([]string, error)        { return nil, errNoHook }
func (noDNS) Names(context.Context, netip.Addr) ([]string, error)  { return nil, errNoHook }
