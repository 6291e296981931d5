package certificates

import (
	"crypto/x509"
	"encoding/pem"
)

// Names are those that clients may know an identity by: host names, some with a wildcard, and IP addresses.
func (c Config) Names() ([]string, error) {
	if c.ACME != nil {
		return c.ACME.Names, nil
	}
	leaf, err := leafOf(c.Certificate)
	if err != nil {
		return nil, err
	}
	return namesOf(leaf), nil
}

// leafOf reads a certificate whose key isn't needed. The error is a *FileError.
func leafOf(path string) (*x509.Certificate, error) {
	text, err := read(path)
	if err == nil {
		err = checkChain(text)
	}
	if err != nil {
		return nil, &FileError{"certificate", path, err}
	}
	block, rest := pem.Decode(text)
	for block.Type != "CERTIFICATE" {
		block, rest = pem.Decode(rest)
	}
	return x509.ParseCertificate(block.Bytes)
}

// namesOf are the names in a certificate, as clients read it; its common name is none of them (RFC 9525).
func namesOf(leaf *x509.Certificate) []string {
	names := append([]string(nil), leaf.DNSNames...)
	for _, ip := range leaf.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}

// Covers tells whether a host name is one of names, or meant by one with a wildcard.
func Covers(names []string, host string) bool {
	return (&x509.Certificate{DNSNames: names}).VerifyHostname(host) == nil
}
