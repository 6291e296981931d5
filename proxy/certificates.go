package proxy

import (
	"crypto/tls"
	"fmt"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// addTLS finds the identities of this configuration, or opens them, and the keyrings of its fronts. Those that have not changed stay what
// they are.
func (p *Proxy) addTLS(g, last *generation) error {
	for _, c := range g.cfg.TLS {
		key := identityKey(c)
		identity, err := p.identities.take(key, func() (*certificates.Identity, error) {
			return certificates.Open(c, p.services.Clock, p.services.Log)
		})
		if err != nil {
			return err
		}
		g.leave = append(g.leave, func() { p.identities.leave(key) })
		g.identities[c.Label] = identity
	}
	for i := range g.cfg.Fronts {
		if c := &g.cfg.Fronts[i]; len(c.tls()) > 0 {
			g.keyrings[c.Label] = p.keyring(g, last, c)
		}
	}
	return nil
}

// identityKey is the same for configurations that are.
func identityKey(c certificates.Config) string {
	var acme certificates.ACME
	if c.ACME != nil {
		acme, c.ACME = *c.ACME, nil
	}
	return fmt.Sprintf("%#v %#v", c, acme)
}

// keyring is the front's of before where it has the same identities still, so that clients can resume their TLS sessions.
func (p *Proxy) keyring(g, last *generation, c *FrontConfig) *certificates.Keyring {
	var identities []*certificates.Identity
	for _, label := range c.tls() {
		identities = append(identities, g.identities[label])
	}
	if k := last.keyrings[c.Label]; k != nil && k.Has(identities) {
		return k
	}
	return certificates.NewKeyring(p.services.Clock, identities...)
}

// protection is how clients of a front protect their connections.
func (g *generation) protection(c *FrontConfig) conversation.TLS {
	t := conversation.TLS{Implicit: len(c.ImplicitTLS) > 0, Required: c.RequireTLS}
	if k := g.keyrings[c.Label]; k != nil {
		t.Config = func() *tls.Config { return whenReady(k) }
	}
	return t
}

func whenReady(k *certificates.Keyring) *tls.Config {
	if !k.Ready() {
		return nil
	}
	return k.Server()
}

// tls are the labels of what the front shows.
func (c *FrontConfig) tls() []string {
	if len(c.ImplicitTLS) > 0 {
		return c.ImplicitTLS
	}
	return c.StartTLS
}

// checkTLS tells what doesn't go together in a front, known being the labels that there are.
func (c *FrontConfig) checkTLS(known map[string]bool) error {
	if len(c.StartTLS) > 0 && len(c.ImplicitTLS) > 0 {
		return fmt.Errorf("front %s: STARTTLS, or TLS from the first byte, not both", c.Label)
	}
	if c.RequireTLS && len(c.tls()) == 0 {
		return fmt.Errorf("front %s: it requires TLS and has no certificate to show", c.Label)
	}
	for _, label := range c.tls() {
		if !known[label] {
			return fmt.Errorf("front %s: no tls is called %q", c.Label, label)
		}
	}
	return nil
}
