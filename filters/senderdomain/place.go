package senderdomain

import (
	"net/netip"
	"slices"
)

// aboutAddrs judges what is at these addresses: one at which another host could be is enough.
func aboutAddrs(subject string, addrs []netip.Addr) finding {
	if slices.ContainsFunc(addrs, isPlace) {
		return finding{}
	}
	return isMissing(subject + " must not be at " + addrs[0].String())
}

// isPlace tells whether another host could be at an address.
func isPlace(a netip.Addr) bool {
	a = within(a.WithZone(""))
	return a.IsGlobalUnicast() && !slices.ContainsFunc(nobodys[:], func(p netip.Prefix) bool { return p.Contains(a) })
}

// nobodys are networks without hosts (RFC 6890) that package netip takes for others.
var nobodys = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), // addresses of IPv4 in a form that was given up (RFC 4291, section 2.5.5.1)
}

// The networks of IPv6 whose addresses lead to one of IPv4.
var (
	nat64 = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052, section 2.1
	sixTo = netip.MustParsePrefix("2002::/16")    // RFC 3056, section 2
)

// within is the IPv4 address to which one of IPv6 leads; others are what they are.
func within(a netip.Addr) netip.Addr {
	a = a.Unmap()
	b := a.As16()
	switch {
	case nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:]))
	case sixTo.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return a
}
