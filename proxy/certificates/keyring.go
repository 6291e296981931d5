package certificates

import (
	"crypto/tls"
	"errors"
	"slices"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Keyring is what a front has to show. It is safe for use by many sessions.
type Keyring struct {
	identities []*Identity
	config     *tls.Config
}

// NewKeyring makes one of identities, at least one. They are the caller's, and stay open as long as the Keyring is used. A client gets the first
// whose certificate is of the name that it asks for by SNI and of a kind that it can verify; else, and if it names none, the first.
func NewKeyring(clock wire.Clock, identities ...*Identity) *Keyring {
	k := &Keyring{identities: identities, config: server(clock)}
	k.config.GetConfigForClient = k.choose
	return k
}

// Ready tells whether there is a certificate. Before that STARTTLS is not to be offered, and every handshake fails.
func (k *Keyring) Ready() bool {
	return slices.ContainsFunc(k.identities, func(i *Identity) bool { return len(i.current()) > 0 })
}

// Has tells whether the Keyring is of just these identities, in this order.
func (k *Keyring) Has(identities []*Identity) bool { return slices.Equal(k.identities, identities) }

// Server is for handshakes as the server: TLS 1.2 at least. It is the same each time, so that sessions can be resumed, and not to be changed.
func (k *Keyring) Server() *tls.Config { return k.config }

var errNothing = errors.New("there is no certificate yet")

func (k *Keyring) choose(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	var first *shown
	for _, i := range k.identities {
		for _, s := range i.current() {
			if hello.SupportsCertificate(s.certificate) == nil {
				return s.config, nil
			}
			if first == nil {
				first = s
			}
		}
	}
	if first == nil {
		return nil, errNothing
	}
	return first.config, nil
}
