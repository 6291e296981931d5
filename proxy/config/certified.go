package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// certified warns of what may not be meant in what fronts show.
func certified(cfg *proxy.Config) (warnings []string) {
	shown := map[string]bool{}
	for i := range cfg.Fronts {
		f := &cfg.Fronts[i]
		for _, label := range slices.Concat(f.StartTLS, f.ImplicitTLS) {
			shown[label] = true
		}
		warnings = append(warnings, misnamed(cfg, f)...)
		warnings = append(warnings, inClear(f)...)
	}
	for _, c := range cfg.TLS {
		if !shown[c.Label] {
			warnings = append(warnings, fmt.Sprintf("tls %s: no front shows it: starttls = tls.%s in the block of one does", c.Label, c.Label))
		}
	}
	return warnings
}

// misnamed warns of a front whose certificates are not of the name that the gateway has in the file, by which clients know it.
func misnamed(cfg *proxy.Config, f *proxy.FrontConfig) []string {
	var names []string
	for _, c := range cfg.TLS {
		if !slices.Contains(f.StartTLS, c.Label) && !slices.Contains(f.ImplicitTLS, c.Label) {
			continue
		}
		of, err := c.Names()
		if err != nil {
			return nil // which has been said
		}
		names = append(names, of...)
	}
	if len(names) == 0 || cfg.Unnamed || certificates.Covers(names, cfg.Hostname) {
		return nil
	}
	return []string{fmt.Sprintf("%s %s: it shows certificates of %s, and not of its hostname %s: clients that know it by that name go away",
		f.Protocol(), f.Label, strings.Join(names, ", "), cfg.Hostname)}
}

// inClear warns of ports where clients begin with TLS, and would hear nothing that they understand.
func inClear(f *proxy.FrontConfig) (warnings []string) {
	for _, address := range f.Listen {
		_, port, _ := splitAddress(address)
		if (port == 465 || port == 995) && len(f.ImplicitTLS) == 0 {
			warnings = append(warnings, fmt.Sprintf("%s %s: at port %d clients expect TLS from the first byte: tls, not starttls, says what to show", f.Protocol(), f.Label, port))
		}
	}
	return warnings
}
