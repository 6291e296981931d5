package stranger

import (
	"net/netip"
	"slices"
)

// client is where a stranger comes from.
type client struct {
	addr   netip.Addr
	within netip.Prefix // a network that is too large; zero: none
}

// clients are one of each family from outside of all networks, and one from each network that is too large to be anybody's own.
func clients(networks []netip.Prefix) []client {
	var own, vast []netip.Prefix
	for _, n := range networks {
		if isVast(n) {
			vast = append(vast, n)
		} else {
			own = append(own, n)
		}
	}
	outside := slices.DeleteFunc(everywhere(), func(a netip.Addr) bool { return isIn(a, own) >= 0 })
	var all []client
	for _, family := range []func(netip.Addr) bool{netip.Addr.Is4, netip.Addr.Is6} {
		all = add(all, outside, vast, family)
	}
	for _, n := range vast {
		all = add(all, outside, vast, n.Contains)
	}
	return all
}

// add adds the first of those outside that is wanted, if there is one and it isn't there yet.
func add(all []client, outside []netip.Addr, vast []netip.Prefix, wanted func(netip.Addr) bool) []client {
	i := slices.IndexFunc(outside, wanted)
	if i < 0 {
		return all
	}
	one := client{addr: outside[i]}
	if n := isIn(one.addr, vast); n >= 0 {
		one.within = vast[n]
	}
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// isIn is the first of the networks that has an address in it, or -1.
func isIn(a netip.Addr, networks []netip.Prefix) int {
	return slices.IndexFunc(networks, func(n netip.Prefix) bool { return n.Contains(a) })
}

// everyones are networks in which hosts of the whole world appear that have no IPv6 address of their own: Teredo (RFC 4380), 6to4 (RFC
// 3056) and behind a translator (RFC 6052).
var everyones = [...]netip.Prefix{
	netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("64:ff9b::/96"),
}

// isVast tells whether a network is more than anybody has: in IPv4 more than a /8, which is also the largest private one; in IPv6, where
// addresses are given out, all that a regional registry has, or everyone's.
func isVast(n netip.Prefix) bool {
	const largest4, registry6 = 8, 12
	global := netip.MustParsePrefix("2000::/3") // RFC 4291, section 2.4
	if n.Addr().Is4() {
		return n.Bits() < largest4
	}
	return n.Bits() <= registry6 && n.Overlaps(global) || slices.ContainsFunc(everyones[:], func(e netip.Prefix) bool {
		return n.Bits() <= e.Bits() && n.Contains(e.Addr())
	})
}

// everywhere are addresses from all over the world, first those that documents have (RFC 5737, 3849 and 9637), which nobody is
// surprised to see.
func everywhere() []netip.Addr {
	var all []netip.Addr
	for _, a := range []string{"203.0.113.25", "198.51.100.25", "192.0.2.25", "2001:db8::25", "3fff::25", "64:ff9b::203.0.113.25"} {
		all = append(all, netip.MustParseAddr(a))
	}
	for first := range byte(224) { // multicast begins there
		if first != 0 && first != 10 && first != 127 {
			all = append(all, netip.AddrFrom4([4]byte{first, 51, 100, 25}))
		}
	}
	for first := byte(0x20); first < 0x40; first++ {
		for second := range 256 {
			all = append(all, netip.AddrFrom16([16]byte{0: first, 1: byte(second), 15: 0x25}))
		}
	}
	return all
}
