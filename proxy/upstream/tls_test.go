package upstream_test

import (
	"crypto/tls"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// shake lets an upstream's server be one that is configured so, and tells what both ends make of it.
func shake(t *testing.T, c upstream.Config, server *tls.Config) (shown string, err error) {
	t.Helper()
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	s := tls.Server(b, server)
	done := make(chan error, 1)
	go func() { done <- s.Handshake() }()
	u := upstream.New(c, nil, nil)
	defer u.Close()
	client := tls.Client(a, u.Servers()[0].TLS())
	if err := client.Handshake(); err != nil {
		a.Close()
		<-done
		return "", err
	}
	if err := <-done; err != nil {
		return "", err
	}
	if all := s.ConnectionState().VerifiedChains; len(all) > 0 {
		shown = all[0][0].Subject.CommonName
	}
	return shown, nil
}

// A server is believed by the authority and the name that are configured, and is shown the certificate that it may ask for.
func TestTLS(t *testing.T) {
	leaktest.Check(t)
	a, foreign := sessiontest.NewAuthority(t), sessiontest.NewAuthority(t)
	dir := t.TempDir()
	ours := a.Issue("gate.example")
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ca, cert, key := write("ca.pem", a.PEM), write("cert.pem", ours.Cert), write("key.pem", ours.Key)
	server := func(by *sessiontest.Authority) *tls.Config {
		return &tls.Config{
			Certificates: []tls.Certificate{by.Issue("mail.example").TLS}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: a.Pool,
			MaxVersion: tls.VersionTLS12, // the client hears in the handshake whether it is believed
		}
	}
	right := upstream.Config{
		Label: "u", Servers: []string{"mail.example:25"}, Security: upstream.StartTLS, CA: ca, Certificate: cert, Key: key,
	}
	for name, test := range map[string]struct {
		change func(*upstream.Config)
		server *tls.Config
		want   string // in the error; "": the server sees our certificate
	}{
		"right":                  {func(*upstream.Config) {}, server(a), ""},
		"no certificate of ours": {func(c *upstream.Config) { c.Certificate, c.Key = "", "" }, server(a), "handshake failure"},
		"another authority":      {func(*upstream.Config) {}, server(foreign), "unknown authority"},
		"another name":           {func(c *upstream.Config) { c.ServerName = "other.example" }, server(a), "not other.example"},
		"unverified":             {func(c *upstream.Config) { c.Unverified = true }, server(foreign), ""},
	} {
		c := right
		test.change(&c)
		shown, err := shake(t, c, test.server)
		switch {
		case test.want == "" && (err != nil || shown != "gate.example"):
			t.Errorf("%s: %v, the server sees %q", name, err, shown)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

// Files that can't be used are told by Check, and no connection is made.
func TestTLSFiles(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none.pem")
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []upstream.Config{{CA: none}, {CA: empty}, {Certificate: none, Key: none}} {
		c.Label, c.Servers = "u", []string{"127.0.0.1:1"}
		want := c.CA + c.Certificate
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", c, err)
		}
		u := upstream.New(c, nil, nil)
		if _, err := u.Servers()[0].Connect(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("connecting: %v", err)
		}
		u.Close()
	}
}
