package config

import (
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/filters"
)

// portsOf are the ports at which everyone expects a protocol, the usual one first.
var portsOf = map[string][]uint16{"smtp": {25, 465, 587}, "pop3": {110, 995}}

// shares notes who uses a front's upstream in users, where only fronts of one protocol may meet.
func (s *section) shares(users map[string]*section, upstream string) {
	first := users[upstream]
	switch {
	case upstream == "": // which is on the list
	case first == nil:
		users[upstream] = s
		s.odd("upstream "+upstream, s.r.servers)
	case first.block.Type != s.block.Type:
		s.wrong("upstream", "upstream.%s is that of %s, at %s, and a server speaks one protocol: give each front its own",
			upstream, first.name, place(first.block.At))
	}
}

// odd warns of ports of the other protocol that a section has, which a copied line would have.
func (s *section) odd(section string, all []bound) {
	for _, b := range all {
		_, port, _ := splitAddress(b.text)
		for kind, ports := range portsOf {
			if b.section == section && kind != s.block.Type && slices.Contains(ports, port) {
				s.r.warn(b.at, "%s: port %d is one of %s, and %s speaks %s there", section, port, strings.ToUpper(kind), s.name, strings.ToUpper(s.block.Type))
			}
		}
	}
}

// protocolOf is what the fronts of a type of block speak.
func protocolOf(block string) filters.Protocol {
	if block == "pop3" {
		return filters.POP3
	}
	return filters.SMTP
}
