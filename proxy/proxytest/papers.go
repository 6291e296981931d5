package proxytest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/gatepost-mail/gatepost/proxy"
)

// papers are the certificates and keys that a gateway shows and trusts while a dialogue is played: the transcript's own sections, and where
// it has none, those of the dialogue's authority. They are files in a directory of their own.
type papers struct {
	authority *Authority
	names     []string          // in the gateway's certificates
	brought   map[string][]byte // the sections that the configuration may mean
	dir       string
	count     int
}

// equip puts papers in the places of those that a configuration names. The result removes them.
func (s *Stage) equip(cfg *proxy.Config, brought map[string][]byte) (done func() error, err error) {
	if !hasPapers(cfg) {
		return nothing, nil
	}
	dir, err := os.MkdirTemp("", "gatepost-papers-")
	if err != nil {
		return nothing, err
	}
	p := &papers{authority: s.authority, names: []string{s.named(), "localhost", "127.0.0.1"}, brought: brought, dir: dir}
	return func() error { return os.RemoveAll(dir) }, p.replace(cfg)
}

// hasPapers tells whether a configuration has to do with TLS.
func hasPapers(cfg *proxy.Config) bool {
	for i := range cfg.Upstreams {
		if cfg.Upstreams[i].Protected() {
			return true
		}
	}
	return len(cfg.TLS) > 0
}

func (p *papers) replace(cfg *proxy.Config) error {
	var wrong []error
	for i := range cfg.TLS {
		c := &cfg.TLS[i]
		names := p.names
		if c.ACME != nil {
			names, c.ACME = append(slices.Clone(c.ACME.Names), names...), nil
		}
		wrong = append(wrong, p.pair(&c.Certificate, &c.Key, names))
		if c.ClientCA != "" {
			wrong = append(wrong, p.trust(&c.ClientCA))
		}
	}
	for i := range cfg.Upstreams {
		u := &cfg.Upstreams[i]
		wrong = append(wrong, p.trust(&u.CA))
		if u.Certificate != "" {
			wrong = append(wrong, p.pair(&u.Certificate, &u.Key, p.names))
		}
	}
	return errors.Join(wrong...)
}

// papersOf are the files that a configuration names for TLS.
func papersOf(cfg *proxy.Config) (files []string) {
	for i := range cfg.TLS {
		c := &cfg.TLS[i]
		files = append(files, c.Certificate, c.Key, c.ClientCA)
	}
	for i := range cfg.Upstreams {
		u := &cfg.Upstreams[i]
		files = append(files, u.CA, u.Certificate, u.Key)
	}
	return files
}

// pair puts a certificate and its key in the places of two files.
func (p *papers) pair(certificate, key *string, names []string) error {
	cert, has := p.brought[*certificate]
	secret, hasKey := p.brought[*key]
	if has != hasKey {
		return fmt.Errorf("want sections for both, the certificate %q and its key %q, or for neither", *certificate, *key)
	}
	if !has {
		i, err := p.authority.Issue(names...)
		if err != nil {
			return err
		}
		if cert, secret, err = i.PEM(); err != nil {
			return err
		}
	}
	var err error
	if *certificate, err = p.write(cert); err != nil {
		return err
	}
	*key, err = p.write(secret)
	return err
}

// trust puts the authority in the place of a file of those that are trusted.
func (p *papers) trust(file *string) (err error) {
	text, has := p.brought[*file]
	if !has {
		text = p.authority.PEM()
	}
	*file, err = p.write(text)
	return err
}

// write makes a file that only we can read.
func (p *papers) write(text []byte) (path string, err error) {
	p.count++
	path = filepath.Join(p.dir, fmt.Sprintf("%d.pem", p.count))
	return path, os.WriteFile(path, text, 0o600)
}
