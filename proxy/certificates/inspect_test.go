package certificates_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

func TestInspect(t *testing.T) {
	s := newShelf(t)
	now := s.clock.Now()
	s.putPair(s.authority.IssueFor(now, now.Add(100*time.Hour), "mx1.example.org"))
	want := func(at time.Time, want ...string) {
		t.Helper()
		var have []string
		for _, f := range certificates.Inspect(s.cfg, at) {
			have = append(have, strings.ReplaceAll(fmt.Sprintf("%v: %s", f.Level, f.Text), s.dir+"/", ""))
		}
		if strings.Join(have, "\n") != strings.Join(want, "\n") {
			t.Errorf("have %q, want %q", have, want)
		}
	}
	want(now, "WARN: the certificate of mx1.example.org expires soon, at 2100-01-05 04:00 UTC")
	want(now.Add(101*time.Hour), "ERROR: the certificate of mx1.example.org has expired, at 2100-01-05 04:00 UTC")
	s.putPair(s.authority.Issue("mx1.example.org"))
	if err := os.Chmod(s.cfg.Key, 0o644); err != nil {
		t.Fatal(err)
	}
	want(now, "INFO: the certificate of mx1.example.org is valid until 2199-12-31 00:00 UTC",
		"WARN: privkey.pem: every user of this machine can read the key: chmod o-r")
	os.Remove(s.cfg.Key)
	want(now, "ERROR: privkey.pem: no such file or directory")
}

func TestNames(t *testing.T) {
	s := newShelf(t)
	s.putPair(s.authority.Issue("mx1.example.org", "*.example.com", "192.0.2.1"))
	names, err := s.cfg.Names()
	if have := strings.Join(names, " "); err != nil || have != "mx1.example.org *.example.com 192.0.2.1" {
		t.Errorf("have %s, %v", have, err)
	}
	for host, want := range map[string]bool{"MX1.example.org": true, "a.example.com": true, "a.b.example.com": false, "example.com": false} {
		if certificates.Covers(names, host) != want {
			t.Errorf("%s: want %v", host, want)
		}
	}
}
