package certificates

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// FileError is a file that can't be used.
type FileError struct {
	Option string // of the configuration: "certificate", "key", "ca", "client_ca"
	Path   string
	Err    error
}

// Error names the file, not the option.
func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *FileError) Unwrap() error { return e.Err }

// Pair reads a certificate, with what follows it in its file, and its key. The error is a *FileError.
func Pair(certificate, key string) (*tls.Certificate, error) {
	chain, err := read(certificate)
	if err == nil {
		err = checkChain(chain)
	}
	if err != nil {
		return nil, &FileError{"certificate", certificate, err}
	}
	secret, err := read(key)
	if err == nil {
		err = checkKey(secret)
	}
	if err != nil {
		return nil, &FileError{"key", key, err}
	}
	pair, err := tls.X509KeyPair(chain, secret)
	if err != nil {
		return nil, &FileError{"key", key, errors.New(strings.TrimPrefix(err.Error(), "tls: "))}
	}
	return &pair, nil
}

// Pool reads the certificates of authorities, at least one. The error is a *FileError.
func Pool(path string) (*x509.CertPool, error) {
	text, err := read(path)
	if err == nil {
		err = checkChain(text)
	}
	if err != nil {
		return nil, &FileError{"ca", path, err}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	return pool, nil
}

// maxFile is more than any chain has, and any list of authorities.
const maxFile = 4 << 20

// read reads a whole file. Its errors don't name it.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no regular file") // such as a pipe, for whose begin one may wait for ever
	}
	if err != nil {
		return nil, nameless(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nameless(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("it has more than %d bytes", maxFile)
	}
	return text, nameless(err)
}

func nameless(err error) error {
	if about := (*fs.PathError)(nil); errors.As(err, &about) {
		return about.Err
	}
	return err
}

var errNoCertificate = errors.New("there is no certificate in it: want PEM, which begins with -----BEGIN CERTIFICATE-----")

// checkChain wants each certificate in a file to be whole.
func checkChain(text []byte) error {
	found := false
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return errors.New("a certificate in it can't be read: " + strings.TrimPrefix(err.Error(), "x509: "))
		}
		found = true
	}
	if !found {
		return errNoCertificate
	}
	return nil
}

var errEncrypted = errors.New("it is encrypted, and nobody is there to ask for its passphrase: store it without one, readable for the gate alone")

// checkKey finds out what package tls has no words for.
func checkKey(text []byte) error {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED") {
			return errEncrypted
		}
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return nil
		}
	}
	return errors.New("there is no key in it: want PEM, which begins with -----BEGIN PRIVATE KEY-----")
}
