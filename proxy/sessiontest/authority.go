package sessiontest

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// Authority issues certificates that nobody but the tests trusts.
type Authority struct {
	Pool *x509.CertPool // what trusts it
	PEM  []byte         // its own certificate

	t testing.TB
	a *proxytest.Authority
}

// NewAuthority makes one with a key of its own.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a, err := proxytest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return &Authority{a.Pool(), a.PEM(), t, a}
}

// Issued is a certificate with its key.
type Issued struct {
	TLS       tls.Certificate
	Cert, Key []byte // PEM
}

// Issue makes a certificate, for servers and clients, of host names and IP addresses, which is valid by any clock.
func (a *Authority) Issue(names ...string) Issued {
	a.t.Helper()
	return a.issued(a.a.Issue(names...))
}

// IssueFor makes one that is valid from one time to another.
func (a *Authority) IssueFor(from, to time.Time, names ...string) Issued {
	a.t.Helper()
	return a.issued(a.a.IssueFor(from, to, names...))
}

func (a *Authority) issued(i *proxytest.Issued, err error) Issued {
	a.t.Helper()
	a.must(err)
	cert, key, err := i.PEM()
	a.must(err)
	return Issued{TLS: *i.TLS(), Cert: cert, Key: key}
}

func (a *Authority) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// Keys are what a server named gate.example shows.
func Keys(t testing.TB) func() *tls.Config {
	keys := &tls.Config{Certificates: []tls.Certificate{NewAuthority(t).Issue("gate.example").TLS}}
	return func() *tls.Config { return keys }
}
