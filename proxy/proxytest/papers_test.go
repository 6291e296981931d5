package proxytest

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Whatever a configuration names for TLS is replaced by what fits, and is gone behind the dialogue.
func TestEquip(t *testing.T) {
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	cfg := &proxy.Config{
		TLS:       []certificates.Config{{ACME: &certificates.ACME{Names: []string{"mx1.example.org"}}}, {Certificate: "a", Key: "b", ClientCA: "c"}},
		Upstreams: []upstream.Config{{Certificate: "d", Key: "e"}, {CA: "f"}},
	}
	s := &Stage{authority: a, hostname: "mx.example.org"}
	done, err := s.equip(cfg, map[string][]byte{"c": []byte("brought")})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	first, second, ours := &cfg.TLS[0], &cfg.TLS[1], &cfg.Upstreams[0]
	for _, test := range []struct{ certificate, key, name string }{
		{first.Certificate, first.Key, "mx1.example.org"}, {first.Certificate, first.Key, "mx.example.org"},
		{second.Certificate, second.Key, "127.0.0.1"}, {ours.Certificate, ours.Key, "mx.example.org"},
	} {
		pair, err := tls.LoadX509KeyPair(test.certificate, test.key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: test.name}); err != nil {
			t.Error(err)
		}
	}
	for file, want := range map[string]string{second.ClientCA: "brought", ours.CA: string(a.PEM()), cfg.Upstreams[1].CA: string(a.PEM())} {
		if text, err := os.ReadFile(file); err != nil || string(text) != want {
			t.Errorf("%q, %v", text, err)
		}
	}
	if first.ACME != nil {
		t.Error("ACME is still asked")
	}
	if err := done(); err != nil {
		t.Error(err)
	}
	if left := slices.DeleteFunc(papersOf(cfg), func(file string) bool { _, err := os.Stat(file); return err != nil }); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}
