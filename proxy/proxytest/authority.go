package proxytest

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
	"time"
)

// Authority issues the certificates of a dialogue, or of a test. Nobody else trusts it.
type Authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Certificates are good by the machine's clock and by a [Clock].
var (
	forAges = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	longAgo = time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC)
	always  = time.Date(2199, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// NewAuthority makes one with a key of its own.
func NewAuthority() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	a := &Authority{key: key}
	a.cert = &x509.Certificate{
		Subject: pkix.Name{CommonName: "the authority of a dialogue"}, NotBefore: forAges, NotAfter: always,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	if a.cert, err = a.sign(a.cert, key); err != nil {
		return nil, err
	}
	return a, nil
}

// sign makes a certificate of the holder of key.
func (a *Authority) sign(form *x509.Certificate, key *ecdsa.PrivateKey) (*x509.Certificate, error) {
	var err error
	if form.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)); err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, form, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// Pool is what trusts it.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// PEM is its own certificate, for those who are to trust it.
func (a *Authority) PEM() []byte { return certificatePEM(a.cert) }

// Issued is a certificate with its key.
type Issued struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Issue makes a certificate of host names and IP addresses, at least one, for servers and for clients. It is good by any clock.
func (a *Authority) Issue(names ...string) (*Issued, error) {
	return a.IssueFor(forAges, always, names...)
}

// IssueFor makes one that is good from one time to another.
func (a *Authority) IssueFor(from, until time.Time, names ...string) (*Issued, error) {
	form := &x509.Certificate{
		Subject: pkix.Name{CommonName: names[0]}, NotBefore: from, NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			form.IPAddresses = append(form.IPAddresses, ip)
		} else {
			form.DNSNames = append(form.DNSNames, name)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	cert, err := a.sign(form, key)
	return &Issued{cert, key}, err
}

// TLS is as package tls takes it.
func (i *Issued) TLS() *tls.Certificate {
	return &tls.Certificate{Certificate: [][]byte{i.cert.Raw}, PrivateKey: i.key, Leaf: i.cert}
}

// PEM is the texts of two files.
func (i *Issued) PEM() (cert, key []byte, err error) {
	der, err := x509.MarshalPKCS8PrivateKey(i.key)
	return certificatePEM(i.cert), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), err
}

func certificatePEM(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}
