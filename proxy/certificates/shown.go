package certificates

import (
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// shown is what clients are shown, and asked for, until the files change.
type shown struct {
	certificate *tls.Certificate
	config      *tls.Config

	mark int // the last that was said of its validity
}

func newShown(certificate *tls.Certificate, clients *x509.CertPool, clock wire.Clock) *shown {
	c := server(clock)
	c.Certificates = []tls.Certificate{*certificate}
	if clients != nil {
		c.ClientAuth, c.ClientCAs = tls.VerifyClientCertIfGiven, clients
	}
	return &shown{certificate: certificate, config: c}
}

// server is how all handshakes with clients are.
func server(clock wire.Clock) *tls.Config {
	return &tls.Config{
		Time:                        clock.Now,
		MinVersion:                  tls.VersionTLS12,
		DynamicRecordSizingDisabled: true, // small records first are for browsers, and make mail slower
	}
}

// Check reads the files that c names, if it names any. The error is a *FileError.
func (c Config) Check() error {
	if c.ACME == nil {
		if _, err := Pair(c.Certificate, c.Key); err != nil {
			return err
		}
	} else if c.ACME.CA != "" {
		if _, err := Pool(c.ACME.CA); err != nil {
			return err
		}
	}
	_, err := c.clients()
	return err
}

// clients are the authorities whose certificates clients may show; nil: none is asked for.
func (c Config) clients() (*x509.CertPool, error) {
	if c.ClientCA == "" {
		return nil, nil
	}
	pool, err := Pool(c.ClientCA)
	if about := (*FileError)(nil); errors.As(err, &about) {
		about.Option = "client_ca"
	}
	return pool, err
}
