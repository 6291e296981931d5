package conversation

import (
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/filters/message"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// handshake is how long a client may take to begin TLS.
const handshake = time.Minute

// TLS says how clients protect their connection. The zero TLS: they can't.
type TLS struct {
	// Config has the certificates to show; nil, or if it returns nil: there are none, or none yet, and TLS isn't offered.
	Config   func() *tls.Config
	Implicit bool // it begins with the connection (RFC 8314, section 3.3), not by a command
	Required bool // no secret is taken without it, and no mail
}

// Keys are what a client is shown that begins TLS now; nil: nothing.
func (t *TLS) Keys() *tls.Config {
	if t.Config == nil {
		return nil
	}
	return t.Config()
}

// Why a handshake with a client has come to nothing.
var (
	ErrNoTLS   = errors.New("no TLS with the client")
	errNoKeys  = errors.New("no certificate to show yet")
	errLeaving = errors.New("shutdown")
)

// Accept shakes hands with the client, within a minute and until the session's end, unless the session is to leave, and says how the
// connection is protected from then on. An error is [ErrNoTLS], and why; after it nothing can be said any more.
func (s *Stopping) Accept(t *TLS, now, end time.Time) (filters.TLS, error) {
	by := now.Add(handshake)
	if end.Before(by) {
		by = end
	}
	if err := s.accept(t.Keys(), by); err != nil {
		return filters.TLS{}, fmt.Errorf("%w: %w", ErrNoTLS, err)
	}
	return described(s.client.TLS()), nil
}

func (s *Stopping) accept(keys *tls.Config, by time.Time) error {
	s.client.ReadBy(by)
	s.client.WriteBy(by)
	switch {
	case s.Urgency() >= Leave: // asked behind ReadBy, which undoes a Wake
		return errLeaving
	case keys == nil:
		return errNoKeys
	}
	return brokenOff(s.client.Secure(tls.Server, keys))
}

// brokenOff words what package tls can't read: behind the gate's first words a client may say in clear, or by keys of its own, that it goes.
func brokenOff(err error) error {
	if err != nil && strings.Contains(err.Error(), "bad record MAC") {
		return fmt.Errorf("it has broken off the handshake, as clients do that don't trust the certificate (%w)", err)
	}
	return err
}

// Secure begins TLS with the server, within the times that were set, and says how the connection is protected from then on. What the server
// has said before that is an error: it may be somebody else's word (CVE-2021-38371).
func (l *Leg) Secure() (filters.TLS, error) {
	if l.Pending() != wire.Silent {
		return filters.TLS{}, wire.ErrPlaintext
	}
	if err := l.Conn.Secure(tls.Client, l.Server.TLS()); err != nil {
		return filters.TLS{}, err
	}
	return *l.Protection(), nil
}

// Protection is how the connection is protected; nil: it is in clear.
func (l *Leg) Protection() *filters.TLS {
	state := l.TLS()
	if state == nil {
		return nil
	}
	d := described(state)
	return &d
}

// maxName is how long the name of a host can be (RFC 1035, section 2.3.4). By SNI clients may say anything, and much of it.
const maxName = 255

func described(s *tls.ConnectionState) filters.TLS {
	d := filters.TLS{
		Version: tls.VersionName(s.Version), Cipher: tls.CipherSuiteName(s.CipherSuite),
		ServerName: message.Cut(filters.Clean(s.ServerName), maxName),
	}
	if len(s.VerifiedChains) > 0 {
		d.Subject = s.VerifiedChains[0][0].Subject.String()
	}
	return d
}
