package sessiontest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"testing"
	"time"
)

// Authority issues certificates that nobody but the tests trusts.
type Authority struct {
	Pool *x509.CertPool // what trusts it
	PEM  []byte         // its own certificate

	t    testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// What is issued is valid by the machine's clock and by proxytest's, unless said otherwise.
var (
	notBefore = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	notAfter  = time.Date(2149, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// NewAuthority makes one with a key of its own.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{t: t, Pool: x509.NewCertPool()}
	a.key = a.newKey()
	a.cert = &x509.Certificate{
		SerialNumber: a.serial(), Subject: pkix.Name{CommonName: "an authority of tests"}, NotBefore: notBefore, NotAfter: notAfter,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	a.cert = a.sign(a.cert, a.cert, a.key)
	a.PEM = pemOf("CERTIFICATE", a.cert.Raw)
	a.Pool.AddCert(a.cert)
	return a
}

// Issued is a certificate with its key.
type Issued struct {
	TLS       tls.Certificate
	Cert, Key []byte // PEM
}

// Issue makes a certificate, for servers and clients, of host names and IP addresses.
func (a *Authority) Issue(names ...string) Issued {
	a.t.Helper()
	return a.IssueFor(notBefore, notAfter, names...)
}

// IssueFor makes one that is valid from one time to another.
func (a *Authority) IssueFor(from, to time.Time, names ...string) Issued {
	a.t.Helper()
	key := a.newKey()
	leaf := &x509.Certificate{
		SerialNumber: a.serial(), Subject: pkix.Name{CommonName: names[0]}, NotBefore: from, NotAfter: to,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			leaf.IPAddresses = append(leaf.IPAddresses, ip)
		} else {
			leaf.DNSNames = append(leaf.DNSNames, name)
		}
	}
	return a.issued(a.sign(leaf, a.cert, key), key)
}

func (a *Authority) issued(cert *x509.Certificate, key *ecdsa.PrivateKey) Issued {
	a.t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	a.must(err)
	i := Issued{Cert: pemOf("CERTIFICATE", cert.Raw), Key: pemOf("PRIVATE KEY", der)}
	i.TLS, err = tls.X509KeyPair(i.Cert, i.Key)
	a.must(err)
	return i
}

// sign makes a certificate of the holder of key.
func (a *Authority) sign(c, parent *x509.Certificate, key *ecdsa.PrivateKey) *x509.Certificate {
	a.t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), a.key)
	a.must(err)
	signed, err := x509.ParseCertificate(der)
	a.must(err)
	return signed
}

func (a *Authority) newKey() *ecdsa.PrivateKey {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	a.must(err)
	return key
}

func (a *Authority) serial() *big.Int {
	a.t.Helper()
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	a.must(err)
	return n
}

func (a *Authority) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func pemOf(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// Keys are what a server named gate.example shows.
func Keys(t testing.TB) func() *tls.Config {
	keys := &tls.Config{Certificates: []tls.Certificate{NewAuthority(t).Issue("gate.example").TLS}}
	return func() *tls.Config { return keys }
}
