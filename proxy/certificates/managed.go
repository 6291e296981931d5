package certificates

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strconv"
	"sync"

	"github.com/caddyserver/certmagic"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// managed are the certificates that an authority issues, one for each name. A nil managed has none.
type managed struct {
	acme   *ACME
	clock  wire.Clock
	config *certmagic.Config
	cache  *certmagic.Cache
	log    *slog.Logger
	news   chan struct{} // has one when there is a new certificate

	ctx    context.Context // ends with close
	cancel context.CancelFunc
	asking sync.WaitGroup
}

// manage takes what is stored, and asks for the rest in the background.
func manage(c *ACME, clock wire.Clock, log *slog.Logger) (*managed, error) {
	m := &managed{acme: c, clock: clock, log: log, news: make(chan struct{}, 1)}
	m.ctx, m.cancel = context.WithCancel(context.Background())
	logger := zapTo(log)
	m.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert: func(certmagic.Certificate) (*certmagic.Config, error) { return m.config, nil },
		Logger:           logger,
	})
	m.config = certmagic.New(m.cache, certmagic.Config{
		Storage: &certmagic.FileStorage{Path: c.Storage},
		OCSP:    certmagic.OCSPConfig{DisableStapling: true}, // mail clients don't ask for it, and the handshakes of the gate ask nobody
		Logger:  logger,
		OnEvent: m.event,
	})
	issuer, err := c.issuer()
	if err != nil {
		m.close()
		return nil, err
	}
	issuer.Logger = logger
	m.config.Issuers = []certmagic.Issuer{certmagic.NewACMEIssuer(m.config, issuer)}
	m.begin()
	return m, nil
}

func (c *ACME) directory() string { return cmp.Or(c.Directory, LetsEncrypt) }

// nowhere is no address, and to package certmagic no reason to look for one: it would take that of another identity, or the name of an
// account's folder in the storage.
const nowhere = " "

// issuer says how to deal with the authority.
func (c *ACME) issuer() (certmagic.ACMEIssuer, error) {
	host, port := c.listen()
	issuer := certmagic.ACMEIssuer{
		CA: c.directory(), Email: cmp.Or(c.Email, nowhere), Agreed: true, ListenHost: host,
		DisableHTTPChallenge: c.Challenge == TLSALPN, DisableTLSALPNChallenge: c.Challenge != TLSALPN,
		AltHTTPPort: port, AltTLSALPNPort: port,
	}
	if c.CA == "" {
		return issuer, nil
	}
	pool, err := Pool(c.CA)
	issuer.TrustedRoots = pool
	return issuer, err
}

// Challenged is where challenges are answered: host:port, of which the host may be "".
func (c *ACME) Challenged() string {
	host, port := c.listen()
	switch {
	case port != 0:
	case c.Challenge == TLSALPN:
		port = certmagic.TLSALPNChallengePort
	default:
		port = certmagic.HTTPChallengePort
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// listen is where challenges are answered; "" is all addresses, 0 the port of the challenge.
func (c *ACME) listen() (host string, port int) {
	host, text, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return "", 0
	}
	port, err = strconv.Atoi(text)
	if err != nil {
		return "", 0
	}
	return host, port
}

// begin doesn't wait for the authority. What is stored may have to be renewed at once, after the gate was off for long.
func (m *managed) begin() {
	for _, name := range m.acme.Names {
		if !m.stored(name) {
			m.asking.Go(func() { m.obtain(name) })
		}
	}
	m.asking.Go(func() { m.renew() })
}

// stored takes what is stored of a name, and tells whether that will do. What is there and is no certificate with its key is thrown away, since
// package certmagic takes it for one and would never ask for another; what can't be read may be a good one.
func (m *managed) stored(name string) bool {
	_, err := m.config.CacheManagedCertificate(m.ctx, name)
	switch {
	case err == nil:
		return true
	case errors.Is(err, fs.ErrNotExist):
	case errors.As(err, new(*fs.PathError)):
		m.log.Error("a stored certificate can't be read", "name", name, "error", err.Error())
	default:
		err = errors.Join(err, os.Remove(m.acme.stored(name)))
		m.log.Warn("a stored certificate can't be used, another is asked for", "name", name, "error", err.Error())
	}
	return false
}

// obtain goes on until there is a certificate: the authority is asked for days, more and more seldom, each failure being logged, and asked anew
// from time to time once that is given up, or if it wasn't begun because nothing can be stored.
func (m *managed) obtain(name string) {
	for {
		err := m.config.ObtainCertAsync(m.ctx, name)
		switch {
		case err == nil && m.stored(name): // be it that another gate has stored it
			m.tell()
			return
		case err != nil && m.ctx.Err() == nil:
			m.log.Error(fmt.Sprintf("there is no certificate, and one is asked for again in %v", seldom), "name", name, "error", err.Error())
		}
		select {
		case <-m.clock.After(seldom):
		case <-m.ctx.Done():
			return
		}
	}
}

// renew looks once; the cache looks every few minutes from then on.
func (m *managed) renew() {
	if err := m.cache.RenewManagedCertificates(m.ctx); err != nil {
		m.log.Error("certificates can't be renewed", "error", err.Error())
	}
}

// event is called when something has happened. What was issued, or renewed, is in the storage by then.
func (m *managed) event(ctx context.Context, event string, about map[string]any) error {
	name, _ := about["identifier"].(string)
	if event != "cert_obtained" {
		return nil
	}
	if _, err := m.config.CacheManagedCertificate(ctx, name); err != nil {
		return err
	}
	m.tell()
	return nil
}

func (m *managed) tell() {
	select {
	case m.news <- struct{}{}:
	default:
	}
}

// changes has something when there is a new certificate.
func (m *managed) changes() <-chan struct{} {
	if m == nil {
		return nil
	}
	return m.news
}

// certificates are those that there are, in the order of their names.
func (m *managed) certificates() []*tls.Certificate {
	if m == nil {
		return nil
	}
	var all []*tls.Certificate
	for _, name := range m.acme.Names {
		var newest *tls.Certificate
		for _, c := range m.cache.AllMatchingCertificates(name) {
			if newest == nil || !c.Leaf.NotAfter.Before(newest.Leaf.NotAfter) {
				newest = &c.Certificate
			}
		}
		if newest != nil {
			all = append(all, newest)
		}
	}
	return all
}

// close waits for what is under way to be given up.
func (m *managed) close() {
	if m == nil {
		return
	}
	m.cancel()
	m.asking.Wait()
	m.cache.Stop()
}
