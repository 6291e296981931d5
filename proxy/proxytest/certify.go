package proxytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// certify puts certificates of its own, which nobody trusts, in the places of those of a configuration: who plays it may not have their
// keys, and no authority is to be asked. Clients are asked for none. The result removes what was made for the purpose.
func (s *Stage) certify(cfg *proxy.Config) (done func() error, err error) {
	if len(cfg.TLS) == 0 {
		return func() error { return nil }, nil
	}
	dir, err := os.MkdirTemp("", "gatepost-tls-")
	if err != nil {
		return nil, err
	}
	done = func() error { return os.RemoveAll(dir) }
	for i, c := range cfg.TLS {
		names, err := c.Names()
		if err != nil {
			names = []string{cfg.Hostname} // its files aren't here
		}
		path := filepath.Join(dir, c.Label)
		cfg.TLS[i] = certificates.Config{Label: c.Label, Certificate: path + ".pem", Key: path + ".key"}
		if err := issue(cfg.TLS[i], names); err != nil {
			return nil, errors.Join(err, done())
		}
	}
	return done, nil
}

// issue makes the files of an identity, whose certificate is valid for as long as any clock may run.
func issue(c certificates.Config, names []string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: names, NotBefore: Epoch.AddDate(-100, 0, 0), NotAfter: Epoch.AddDate(100, 0, 0)}
	cert, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(c.Certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}), 0o600),
		os.WriteFile(c.Key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}
