package filters

import (
	"context"
	"net/netip"
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
	Addrs(ctx context.Context, name string) ([]netip.Addr, error)
	MX(ctx context.Context, name string) ([]MX, error)
	TXT(ctx context.Context, name string) ([]string, error)
	Names(ctx context.Context, a netip.Addr) ([]string, error)
}

// Resolver asks DNS within the hook's deadline. No such name and no such record are an empty answer; an error is
// trouble: a server that failed, didn't answer in time or answered nonsense.
type Resolver struct{ s *Session }

func (r *Resolver) ask() (context.Context, DNS) {
	ctx, h := r.s.running()
	if h == nil {
		return ctx, noDNS{}
	}
	return ctx, h.DNS()
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
func (r *Resolver) Listed(zone string, a netip.Addr) ([]netip.Addr, error) {
	ctx, dns := r.ask()
	return dns.Addrs(ctx, reversed(a)+strings.Trim(zone, "."))
}

// reversed is the address as DNS lists key it: octets or nibbles backwards, each followed by a dot.
func reversed(a netip.Addr) string {
	const digits = "0123456789abcdef"
	a = a.Unmap()
	var b strings.Builder
	octets := a.AsSlice()
	for i := len(octets) - 1; i >= 0; i-- {
		if a.Is4() {
			b.WriteString(netip.AddrFrom4([4]byte{0, 0, 0, octets[i]}).String()[len("0.0.0."):])
		} else {
			b.WriteByte(digits[octets[i]&15])
			b.WriteByte('.')
			b.WriteByte(digits[octets[i]>>4])
		}
		b.WriteByte('.')
	}
	return b.String()
}

// noDNS answers calls that come when no hook is running.
type noDNS struct{}

func (noDNS) Addrs(context.Context, string) ([]netip.Addr, error) { return nil, errNoHook }
func (noDNS) MX(context.Context, string) ([]MX, error)            { return nil, errNoHook }
func (noDNS) TXT(context.Context, string) ([]string, error)       { return nil, errNoHook }
func (noDNS) Names(context.Context, netip.Addr) ([]string, error) { return nil, errNoHook }
