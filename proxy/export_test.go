package proxy

import "github.com/gatepost-mail/gatepost/proxy/certificates"

// KeyringOf is what new clients of a front are shown.
func (p *Proxy) KeyringOf(front string) *certificates.Keyring { return p.now.keyrings[front] }
