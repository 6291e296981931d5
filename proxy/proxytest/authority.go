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

// authority issues the certificates of a dialogue. Nobody else trusts it.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Certificates are good by the machine's clock and by a [Clock].
var (
	forAges = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	longAgo = time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC)
	always  = time.Date(2199, time.December, 31, 0, 0, 0, 0, time.UTC)
)

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	a := &authority{key: key}
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
func (a *authority) sign(form *x509.Certificate, key *ecdsa.PrivateKey) (*x509.Certificate, error) {
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

// pem is its own certificate, for those who are to trust it.
func (a *authority) pem() []byte { return certificatePEM(a.cert) }

// issued is a certificate with its key.
type issued struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// issue makes a certificate of host names and IP addresses, for servers and for clients.
func (a *authority) issue(until time.Time, names ...string) (*issued, error) {
	form := &x509.Certificate{
		Subject: pkix.Name{CommonName: names[0]}, NotBefore: forAges, NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
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
	return &issued{cert, key}, err
}

// pair is as TLS takes it.
func (i *issued) pair() *tls.Certificate {
	return &tls.Certificate{Certificate: [][]byte{i.cert.Raw}, PrivateKey: i.key, Leaf: i.cert}
}

// pems are the texts of two files.
func (i *issued) pems() (cert, key []byte, err error) {
	der, err := x509.MarshalPKCS8PrivateKey(i.key)
	return certificatePEM(i.cert), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), err
}

func certificatePEM(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}
