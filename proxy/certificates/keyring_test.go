package certificates_test

import (
	"crypto/tls"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// opened is an identity with a certificate.
func opened(t *testing.T, issued sessiontest.Issued) (*certificates.Identity, *shelf) {
	t.Helper()
	s := newShelf(t)
	s.putPair(issued)
	return s.open(), s
}

func TestServerNameChooses(t *testing.T) {
	a := sessiontest.NewAuthority(t)
	mx, pop := a.Issue("mx1.example.org", "*.mx.example"), a.Issue("pop.example.org")
	first, s := opened(t, mx)
	second, _ := opened(t, pop)
	k := certificates.NewKeyring(s.clock, first, second)
	for name, want := range map[string]sessiontest.Issued{
		"mx1.example.org": mx, "MX1.example.org": mx, "a.mx.example": mx, "pop.example.org": pop, "": mx, "other.example": mx, "127.0.0.1": mx,
	} {
		wantShown(t, k, name, want)
	}
	if !k.Ready() {
		t.Error("there are two certificates, and it isn't ready")
	}
}

func TestNothingToShow(t *testing.T) {
	k := certificates.NewKeyring(newShelf(t).clock)
	if k.Ready() {
		t.Error("it is ready")
	}
	if _, _, err := shake(k, &tls.Config{InsecureSkipVerify: true}); err == nil || err.Error() != "remote error: tls: internal error" {
		t.Errorf("the client saw %v", err)
	}
}

func TestVersions(t *testing.T) {
	i, s := opened(t, sessiontest.NewAuthority(t).Issue("mx1.example.org"))
	k := certificates.NewKeyring(s.clock, i)
	for version, good := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		_, seen, err := shake(k, &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
		if (err == nil) != good || good && seen.Version != version {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
}

func TestClientCertificates(t *testing.T) {
	ours, others := sessiontest.NewAuthority(t), sessiontest.NewAuthority(t)
	s := newShelf(t)
	s.putPair(ours.Issue("mx1.example.org"))
	s.cfg.ClientCA = s.dir + "/clients.pem"
	s.put(s.cfg.ClientCA, ours.PEM)
	k := certificates.NewKeyring(s.clock, s.open())
	client := func(show ...tls.Certificate) *tls.Config {
		return &tls.Config{ServerName: "mx1.example.org", RootCAs: ours.Pool, Certificates: show}
	}
	known, unknown := ours.Issue("client.example"), others.Issue("client.example")
	if server, _, err := shake(k, client()); err != nil || len(server.PeerCertificates) != 0 {
		t.Errorf("who shows none: %v", err)
	}
	server, _, err := shake(k, client(known.TLS))
	if err != nil || len(server.VerifiedChains) == 0 || !server.PeerCertificates[0].Equal(known.TLS.Leaf) {
		t.Errorf("who shows one that is known: %v", err)
	}
	show := client()
	show.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &unknown.TLS, nil }
	if _, _, err := shake(k, show); err == nil {
		t.Error("who shows one of another authority gets in")
	}

	s.put(s.cfg.ClientCA, others.PEM)
	s.later()
	if _, _, err := shake(k, show); err != nil {
		t.Errorf("after the authorities were replaced: %v", err)
	}
}

// TestResumption: a client that comes back resumes its session, also after the certificate was replaced.
func TestResumption(t *testing.T) {
	a := sessiontest.NewAuthority(t)
	i, s := opened(t, a.Issue("mx1.example.org"))
	k := certificates.NewKeyring(s.clock, i)
	client := &tls.Config{
		ServerName: "mx1.example.org", RootCAs: a.Pool, ClientSessionCache: tls.NewLRUClientSessionCache(1),
		MaxVersion: tls.VersionTLS12, // where tickets come within the handshake
	}
	for n, want := range []bool{false, true, true} {
		if n == 2 {
			s.putPair(a.Issue("mx1.example.org"))
			s.later()
		}
		_, seen, err := shake(k, client)
		if err != nil || seen.DidResume != want {
			t.Errorf("handshake %d: resumed %v, %v; want %v", n+1, seen.DidResume, err, want)
		}
	}
}

// TestNoResumptionWithoutTrust: who was let in with a certificate isn't let in again without a new look at it.
func TestNoResumptionWithoutTrust(t *testing.T) {
	ours, others := sessiontest.NewAuthority(t), sessiontest.NewAuthority(t)
	s := newShelf(t)
	s.putPair(ours.Issue("mx1.example.org"))
	s.cfg.ClientCA = s.dir + "/clients.pem"
	s.put(s.cfg.ClientCA, ours.PEM)
	k := certificates.NewKeyring(s.clock, s.open())
	known := ours.Issue("client.example").TLS
	client := &tls.Config{
		ServerName: "mx1.example.org", RootCAs: ours.Pool, ClientSessionCache: tls.NewLRUClientSessionCache(1), MaxVersion: tls.VersionTLS12,
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &known, nil },
	}
	for _, want := range []bool{false, true} {
		if server, _, err := shake(k, client); err != nil || server.DidResume != want || len(server.VerifiedChains) == 0 {
			t.Errorf("resumed %v, %v; want %v", server.DidResume, err, want)
		}
	}
	s.put(s.cfg.ClientCA, others.PEM)
	s.later()
	if _, _, err := shake(k, client); err == nil {
		t.Error("it resumes with a certificate of an authority that is trusted no more")
	}
}
