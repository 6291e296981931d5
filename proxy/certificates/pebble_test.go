package certificates_test

import (
	"encoding/json"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// pebble is an authority for tests, made by those of Let's Encrypt.
type pebble struct {
	t       *testing.T
	program string
	names   string // where it asks for names
	addr    string
	looks   string // where it looks for answers to its challenges
	root    string
	running *exec.Cmd
}

// newPebble builds it, once for a test. By hand that is skipped unless GATEPOST_REAL=1 asks for it.
func newPebble(t *testing.T, valid time.Duration) *pebble {
	t.Helper()
	if os.Getenv("GATEPOST_REAL") != "1" {
		t.Skip("set GATEPOST_REAL=1 for tests with programs of others; this one builds pebble, an ACME server")
	}
	dir := t.TempDir()
	p := &pebble{
		t: t, program: filepath.Join(dir, "pebble"), names: nameServer(t), root: filepath.Join(dir, "root.pem"),
		addr: sessiontest.FreeAddress(t), looks: sessiontest.FreeAddress(t),
	}
	build := exec.Command("go", "build", "-C", "../../.ci/tools", "-o", p.program, "github.com/letsencrypt/pebble/v2/cmd/pebble")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	a := sessiontest.NewAuthority(t)
	own, looks := a.Issue("127.0.0.1"), netip.MustParseAddrPort(p.looks).Port()
	config, _ := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": p.addr, "certificate": filepath.Join(dir, "cert.pem"), "privateKey": filepath.Join(dir, "key.pem"),
		"httpPort": looks, "tlsPort": looks, "keyAlgorithm": "ecdsa", "retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles": map[string]any{"default": map[string]any{"description": "all", "validityPeriod": int(valid / time.Second)}},
	}})
	for name, text := range map[string][]byte{"root.pem": a.PEM, "cert.pem": own.Cert, "key.pem": own.Key, "config.json": config} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.start(dir)
	return p
}

func (p *pebble) start(dir string) {
	p.t.Helper()
	p.running = exec.Command(p.program, "-config", filepath.Join(dir, "config.json"), "-dnsserver", p.names)
	p.running.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1")
	if err := p.running.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(p.stop)
	for begun := time.Now(); ; {
		c, err := net.Dial("tcp", p.addr)
		if err == nil {
			c.Close()
			return
		}
		if time.Since(begun) > sessiontest.Patience {
			p.t.Fatal(err)
		}
	}
}

func (p *pebble) stop() {
	if p.running != nil {
		p.running.Process.Kill()
		p.running.Wait()
		p.running = nil
	}
}

// nameServer says of every name that it is this machine's.
func nameServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") // by which pebble asks
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{Listener: l, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		r := new(dns.Msg).SetReply(q)
		if q.Question[0].Qtype == dns.TypeA {
			r.Answer = []dns.RR{&dns.A{
				Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(127, 0, 0, 1),
			}}
		}
		w.WriteMsg(r)
	})}
	done := make(chan struct{})
	go func() { defer close(done); server.ActivateAndServe() }()
	t.Cleanup(func() { server.Shutdown(); <-done })
	return l.Addr().String()
}

// asking is a shelf whose certificates pebble issues.
func (p *pebble) asking(challenge certificates.Challenge, names ...string) *shelf {
	s := newShelf(p.t)
	s.cfg = certificates.Config{Label: "public", ACME: &certificates.ACME{
		Names: names, Email: "postmaster@example.org", Directory: "https://" + p.addr + "/dir", CA: p.root,
		Storage: filepath.Join(s.dir, "acme"), Challenge: challenge, Listen: p.looks,
	}}
	return s
}

// openNow is open by the machine's clock, which is the authority's.
func (s *shelf) openNow() (*certificates.Identity, *certificates.Keyring) {
	s.t.Helper()
	i, err := certificates.Open(s.cfg, wire.RealClock{}, s.log.logger())
	if err != nil {
		s.t.Fatal(err)
	}
	return i, certificates.NewKeyring(wire.RealClock{}, i)
}

// TestACME: certificates come in the background, and from then on they are there at once, whether the authority is or not.
func TestACME(t *testing.T) {
	p := newPebble(t, 90*24*time.Hour)
	s := p.asking(certificates.HTTP, "mx1.example.org", "pop.example.org")
	i, k := s.openNow()
	s.log.await(t, "there is no certificate yet, and no TLS until the authority has issued one")
	for _, name := range s.cfg.ACME.Names { // whichever comes first
		s.log.rewind()
		s.log.await(t, "the certificate of "+name+" is valid until")
	}
	serials := map[string]string{}
	for _, name := range s.cfg.ACME.Names {
		leaf := shown(t, k, name)
		serials[name] = leaf.SerialNumber.String()
		if err := leaf.VerifyHostname(name); err != nil || !strings.HasPrefix(leaf.Issuer.CommonName, "Pebble") {
			t.Errorf("who asks for %s is shown one of %v from %s", name, leaf.DNSNames, leaf.Issuer)
		}
	}
	i.Close()
	p.stop()
	for n, f := range certificates.Inspect(s.cfg, time.Now()) {
		if want := "the certificate of " + s.cfg.ACME.Names[n] + " is valid until"; !strings.HasPrefix(f.Text, want) {
			t.Errorf("have %s, want %s", f.Text, want)
		}
	}

	s.log.take()
	i, k = s.openNow()
	defer i.Close()
	if !k.Ready() {
		t.Error("what is stored isn't shown")
	}
	for _, name := range s.cfg.ACME.Names {
		if have := shown(t, k, name).SerialNumber.String(); have != serials[name] {
			t.Errorf("%s: number %s is shown after a restart, want %s", name, have, serials[name])
		}
	}
}

// TestACMEWithoutAddress: where the authority may write nowhere, the account that another name has just begun to make isn't taken for an
// address.
func TestACMEWithoutAddress(t *testing.T) {
	p := newPebble(t, 90*24*time.Hour)
	s := p.asking(certificates.HTTP, "mx1.example.org")
	s.cfg.ACME.Email = ""
	i, _ := s.openNow()
	s.log.await(t, "the certificate of mx1.example.org is valid until")
	i.Close()
	accounts, err := filepath.Glob(filepath.Join(s.cfg.ACME.Storage, "acme", "*", "users", "*", "*.json"))
	if err != nil || len(accounts) != 1 {
		t.Fatal(accounts, err)
	}
	if err := os.Remove(accounts[0]); err != nil {
		t.Fatal(err)
	}
	s.cfg.ACME.Names = []string{"pop.example.org"}
	i, _ = s.openNow()
	defer i.Close()
	s.log.await(t, "the certificate of pop.example.org is valid until")
	p.stop()
}

// TestACMERenewal: a certificate that is stored and runs out is shown, and renewed at once. (One of 600 s is always about to run out.)
func TestACMERenewal(t *testing.T) {
	p := newPebble(t, 600*time.Second)
	s := p.asking(certificates.TLSALPN, "mx1.example.org")
	i, k := s.openNow()
	s.log.await(t, "the certificate of mx1.example.org expires soon")
	first := shown(t, k, "")
	i.Close()

	s.log.take()
	i, k = s.openNow()
	defer i.Close()
	s.log.await(t, "the certificate of mx1.example.org expires soon") // the one that was stored
	s.log.await(t, "the certificate of mx1.example.org expires soon")
	if second := shown(t, k, ""); second.Equal(first) {
		t.Error("the certificate is still the same")
	}
	p.stop()
}
