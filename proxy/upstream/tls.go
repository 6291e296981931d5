package upstream

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
)

// Upgrades tells whether a connection begins in clear and is to go on under TLS, where the server offers that or in any case.
func (u *Upstream) Upgrades() bool {
	return u.cfg.Security == Opportunistic || u.cfg.Security == StartTLS
}

// Insists tells whether a server that doesn't offer TLS is no server to use.
func (u *Upstream) Insists() bool { return u.cfg.Security == StartTLS }

// FromFiles tells whether something of how connections are protected is in files of its own, which may change although the Config doesn't.
func (c *Config) FromFiles() bool { return c.CA != "" || c.Certificate != "" }

// Protected tells whether connections are, or may come to be, under TLS.
func (c *Config) Protected() bool { return c.Security != "" && c.Security != None }

// Check tells what is wrong with the certificates and keys that the configuration names.
func (c *Config) Check() error {
	_, err := c.tls()
	return err
}

// tls is how connections to all servers are protected.
func (c *Config) tls() (*tls.Config, error) {
	cfg := &tls.Config{
		MinVersion: tls.VersionTLS12, InsecureSkipVerify: c.Unverified, ClientSessionCache: tls.NewLRUClientSessionCache(0),
		DynamicRecordSizingDisabled: true, // it is for who renders a page before it is whole
	}
	if c.LegacyTLS {
		cfg.MinVersion, cfg.CipherSuites = tls.VersionTLS10, everySuite()
	}
	if c.CA != "" {
		pem, err := os.ReadFile(c.CA)
		if err != nil {
			return nil, err
		}
		if cfg.RootCAs = x509.NewCertPool(); !cfg.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s: no certificate in PEM is in it", c.CA)
		}
	}
	if c.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(c.Certificate, c.Key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Certificate, err)
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return cfg, nil
}

// everySuite is also what was usual with TLS 1.0.
func everySuite() (ids []uint16) {
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		ids = append(ids, suite.ID)
	}
	return ids
}

// TLS is how a connection to the server is protected, once it is.
func (s *Server) TLS() *tls.Config {
	cfg := s.upstream.tls.Clone()
	host, _, _ := net.SplitHostPort(s.address)
	cfg.ServerName = cmp.Or(s.upstream.cfg.ServerName, host)
	return cfg
}

// Implicit tells whether TLS begins with the connection (RFC 8314, section 3.3).
func (s *Server) Implicit() bool { return s.upstream.cfg.Security == ImplicitTLS }
