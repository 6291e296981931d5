package certificates_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// later lets so much time pass that the next client has the files looked at.
func (s *shelf) later() {
	s.t.Helper()
	s.pass(5 * time.Second)
}

func (s *shelf) pass(d time.Duration) {
	s.t.Helper()
	if err := s.clock.Advance(d); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) wantLog(want string) {
	s.t.Helper()
	if have := strings.ReplaceAll(s.log.take(), s.dir+"/", ""); have != want {
		s.t.Errorf("logged\n%s\nwant\n%s", have, want)
	}
}

const valid = `level=INFO msg="the certificate of mx1.example.org is valid until 2199-12-31 00:00 UTC" tls=public`

func TestReplacedFilesAreRead(t *testing.T) {
	s := newShelf(t)
	one, two := s.authority.Issue("mx1.example.org"), s.authority.Issue("mx1.example.org")
	s.putPair(one)
	k := certificates.NewKeyring(s.clock, s.open())
	wantShown(t, k, "mx1.example.org", one)
	s.wantLog(valid)

	s.putPair(two)
	wantShown(t, k, "mx1.example.org", one) // they were looked at just now
	s.later()
	wantShown(t, k, "mx1.example.org", two)
	s.wantLog(valid)
	s.later()
	wantShown(t, k, "mx1.example.org", two)
	s.wantLog("")
}

// TestHalfReplaced: between the two renames nothing is said, and the old pair is shown.
func TestHalfReplaced(t *testing.T) {
	s := newShelf(t)
	one, two := s.authority.Issue("mx1.example.org"), s.authority.Issue("mx1.example.org")
	s.putPair(one)
	k := certificates.NewKeyring(s.clock, s.open())
	s.wantLog(valid)
	s.put(s.cfg.Certificate, two.Cert)
	s.later()
	wantShown(t, k, "", one)
	s.put(s.cfg.Key, two.Key)
	s.later()
	wantShown(t, k, "", two)
	s.wantLog(valid)
}

// TestBrokenFilesAreSaidOnce, and the last good pair stays in use until there is a better one.
func TestBrokenFilesAreSaidOnce(t *testing.T) {
	s := newShelf(t)
	one, two := s.authority.Issue("mx1.example.org"), s.authority.Issue("mx1.example.org")
	s.putPair(one)
	k := certificates.NewKeyring(s.clock, s.open())
	s.wantLog(valid)
	for _, broken := range []struct {
		do   func()
		text string
	}{
		{func() { s.put(s.cfg.Key, two.Key) }, "privkey.pem: private key does not match public key"},
		{func() { s.put(s.cfg.Key, two.Key[:len(two.Key)/2]) },
			"privkey.pem: there is no key in it: want PEM, which begins with -----BEGIN PRIVATE KEY-----"},
		{func() { os.Remove(s.cfg.Certificate) }, "fullchain.pem: no such file or directory"},
	} {
		broken.do()
		s.later()
		wantShown(t, k, "", one)
		s.wantLog("")
		s.later()
		wantShown(t, k, "", one)
		s.wantLog(`level=ERROR msg="changed files can't be used, the certificate from before stays in use" tls=public error="` + broken.text + `"`)
		s.later()
		wantShown(t, k, "", one)
		s.wantLog("")
	}
	s.putPair(two)
	s.later()
	wantShown(t, k, "", two)
	s.wantLog(valid)
}

// TestFilesAreLookedAtWithoutClients: a broken pair is said before the first of them comes, and a better one is in use by then.
func TestFilesAreLookedAtWithoutClients(t *testing.T) {
	s := newShelf(t)
	one, two := s.authority.Issue("mx1.example.org"), s.authority.Issue("mx1.example.org")
	s.putPair(one)
	s.open()
	s.wantLog(valid)
	s.put(s.cfg.Key, two.Key)
	for _, want := range []string{"", `level=ERROR msg="changed files can't be used, the certificate from before stays in use" tls=public ` +
		`error="privkey.pem: private key does not match public key"`, ""} {
		s.pass(5 * time.Minute)
		s.wantLog(want)
	}
	s.put(s.cfg.Certificate, two.Cert)
	s.pass(5 * time.Minute)
	s.wantLog(valid)
}

// TestExpiredReplacement: a certificate that is valid stays until it no longer is, whatever lies in its place.
func TestExpiredReplacement(t *testing.T) {
	s := newShelf(t)
	end := s.clock.Now().Add(24 * time.Hour)
	old := s.authority.IssueFor(s.clock.Now().Add(-2*time.Hour), s.clock.Now().Add(-time.Hour), "mx1.example.org")
	one := s.authority.IssueFor(s.clock.Now().Add(-time.Hour), end, "mx1.example.org")
	s.putPair(one)
	i := s.open()
	k := certificates.NewKeyring(s.clock, i)
	s.log.take()
	s.putPair(old)
	for range 2 {
		i.Refresh()
		wantShown(t, k, "", one)
	}
	s.wantLog(`level=ERROR msg="changed files can't be used, the certificate from before stays in use" tls=public ` +
		`error="the certificate of mx1.example.org has expired, at 2099-12-31 23:00 UTC"`)
	s.pass(25 * time.Hour)
	i.Refresh()
	wantShown(t, k, "", old)
}

// TestRefresh: who is told that there are new files needs no patience.
func TestRefresh(t *testing.T) {
	s := newShelf(t)
	one, two := s.authority.Issue("mx1.example.org"), s.authority.Issue("mx1.example.org")
	s.putPair(one)
	i := s.open()
	k := certificates.NewKeyring(s.clock, i)
	wantShown(t, k, "", one)
	s.putPair(two)
	i.Refresh()
	wantShown(t, k, "", two)
}

// TestExpiryIsSaidInTime, and without any client: when so many days are left, and each day when it is over.
func TestExpiryIsSaidInTime(t *testing.T) {
	const of = `msg="the certificate of mx1.example.org `
	for _, days := range []int{30, 14, 7, 3, 1, 0} {
		s := newShelf(t)
		end := s.clock.Now().Add(time.Duration(days)*24*time.Hour + time.Hour)
		s.putPair(s.authority.IssueFor(s.clock.Now().Add(-time.Hour), end, "mx1.example.org"))
		s.open()
		s.log.take()
		at := "at " + end.Format("2006-01-02 15:04 UTC") + `" tls=public`
		s.pass(time.Hour - time.Minute)
		s.wantLog("")
		s.pass(2 * time.Hour)
		if days > 0 {
			s.wantLog("level=WARN " + of + "expires soon, " + at)
			continue
		}
		s.wantLog("level=ERROR " + of + "has expired, " + at)
		s.pass(24 * time.Hour)
		s.wantLog("level=ERROR " + of + "has expired, " + at)
	}
}

func TestNotYetValid(t *testing.T) {
	s := newShelf(t)
	now := s.clock.Now()
	s.putPair(s.authority.IssueFor(now.Add(time.Hour), now.Add(300*24*time.Hour), "a.example", "b.example", "c.example", "192.0.2.1"))
	s.open()
	s.wantLog(`level=ERROR msg="the certificate of a.example, b.example and 2 more is not valid before 2100-01-01 01:00 UTC" tls=public`)
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	s := newShelf(t)
	s.putPair(s.authority.Issue("mx1.example.org"))
	s.cfg.ClientCA = s.cfg.Key
	_, err := certificates.Open(s.cfg, s.clock, s.log.logger())
	about := (*certificates.FileError)(nil)
	if !errors.As(err, &about) || about.Option != "client_ca" || !strings.HasPrefix(err.Error(), "tls public: "+s.cfg.Key+": there is no certificate in it") {
		t.Errorf("have %v", err)
	}
	os.Remove(s.cfg.Key)
	_, err = certificates.Open(s.cfg, s.clock, s.log.logger())
	if !errors.As(err, &about) || about.Option != "key" || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("have %v", err)
	}
}
