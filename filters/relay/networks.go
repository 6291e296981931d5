package relay

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// networks are prefixes; IPv4 ones are never in the IPv4-mapped form.
type networks []netip.Prefix

// contain tells whether the client's address is in one of them. The zero Addr is in none.
func (n networks) contain(client netip.Addr) bool {
	client = client.Unmap().WithZone("")
	for _, p := range n {
		if p.Contains(client) {
			return true
		}
	}
	return false
}

func readNetworks(o *filters.Options, list []string) networks {
	var all networks
	for i, s := range list {
		p, err := parseNetwork(s)
		if err != nil {
			o.Errorf(fmt.Sprintf("networks[%d]", i), "%v", err)
			continue
		}
		all = append(all, p)
	}
	return all
}

// parseNetwork reads a prefix or an address. Bits behind the prefix are an error: who wrote them meant something else.
func parseNetwork(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	if !strings.Contains(s, "/") {
		var a netip.Addr
		a, err = netip.ParseAddr(s)
		p = netip.PrefixFrom(a, a.BitLen())
	}
	if err != nil || strings.Contains(s, "%") { // contain doesn't look at zones
		return netip.Prefix{}, fmt.Errorf("%q is not a network; want one such as \"192.0.2.0/24\", \"2001:db8::/32\" or an address", s)
	}
	if p.Masked() != p {
		return netip.Prefix{}, fmt.Errorf("%q has bits behind its prefix; want %q or %q", s, p.Masked(), p.Addr())
	}
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p, nil
}
