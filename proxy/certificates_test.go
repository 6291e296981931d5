package proxy_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// secured is a configuration with the fronts "starttls" and "tls", which show certificates of a.example and b.example.
func secured(t *testing.T) *proxy.Config {
	t.Helper()
	a := sessiontest.NewAuthority(t)
	c := &proxy.Config{Hostname: "mx.example", Upstreams: []upstream.Config{{Label: "legacy", Servers: []string{"127.0.0.1:1"}}}}
	for _, label := range []string{"a", "b"} {
		c.TLS = append(c.TLS, a.Identity(label, label+".example"))
	}
	c.Fronts = []proxy.FrontConfig{
		{Label: "starttls", Listen: []string{"127.0.0.1:0"}, Upstream: "legacy", StartTLS: []string{"a", "b"}},
		{Label: "tls", Listen: []string{"127.0.0.1:0"}, Upstream: "legacy", ImplicitTLS: []string{"b"}, RequireTLS: true},
		{Label: "clear", Listen: []string{"127.0.0.1:0"}, Upstream: "legacy"},
	}
	return c
}

func begin(t *testing.T, c *proxy.Config) *proxy.Proxy {
	t.Helper()
	leaktest.Check(t)
	p, err := proxy.New(c, proxy.Services{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Shutdown(context.Background()) })
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// shown is the name in the certificate that a front shows who asks for a name.
func shown(t *testing.T, p *proxy.Proxy, front, name string) string {
	t.Helper()
	near, far := net.Pipe()
	defer near.Close()
	server := tls.Server(far, p.KeyringOf(front).Server())
	done := make(chan struct{})
	go func() { defer close(done); defer far.Close(); server.Handshake() }()
	client := tls.Client(near, &tls.Config{ServerName: name, InsecureSkipVerify: true})
	if err := client.Handshake(); err != nil {
		t.Fatal(err)
	}
	near.Close()
	<-done
	return client.ConnectionState().PeerCertificates[0].DNSNames[0]
}

func TestFrontsShowTheirCertificates(t *testing.T) {
	p := begin(t, secured(t))
	for _, want := range [][3]string{{"starttls", "a.example", "a.example"}, {"starttls", "b.example", "b.example"}, {"tls", "a.example", "b.example"}} {
		if have := shown(t, p, want[0], want[1]); have != want[2] {
			t.Errorf("%s shows who asks for %s the certificate of %s", want[0], want[1], have)
		}
	}
	if p.KeyringOf("clear") != nil {
		t.Error("a front without TLS has something to show")
	}
}

// TestReloadKeepsKeyrings whose identities are the same, and the others are the new configuration's.
func TestReloadKeepsKeyrings(t *testing.T) {
	c := secured(t)
	p := begin(t, c)
	both, one := p.KeyringOf("starttls"), p.KeyringOf("tls")
	next := *c
	next.TLS = []certificates.Config{c.TLS[1], c.TLS[0]}
	if err := p.Reload(&next); err != nil {
		t.Fatal(err)
	}
	if p.KeyringOf("starttls") != both || p.KeyringOf("tls") != one {
		t.Error("what has not changed was made again")
	}
	third := next
	third.TLS = []certificates.Config{c.TLS[1], c.TLS[0]}
	third.TLS[1].ClientCA = c.TLS[0].Certificate
	if err := p.Reload(&third); err != nil {
		t.Fatal(err)
	}
	if p.KeyringOf("starttls") == both || p.KeyringOf("tls") != one {
		t.Error("not just what has changed was made again")
	}
}

// TestReloadShowsNewFilesAtOnce, though they were looked at a moment ago.
func TestReloadShowsNewFilesAtOnce(t *testing.T) {
	c := secured(t)
	p := begin(t, c)
	shown(t, p, "tls", "")
	for from, to := range map[string]string{c.TLS[0].Certificate: c.TLS[1].Certificate, c.TLS[0].Key: c.TLS[1].Key} {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	next := *c
	next.TLS, next.Fronts = c.TLS[1:], c.Fronts[1:]
	if err := p.Reload(&next); err != nil {
		t.Fatal(err)
	}
	if have := shown(t, p, "tls", ""); have != "a.example" {
		t.Errorf("the front shows the certificate of %s still", have)
	}
}

func TestReloadWithABrokenPairChangesNothing(t *testing.T) {
	c := secured(t)
	p := begin(t, c)
	was := p.KeyringOf("tls")
	next := *c
	next.TLS = []certificates.Config{c.TLS[0], {Label: "b", Certificate: c.TLS[1].Certificate, Key: c.TLS[0].Key}}
	err := p.Reload(&next)
	if want := "proxy: reload: tls b: " + c.TLS[0].Key + ": private key does not match public key"; err == nil || err.Error() != want {
		t.Errorf("have %v, want %s", err, want)
	}
	if p.KeyringOf("tls") != was || shown(t, p, "tls", "") != "b.example" {
		t.Error("the reload has changed what is shown")
	}
}

func TestTLSOfFrontsIsChecked(t *testing.T) {
	for want, spoil := range map[string]func(*proxy.Config){
		`front starttls: no tls is called "c"`:                      func(c *proxy.Config) { c.Fronts[0].StartTLS = []string{"a", "c"} },
		"front tls: STARTTLS, or TLS from the first byte, not both": func(c *proxy.Config) { c.Fronts[1].StartTLS = []string{"a"} },
		"front clear: it requires TLS and has no certificate":       func(c *proxy.Config) { c.Fronts[2].RequireTLS = true },
		"tls a: two have this label":                                func(c *proxy.Config) { c.TLS[1].Label = "a" },
		`upstream legacy: security "ssl", want "none", `:            func(c *proxy.Config) { c.Upstreams[0].Security = "ssl" },
	} {
		c := secured(t)
		spoil(c)
		if _, err := proxy.New(c, proxy.Services{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %s", err, want)
		}
	}
}
