package certificates_test

import (
	"crypto/tls"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// unanswered has its certificate from an authority that isn't there.
func unanswered(t *testing.T) *shelf {
	s := newShelf(t)
	s.cfg = certificates.Config{Label: "public", ACME: &certificates.ACME{
		Names: []string{"mx1.example.org"}, Directory: "https://" + sessiontest.FreeAddress(t) + "/dir", Storage: filepath.Join(s.dir, "acme"),
	}}
	return s
}

// TestNoAuthority: without a certificate nothing is shown, and nobody is waited for. A certificate from elsewhere is shown meanwhile.
func TestNoAuthority(t *testing.T) {
	s := unanswered(t)
	i, k := s.openNow()
	defer i.Close()
	if k.Ready() {
		t.Error("it is ready")
	}
	if _, _, err := shake(k, &tls.Config{InsecureSkipVerify: true}); err == nil || err.Error() != "remote error: tls: internal error" {
		t.Errorf("the client saw %v", err)
	}
	s.log.await(t, `level=WARN msg="there is no certificate yet, and no TLS until the authority has issued one" tls=public authority=`+s.cfg.ACME.Directory)
	s.log.await(t, `level=ERROR msg="acme: will retry" tls=public attempt=1`)
	if text := s.log.take(); strings.Count(text, "\n") != 1 {
		t.Errorf("a failure has more than its line, behind that about the certificate:\n%s", text)
	}

	issued := s.authority.Issue("pop.example.org")
	other, _ := opened(t, issued)
	both := certificates.NewKeyring(s.clock, i, other)
	wantShown(t, both, "mx1.example.org", issued)
	if !both.Ready() {
		t.Error("it isn't ready")
	}
	if f := certificates.Inspect(s.cfg, s.clock.Now()); len(f) != 1 || f[0].Text != "there is no certificate of mx1.example.org yet: a gate that runs asks "+s.cfg.ACME.Directory+" for it" {
		t.Errorf("have %v", f)
	}
}

// TestStoredGarbage: what is stored and is no certificate doesn't keep the authority from being asked for one.
func TestStoredGarbage(t *testing.T) {
	for file, text := range map[string]string{"crt": "garbage", "key": "garbage"} {
		s := unanswered(t)
		name := s.cfg.ACME.Names[0]
		issued := s.authority.Issue(name)
		stored := map[string][]byte{"crt": issued.Cert, "key": issued.Key, "json": []byte("{}")}
		stored[file] = []byte(text)
		authority := strings.NewReplacer("https://", "", ":", "-", "/", "-").Replace(s.cfg.ACME.Directory)
		dir := filepath.Join(s.cfg.ACME.Storage, "certificates", authority, name)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for end, text := range stored {
			if err := os.WriteFile(filepath.Join(dir, name+"."+end), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		i, _ := s.openNow()
		s.log.await(t, `level=WARN msg="a stored certificate can't be used, another is asked for" tls=public name=`+name)
		s.log.await(t, `level=ERROR msg="acme: will retry" tls=public attempt=1`)
		i.Close()
	}
}

// waited is a clock that tells when somebody waits for a time.
type waited struct {
	*proxytest.Clock
	begun chan<- struct{}
}

func (w waited) After(d time.Duration) <-chan time.Time {
	rings := w.Clock.After(d)
	w.begun <- struct{}{}
	return rings
}

// TestStorageFails: where nothing can be stored the gate begins all the same, says so, and asks the authority once something can.
func TestStorageFails(t *testing.T) {
	for said, spoil := range map[string]func(path string) error{
		"a stored certificate can't be read": func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"there is no certificate, and one is asked for again in 5m0s": func(path string) error {
			return os.Symlink(filepath.Join(path, "..", "absent", "absent"), path)
		},
	} {
		s := unanswered(t)
		if err := spoil(s.cfg.ACME.Storage); err != nil {
			t.Fatal(err)
		}
		begun := make(chan struct{}, 10)
		s.openBy(waited{s.clock, begun})
		s.log.await(t, `level=ERROR msg="`+said+`" tls=public name=mx1.example.org error="`)
		for range 2 { // who looks whether files have changed, and who asks for the certificate
			sessiontest.Await(t, begun)
		}
		if err := os.Remove(s.cfg.ACME.Storage); err != nil {
			t.Fatal(err)
		}
		s.pass(5 * time.Minute)
		s.log.await(t, `level=ERROR msg="acme: will retry" tls=public attempt=1`)
	}
}

func TestACMEFiles(t *testing.T) {
	about := (*certificates.FileError)(nil)
	s := unanswered(t)
	s.cfg.ACME.CA = filepath.Join(s.dir, "absent.pem")
	_, err := certificates.Open(s.cfg, s.clock, s.log.logger())
	if !errors.As(err, &about) || about.Option != "ca" || s.cfg.Check() == nil {
		t.Errorf("have %v", err)
	}
	s = unanswered(t)
	s.cfg.ClientCA = filepath.Join(s.dir, "absent.pem")
	if _, err := certificates.Open(s.cfg, s.clock, s.log.logger()); !errors.As(err, &about) || about.Option != "client_ca" {
		t.Errorf("have %v", err)
	}
}
