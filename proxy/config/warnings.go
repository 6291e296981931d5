package config

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
)

// Warnings are what a configuration is not wrong in, but what its owner may not have meant: a sentence each, without a
// final dot.
func Warnings(cfg *proxy.Config) []string {
	all := slices.Clone(cfg.Warnings)
	for _, f := range cfg.Fronts {
		i := slices.IndexFunc(f.Listen, public)
		if i >= 0 && f.Protocol() == filters.SMTP && !slices.Contains(f.Filters, "relay") {
			all = append(all, fmt.Sprintf("smtp %s: it listens at %s and has no relay filter that enforces: strangers can send anywhere "+
				"through it if the server behind it trusts the gateway's address; give it a relay filter", f.Label, f.Listen[i]))
		}
	}
	return append(all, certified(cfg)...)
}

// public tells whether other machines may reach an address on which a front listens.
func public(address string) bool {
	host, _, _ := splitAddress(address)
	return !loopback(host)
}

// loopback takes names for what they are by RFC 6761, section 6.3.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback() || host == "localhost"
}
