package config

import (
	"net/netip"
	"strings"
)

// bound is an address that a section has, on which it listens or to which it connects.
type bound struct {
	element
	section string
}

// loops puts each server on the list that is the gateway itself: a session there would open one more, and so on, to the
// limits. Of a text that isn't a file of the machine the addresses mean nothing: who plays it puts others in their places.
func (r *reader) loops() {
	if r.disk != (machine{}) {
		return
	}
	for _, server := range r.servers {
		for _, own := range r.listeners {
			if reaches(server.text, own.text) {
				r.problem(server.at, "%s: option servers: this is the gateway itself: %s listens there, at %s", server.section, own.section, place(own.at))
			}
		}
	}
}

// reaches tells whether who connects to a server gets to a listener, as far as the two addresses show.
func reaches(server, listener string) bool {
	host, port, _ := splitAddress(server)
	own, ownPort, _ := splitAddress(listener)
	if port != ownPort {
		return false
	}
	ip, ownIP := toIP(host), toIP(own)
	switch {
	case ip.IsValid() && ip == ownIP:
		return true
	case !ownIP.IsValid():
		return strings.EqualFold(host, own)
	case !ownIP.IsUnspecified():
		return false
	case ownIP.Is4() && ip.IsValid():
		return ip.Is4() && local(ip)
	}
	return loopback(host) || local(ip)
}

// local tells whether the address is this machine whichever that is. The kernel takes an unspecified one for that.
func local(ip netip.Addr) bool { return ip.IsLoopback() || ip.IsUnspecified() }
