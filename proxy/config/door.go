package config

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/stranger"
)

// door is what keeps strangers from sending anywhere through a front, or doesn't.
type door struct {
	*section // the front's
	upstream string
	relays   []link // those that enforce
	open     bool   // open_relay = true
}

// door reads what a front says about strangers.
func (s *section) door(upstream string, enforced []link) door {
	relays := slices.DeleteFunc(slices.Clone(enforced), func(l link) bool { return l.block.Type != "relay" })
	return door{s, upstream, relays, s.o.Bool("open_relay", false, "strangers may send anywhere, or something else keeps them from it")}
}

// policy is what the relay filters are and were told.
func (d *door) policy() stranger.Policy {
	var p stranger.Policy
	var entries []filters.Entry
	for _, l := range d.relays {
		entries = append(entries, l.entry)
		o := d.told(l.block)
		p.Domains = slices.Concat(p.Domains, o.List("domains", nil, ""), o.Lines("domains_file", ""))
		for _, text := range o.List("networks", nil, "") {
			p.Networks = append(p.Networks, network(text))
		}
	}
	chain, err := filters.NewChain(entries...)
	if err != nil {
		panic(err) // they are in a chain already
	}
	p.Chain = chain
	return p
}

// told are the options of a relay filter, which has found nothing wrong with them.
func (d *door) told(b filters.Block) *filters.Options {
	b.ReadFile = func(name string) ([]byte, error) { return d.r.lines(b.At.File, name) }
	return filters.NewOptions(b)
}

// network reads a prefix or an address as the relay filter does. What it would refuse is the zero Prefix, in which nobody is.
func network(text string) netip.Prefix {
	if a, err := netip.ParseAddr(text); err == nil {
		text = fmt.Sprintf("%s/%d", text, a.BitLen())
	}
	p, _ := netip.ParsePrefix(text)
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p
}

// networkAt is where the relay filters name a network.
func (d *door) networkAt(n netip.Prefix) filters.Place {
	for _, l := range d.relays {
		for _, set := range l.block.Settings {
			names, _ := set.Value.([]any)
			for i, name := range names {
				if text, _ := name.(string); set.Name == "networks" && network(text) == n && i < len(set.Elements) {
					return set.Elements[i]
				}
			}
		}
	}
	return d.relays[0].block.At
}
