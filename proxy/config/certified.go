package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// misnamed warns of fronts whose certificates are not of the name that the gateway has in the file, by which clients know it.
func misnamed(cfg *proxy.Config) (warnings []string) {
	identities := map[string]certificates.Config{}
	for _, c := range cfg.TLS {
		identities[c.Label] = c
	}
	for _, f := range cfg.Fronts {
		var names []string
		right := cfg.Unnamed
		for _, label := range slices.Concat(f.StartTLS, f.ImplicitTLS) {
			of, err := identities[label].Names()
			right = right || err != nil || certificates.Covers(of, cfg.Hostname)
			names = append(names, of...)
		}
		if len(names) > 0 && !right {
			warnings = append(warnings, fmt.Sprintf("%s %s: it shows certificates of %s, and not of its hostname %s: clients that know it by that name go away",
				strings.ToLower(string(f.Protocol())), f.Label, strings.Join(names, ", "), cfg.Hostname))
		}
	}
	return warnings
}
