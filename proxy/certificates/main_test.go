package certificates_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// stays are goroutines of package certmagic: it limits how often it asks an authority with one for each that never ends, and one that sees to a lock of
// its storage notices that the lock is gone within five seconds.
var stays = []string{"github.com/caddyserver/certmagic.(*RingBufferRateLimiter).loop", "github.com/caddyserver/certmagic.keepLockfileFresh"}

func TestMain(m *testing.M) { os.Exit(leaktest.Tests{M: m, Stays: stays}.Run()) }

// lines are a log, without the times.
type lines struct {
	mu      sync.Mutex
	text    bytes.Buffer
	awaited int           // up to where
	more    chan struct{} // closed at the next line; nil: nobody waits
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.more != nil {
		close(l.more)
		l.more = nil
	}
	return l.text.Write(p)
}

// await waits for a line with some text behind those that were awaited before.
func (l *lines) await(t *testing.T, text string) {
	t.Helper()
	patience := time.After(sessiontest.Patience)
	for {
		more := l.find(text)
		if more == nil {
			return
		}
		select {
		case <-more:
		case <-patience:
			t.Fatalf("not logged: %s; but\n%s", text, l.take())
		}
	}
}

// rewind forgets what was awaited.
func (l *lines) rewind() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.awaited = 0
}

// find is nil if there is a line, else it is closed when there are more.
func (l *lines) find(text string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := bytes.Index(l.text.Bytes()[l.awaited:], []byte(text)); at >= 0 {
		l.awaited += at + len(text)
		return nil
	}
	if l.more == nil {
		l.more = make(chan struct{})
	}
	return l.more
}

// take is what was logged since it was last asked for.
func (l *lines) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.text.Reset()
	l.awaited = 0
	return strings.TrimSpace(l.text.String())
}

func (l *lines) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

// shelf is a directory with the files of one identity, which lives by a clock.
type shelf struct {
	t         *testing.T
	dir       string
	cfg       certificates.Config
	clock     *proxytest.Clock
	log       lines
	authority *sessiontest.Authority
}

func newShelf(t *testing.T) *shelf {
	leaktest.Check(t, stays...)
	dir := t.TempDir()
	return &shelf{
		t: t, dir: dir, clock: proxytest.NewClock(), authority: sessiontest.NewAuthority(t),
		cfg: certificates.Config{Label: "public", Certificate: filepath.Join(dir, "fullchain.pem"), Key: filepath.Join(dir, "privkey.pem")},
	}
}

// put replaces a file as those do who renew certificates.
func (s *shelf) put(path string, text []byte) {
	s.t.Helper()
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) putPair(i sessiontest.Issued) {
	s.t.Helper()
	s.put(s.cfg.Certificate, i.Cert)
	s.put(s.cfg.Key, i.Key)
}

func (s *shelf) open() *certificates.Identity {
	s.t.Helper()
	return s.openBy(s.clock)
}

func (s *shelf) openBy(clock wire.Clock) *certificates.Identity {
	s.t.Helper()
	i, err := certificates.Open(s.cfg, clock, s.log.logger())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(i.Close)
	return i
}

// shake is a handshake of a client with what a Keyring shows; it returns what each side knows then.
func shake(k *certificates.Keyring, client *tls.Config) (server, seen tls.ConnectionState, err error) {
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	ours := tls.Server(far, k.Server())
	done := make(chan error, 1)
	go func() { done <- ours.Handshake() }()
	theirs := tls.Client(near, client)
	err = theirs.Handshake()
	near.Close()
	if serverErr := <-done; err == nil {
		err = serverErr
	}
	return ours.ConnectionState(), theirs.ConnectionState(), err
}

// shown is the certificate that a client is shown who asks for a name, "" for none.
func shown(t *testing.T, k *certificates.Keyring, name string) *x509.Certificate {
	t.Helper()
	_, seen, err := shake(k, &tls.Config{ServerName: name, InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	return seen.PeerCertificates[0]
}

func wantShown(t *testing.T, k *certificates.Keyring, name string, want sessiontest.Issued) {
	t.Helper()
	if have := shown(t, k, name); !have.Equal(want.TLS.Leaf) {
		t.Errorf("who asks for %q is shown number %v of %v, want %v of %v", name, have.SerialNumber, have.DNSNames, want.TLS.Leaf.SerialNumber, want.TLS.Leaf.DNSNames)
	}
}
