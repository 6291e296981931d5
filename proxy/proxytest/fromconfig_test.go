package proxytest

import (
	"crypto/tls"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// testFilters are the built-ins of testdata/config.
var testFilters = config.Builtins{"deny": newDeny, "tell": newTell, "seldom": newSeldom}

// newSeldom turns clients away that come again within a minute.
func newSeldom(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{
		Connect: func(s *filters.Session) filters.Verdict {
			if n, err := s.Store().Add("clients", 1, time.Minute); err != nil || n > 1 {
				return filters.Refuse("5.7.1", "too soon")
			}
			return filters.Pass()
		},
	}, o.Err()
}

// newDeny refuses recipients of one domain, answers late if it is told so, and fails at another.
func newDeny(o *filters.Options) (*filters.Filter, error) {
	domain := o.String("domain", "", "whose recipients are refused")
	late := o.Duration("late", 0, "how long others wait")
	known := o.Bool("known", false, "refuse only if the domain has mail exchangers")
	return &filters.Filter{
		Recipient: func(s *filters.Session, to *filters.Path) filters.Verdict {
			switch {
			case to.Domain() == "broken.example":
				panic("broken")
			case to.Domain() != domain:
				return filters.Pass().After(late)
			}
			if known {
				if mx, err := s.Resolver().MX(domain); err != nil || len(mx) == 0 {
					return filters.Defer("4.1.8", "unknown")
				}
			}
			return filters.Refuse("5.7.1", "not "+domain)
		},
	}, o.Err()
}

func TestConfig(t *testing.T) { Run(t, "testdata/config/*.txt", FromConfig(testFilters)) }

// With TLS, and certificates that nobody has brought, it goes on; what the journal has of that can be played again.
func TestProtected(t *testing.T) {
	Run(t, "testdata/protected/*.txt", FromConfig(testFilters))
	if !updating() {
		Retold(t, "testdata/protected/*.txt", FromConfig(testFilters), nil)
	}
}

// What fails inside the gateway is told by the failure, since the dialogue has no words for it.
func TestNotes(t *testing.T) {
	script, err := Parse("notes.txt", []byte(`# A filter fails.
S:  220 mx.example ESMTP
C:  HELO client.example
S:  250 mx.example
C:  MAIL FROM:<a@example.org>
S:  250 2.1.0 ok
C:  RCPT TO:<b@broken.example>
S:  250 2.1.5 ok
-- gatepost.hcl --
upstream "u" { servers = ["127.0.0.1:25"] }
smtp "front" {
  listen   = ["127.0.0.1:25"]
  upstream = upstream.u
  filters {
    deny {}
  }
}
`))
	if err != nil {
		t.Fatal(err)
	}
	script.Patience = time.Second // the upstream never hears of it
	var failure *Failure
	if err := Play(script, FromConfig(testFilters)); !errors.As(err, &failure) {
		t.Fatalf("have %v, want a failure", err)
	}
	if failure.Line != 7 || !strings.Contains(failure.Report, "it failed: panic: broken, at fromconfig_test.go:") {
		t.Errorf("have\n%v", failure)
	}
}

// What a reply may pass isn't noted: it would push out what explains a failure.
func TestIdleReplies(t *testing.T) {
	s := new(Stage)
	for _, verdict := range []string{"pass", "pass after 3s", "pass"} {
		noteTaker{s}.Record(&journal.Event{Kind: journal.Verdict, Filter: "quota", Hook: "Reply", Verdict: verdict})
	}
	if have, want := s.notes.String(), "the gateway noted\n   filter quota, hook Reply: pass after 3s\n"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}

// Why TLS came to nothing the client isn't told, only who reads the notes.
func TestNoTLSNoted(t *testing.T) {
	s := new(Stage)
	for _, why := range []string{"quit", "no TLS with the client: tls: client offered only unsupported versions: [302]"} {
		noteTaker{s}.Record(&journal.Event{Kind: journal.Close, Value: why})
	}
	const want = "the gateway noted\n   the session is over: no TLS with the client: tls: client offered only unsupported versions: [302]\n"
	if have := s.notes.String(); have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}

// A mistake in the configuration is told with its line in the transcript.
func TestWrongConfig(t *testing.T) {
	script, err := Parse("dir/wrong.txt", []byte(`# A mistake.
S:  220 mx.example ESMTP

-- gatepost.hcl --
upstream "u" { server = ["127.0.0.1:25"] }
`))
	if err != nil {
		t.Fatal(err)
	}
	err = Play(script, FromConfig(nil))
	if err == nil || !strings.Contains(err.Error(), "\nwrong.txt:5:16: ") {
		t.Errorf("have %v", err)
	}
}

// A section that nobody reads is a mistake; those that stand beside a configuration that isn't played are its own.
func TestUnreadSections(t *testing.T) {
	const (
		dialogue = "# Nothing is said.\nS:  220 mx.example ESMTP\n"
		own      = "-- gatepost.hcl --\ninclude = [\"front.hcl\", \"conf.d/*.hcl\"]\n-- front.hcl --\n" + defaultConfig
	)
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	if err := os.WriteFile(file, []byte(defaultConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	within, beside := FromConfig(nil), FromFile(file, nil)
	for _, test := range []struct {
		sections string
		start    Start
		want     string
	}{
		{own, within, ""},
		{own + "-- conf.d/a.hcl --\n-- conf.d/readme --\n-- client --\n192.0.2.1\n-- dns --\n", within, ""},
		{own + "-- clint --\n192.0.2.1\n", within, "t.txt:14:4: nothing reads this section: the configuration names no such file; did you mean \"client\"?\n-- clint --\n   ^"},
		{"-- lists/domains --\n", within, "t.txt:3:4: nothing reads this section: the configuration names no such file\n-- lists/domains --\n   ^"},
		{"-- clint --\n192.0.2.1\n", beside, "t.txt:3:4: nothing reads this section: the configuration names no such file; did you mean \"client\"?\n-- clint --\n   ^"},
		{own + "-- lists/domains --\n", beside, ""},
	} {
		script, err := Parse("t.txt", []byte(dialogue+test.sections))
		if err != nil {
			t.Fatal(err)
		}
		have := ""
		if err := Play(script, test.start); err != nil {
			have = strings.TrimPrefix(err.Error(), "t.txt: a section is for nothing\n")
		}
		if have != test.want {
			t.Errorf("%s\nhave\n%s\nwant\n%s", test.sections, have, test.want)
		}
	}
}

// A file's configuration stands for the transcript's own.
func TestFromFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	if err := os.WriteFile(file, []byte(defaultConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	script := parseFile(t, "testdata/config/default.txt")
	script.Files[ConfigFile] = []byte("no configuration")
	if err := Play(script, FromFile(file, nil)); err != nil {
		t.Error(err)
	}
	if err := Play(script, FromFile(file+"x", nil)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("have %v", err)
	}
}

// The journal of a configuration belongs to the gateway that is run with it; a play keeps its own, and takes it away.
func TestJournalElsewhere(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	file := filepath.Join(dir, "gatepost.hcl")
	if err := os.WriteFile(file, []byte(defaultConfig+`journal { dir = "records" }`), 0o600); err != nil {
		t.Fatal(err)
	}
	find := func(pattern string) []string {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	err := Play(parseFile(t, "testdata/config/default.txt"), func(s *Stage) (Gateway, error) {
		g, err := FromFile(file, nil)(s)
		if len(find(filepath.Join(temp, "*/journal-*"))) != 1 {
			t.Error("no journal is kept")
		}
		return g, err
	})
	if err != nil {
		t.Error(err)
	}
	if left := append(find(filepath.Join(dir, "records")), find(filepath.Join(temp, "*"))...); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// The papers that a configuration names needn't be there, and are taken from sections where these have them.
func TestPapers(t *testing.T) {
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	i, err := a.Issue("brought.example")
	if err != nil {
		t.Fatal(err)
	}
	cert, key, err := i.PEM()
	if err != nil {
		t.Fatal(err)
	}
	const dialogue = "# TLS is begun.\nC:  <start TLS>\nS:  220 mx.example ESMTP\n"
	const papers = "tls \"public\" {\n  certificate = \"full/chain.pem\"\n  key = \"key.pem\"\n}\n"
	settings := strings.Replace(papers+defaultConfig, "listen ", "tls = tls.public\n  listen ", 1)
	sections := "-- full/chain.pem --\n" + string(cert) + "-- key.pem --\n" + string(key)
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		sections string
		start    Start
		want     string // first in the certificate
	}{
		"made":              {"-- gatepost.hcl --\n" + settings, FromConfig(nil), "gatepost.example"},
		"brought":           {"-- gatepost.hcl --\n" + settings + sections, FromConfig(nil), "brought.example"},
		"beside":            {"", FromFile(file, nil), "gatepost.example"},
		"of another's file": {"-- gatepost.hcl --\n" + sections, FromFile(file, nil), "gatepost.example"},
	} {
		script, err := Parse("t.txt", []byte(dialogue+test.sections))
		if err != nil {
			t.Fatal(err)
		}
		seen := errors.New("it was seen")
		err = Play(script, func(s *Stage) (Gateway, error) {
			g, err := test.start(s)
			if err != nil {
				return nil, err
			}
			if shown := shownBy(t, g); shown != test.want {
				t.Errorf("%s: a certificate of %q", name, shown)
			}
			return nil, errors.Join(seen, g.Close())
		})
		if !errors.Is(err, seen) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// shownBy is the name in the certificate with which a gateway begins TLS.
func shownBy(t *testing.T, g Gateway) string {
	t.Helper()
	c, err := g.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	secured := tls.Client(c, (&terms{}).forClient(nil, "localhost"))
	if err := secured.Handshake(); err != nil {
		t.Fatal(err)
	}
	return secured.ConnectionState().PeerCertificates[0].Subject.CommonName
}

// A certificate without its key is a mistake.
func TestHalfAPair(t *testing.T) {
	p := &papers{brought: map[string][]byte{"cert.pem": nil}}
	certificate, key := "cert.pem", "key.pem"
	const want = `want sections for both, the certificate "cert.pem" and its key "key.pem", or for neither`
	if err := p.pair(&certificate, &key, nil); err == nil || err.Error() != want {
		t.Error(err)
	}
}
