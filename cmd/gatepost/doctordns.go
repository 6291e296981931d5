package main

import (
	"context"
	"slices"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// nameservers are those that filters ask. That there is no such name is an answer, too.
func nameservers(ctx context.Context, cfg *proxy.Config) []finding {
	r, err := resolver.New(cfg.DNS, wire.RealClock{})
	if err != nil {
		return []finding{found(ill, "dns: %v", err)}
	}
	defer r.Close()
	var all []finding
	for _, server := range r.Servers() {
		all = append(all, nameserver(ctx, cfg, server))
	}
	return all
}

// nameserver asks one for the gateway's own name. One that doesn't answer is ill only if a filter in force may need it.
func nameserver(ctx context.Context, cfg *proxy.Config, server string) finding {
	alone := cfg.DNS
	alone.Servers = []string{server}
	r, err := resolver.New(alone, wire.RealClock{})
	if err == nil {
		defer r.Close()
		_, err = r.Addrs4(ctx, cfg.Hostname)
	}
	switch {
	case err == nil:
		return found(fine, "dns: %s answers", server)
	case asksDNS(cfg):
		return found(ill, "dns: %v: let servers in the block dns name one that answers, or filters fail or defer mail", err)
	}
	return found(doubtful, "dns: %v: no filter in force asks it", err)
}

// asksDNS tells whether a filter in force may. What a plugin was granted isn't known here.
func asksDNS(cfg *proxy.Config) bool {
	return slices.ContainsFunc(cfg.Fronts, func(f proxy.FrontConfig) bool {
		return slices.Contains(f.Filters, "sender_domain") || slices.Contains(f.Filters, "plugin")
	})
}
