package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// folder has certificates: mx.pem, mx.key, pop.pem, pop.key and ca.pem.
func folder(t *testing.T) string {
	t.Helper()
	dir, a := t.TempDir(), sessiontest.NewAuthority(t)
	mx, pop := a.Issue("mx1.example.org", "*.example.com"), a.Issue("pop.example.org")
	for name, text := range map[string][]byte{
		"mx.pem": mx.Cert, "mx.key": mx.Key, "pop.pem": pop.Cert, "pop.key": pop.Key, "ca.pem": a.PEM,
	} {
		put(t, filepath.Join(dir, name), string(text))
	}
	return dir
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// load reads a configuration that lies in a folder.
func load(t *testing.T, dir, text string) (*proxy.Config, error) {
	t.Helper()
	file := filepath.Join(dir, "gatepost.hcl")
	put(t, file, text)
	return config.Load(file, config.Builtins{})
}

const secured = `
hostname = "mx1.example.org"
tls "public" {
  certificate = "mx.pem"
  key         = credential("mx.key")
  client_ca   = file("ca.pem")
}
tls "pop" {
  certificate = file("pop.pem")
  key         = file("pop.key")
}
upstream "legacy" {
  servers     = ["10.0.0.11:25"]
  security    = "starttls"
  ca          = "ca.pem"
  server_name = "mx.example.org"
  certificate = "mx.pem"
  key         = credential("mx.key")
  legacy_tls  = true
}
upstream "maildrop" {
  servers  = ["10.0.0.11:110"]
  security = "starttls-if-offered"
  verify   = false
}
smtp "inbound" {
  listen      = ["127.0.0.1:25"]
  starttls    = [tls.public, tls.pop]
  require_tls = true
  upstream    = upstream.legacy
}
pop3 "mailbox" {
  listen   = ["127.0.0.1:995"]
  tls      = tls.pop
  upstream = upstream.maildrop
}
`

func TestTLS(t *testing.T) {
	dir := folder(t)
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	cfg, err := load(t, dir, secured)
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	wantTLS := []certificates.Config{
		{Label: "public", Certificate: in("mx.pem"), Key: in("mx.key"), ClientCA: in("ca.pem")},
		{Label: "pop", Certificate: in("pop.pem"), Key: in("pop.key")},
	}
	if diff := cmp.Diff(wantTLS, cfg.TLS); diff != "" {
		t.Error(diff)
	}
	want := upstream.Config{
		Label: "legacy", Servers: cfg.Upstreams[0].Servers, Balance: upstream.First,
		Connect: cfg.Upstreams[0].Connect, Greet: cfg.Upstreams[0].Greet, Reply: cfg.Upstreams[0].Reply,
		Security: upstream.StartTLS, CA: in("ca.pem"), ServerName: "mx.example.org", Certificate: in("mx.pem"), Key: in("mx.key"), LegacyTLS: true,
	}
	if diff := cmp.Diff(want, cfg.Upstreams[0]); diff != "" {
		t.Error(diff)
	}
	if u := cfg.Upstreams[1]; u.Security != upstream.Opportunistic || !u.Unverified {
		t.Errorf("have %+v", u)
	}
	one, two := cfg.Fronts[0], cfg.Fronts[1]
	have := [][]string{one.StartTLS, one.ImplicitTLS, two.StartTLS, two.ImplicitTLS}
	if diff := cmp.Diff([][]string{{"public", "pop"}, nil, nil, {"pop"}}, have); diff != "" || !one.RequireTLS || two.RequireTLS {
		t.Error(diff, one.RequireTLS, two.RequireTLS)
	}
}

func TestTLSWarnings(t *testing.T) {
	dir := folder(t)
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	cfg, err := load(t, dir, secured)
	if err != nil {
		t.Fatal(err)
	}
	have := strings.ReplaceAll(strings.Join(cfg.Warnings, "\n"), dir+"/", "")
	want := `upstream legacy: legacy_tls = true: TLS 1.0 and 1.1 are broken; use them on a network that you trust, until its servers know better (at gatepost.hcl:19:3)
upstream maildrop: verify = false: whoever is between the gateway and its servers can read and change all mail; give it the authority of their certificate by ca (at gatepost.hcl:24:3)
pop3 mailbox: it shows certificates of pop.example.org, and not of its hostname mx1.example.org: clients that know it by that name go away`
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	cfg, err = load(t, dir, strings.NewReplacer("  tls      = tls.pop\n", "", "[tls.public, tls.pop]", "tls.public").Replace(secured))
	if err != nil {
		t.Fatal(err)
	}
	have = strings.Join(cfg.Warnings[2:], "\n")
	want = `pop3 mailbox: at port 995 clients expect TLS from the first byte: tls, not starttls, says what to show
tls pop: no front shows it: starttls = tls.pop in the block of one does`
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	for name, cfg := range map[string]string{
		"by a wildcard": strings.Replace(secured, "mx1.example.org", "mx7.example.com", 1),
		"by nobody":     strings.Replace(secured, `hostname = "mx1.example.org"`, "", 1),
	} {
		cfg, err := load(t, dir, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(cfg.Warnings, "\n"); strings.Contains(text, "smtp inbound") {
			t.Errorf("hostname that is covered %s: %s", name, text)
		}
	}
}

// TestTLSFiles: what is wrong with a file is said at its option, and what only a function knows isn't shown.
func TestTLSFiles(t *testing.T) {
	dir := folder(t)
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	t.Setenv("SECRET", "hunter2")
	put(t, filepath.Join(dir, "half.pem"), "-----BEGIN CERTIFICATE-----\nMIIB")
	put(t, filepath.Join(dir, "locked.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n")
	_, err := load(t, dir, `
tls "none" {
  certificate = "none.pem"
  key         = "mx.key"
}
tls "others" {
  certificate = "mx.pem"
  key         = "pop.key"
}
tls "half" {
  certificate = "half.pem"
  key         = "mx.key"
}
tls "turned" {
  certificate = "mx.pem"
  key         = "mx.pem"
}
tls "locked" {
  certificate = "mx.pem"
  key         = "locked.key"
}
tls "secret" {
  certificate = "mx.pem"
  key         = env("SECRET")
}
tls "clients" {
  certificate = "mx.pem"
  key         = "mx.key"
  client_ca   = "mx.key"
}
upstream "legacy" {
  servers     = ["10.0.0.11:25"]
  security    = "tls"
  ca          = "gatepost.hcl"
  certificate = "mx.pem"
  key         = credential("absent")
}
smtp "inbound" {
  listen   = ["127.0.0.1:25"]
  starttls = tls.none
  upstream = upstream.legacy
}
`)
	all := (*config.Error)(nil)
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	var have []string
	for _, p := range all.Problems {
		have = append(have, strings.ReplaceAll(regexp.MustCompile(`\n.*`).ReplaceAllString(p.String(), ""), dir+"/", ""))
	}
	want := []string{
		`gatepost.hcl:3:3: tls none: option certificate: none.pem: no such file or directory`,
		`gatepost.hcl:8:3: tls others: option key: pop.key: private key does not match public key`,
		`gatepost.hcl:11:3: tls half: option certificate: half.pem: there is no certificate in it: want PEM, which begins with -----BEGIN CERTIFICATE-----`,
		`gatepost.hcl:16:3: tls turned: option key: mx.pem: there is no key in it: want PEM, which begins with -----BEGIN PRIVATE KEY-----`,
		`gatepost.hcl:20:3: tls locked: option key: locked.key: it is encrypted, and nobody is there to ask for its passphrase: store it without one, readable for the gate alone`,
		`gatepost.hcl:24:3: tls secret: option key: no such file or directory`,
		`gatepost.hcl:29:3: tls clients: option client_ca: mx.key: there is no certificate in it: want PEM, which begins with -----BEGIN CERTIFICATE-----`,
		`gatepost.hcl:34:3: upstream legacy: option ca: gatepost.hcl: there is no certificate in it: want PEM, which begins with -----BEGIN CERTIFICATE-----`,
		`gatepost.hcl:36:3: upstream legacy: option key: no such file or directory`,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}
