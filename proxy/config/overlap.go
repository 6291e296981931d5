package config

import (
	"net/netip"
	"strings"
)

// overlap puts it on the list if the kernel would not let a front listen on an address beside those of before.
func (s *section) overlap(e element) {
	for _, b := range s.r.listeners {
		if !collide(b.text, e.text) {
			continue
		}
		s.r.problem(e.at, "%soption listen: it overlaps with an address of %s, at %s", s.prefix(), b.section, place(b.at))
		return
	}
}

// collide tells whether two addresses, right in themselves, can't be listened on at once. Any free port never collides.
func collide(a, b string) bool {
	hostA, portA, _ := splitAddress(a)
	hostB, portB, _ := splitAddress(b)
	if portA != portB || portA == 0 {
		return false
	}
	ipA, ipB := toIP(hostA), toIP(hostB)
	switch {
	case everything(ipA) || everything(ipB):
		return true
	case !ipA.IsValid() || !ipB.IsValid():
		return strings.EqualFold(hostA, hostB)
	case ipA.IsUnspecified() || ipB.IsUnspecified():
		return ipA.Is4() == ipB.Is4()
	}
	return ipA == ipB
}

// toIP is invalid for a name. No host means everything, as "::" does: it listens on IPv4 too.
func toIP(host string) netip.Addr {
	if host == "" {
		return netip.IPv6Unspecified()
	}
	ip, _ := netip.ParseAddr(host)
	return ip.Unmap()
}

func everything(ip netip.Addr) bool { return ip == netip.IPv6Unspecified() }
