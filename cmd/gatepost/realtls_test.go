//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// tlsGate is a gate that ends TLS on four fronts, before a Postfix and a Dovecot.
type tlsGate struct {
	*process
	dir                          string
	starttls, smtps, stls, pop3s string // where its fronts listen
}

// startTLSGate runs one for the time of a test. Its own connections are as security says.
func startTLSGate(t *testing.T, security string, p *postfix, d *dovecot) *tlsGate {
	t.Helper()
	free := func() string { return sessiontest.FreeAddress(t) }
	g := &tlsGate{dir: t.TempDir(), starttls: free(), smtps: free(), stls: free(), pop3s: free()}
	authority := sessiontest.NewAuthority(t)
	shown := authority.Issue("localhost", "gate.example.org", "127.0.0.1")
	for name, text := range map[string][]byte{"ca.pem": authority.PEM, "cert.pem": shown.Cert, "key.pem": shown.Key} {
		check(t, os.WriteFile(filepath.Join(g.dir, name), text, 0o600))
	}
	text, err := os.ReadFile("testdata/real/tls.hcl")
	check(t, err)
	words := strings.NewReplacer(
		"DIR", g.dir, "# UNDER POSTFIX", under(security, p.dir, "etc"), "# UNDER DOVECOT", under(security, d.dir),
		"STARTTLS", g.starttls, "SMTPS", g.smtps, "STLS", g.stls, "PTLS", g.pop3s, `"SMTP"`, `"`+p.addr+`"`, `"POP3"`, `"`+d.addr+`"`,
	)
	file := filepath.Join(g.dir, "gatepost.hcl")
	check(t, os.WriteFile(file, []byte(words.Replace(string(text))), 0o600))
	g.process, err = begin(exec.Command("gatepost", "run", file))
	check(t, err)
	g.forTheTest(t)
	return g
}

// under are the lines of an upstream that say how it is protected.
func under(security string, authority ...string) string {
	if security == "none" {
		return ""
	}
	ca := filepath.Join(append(authority, "tls.pem")...)
	return fmt.Sprintf("\n  security = %q\n  ca = %q\n  server_name = \"mail.example.org\"", security, ca)
}

func (g *tlsGate) ca() string { return filepath.Join(g.dir, "ca.pem") }

// Clients in wide use send and fetch under TLS, through a gate that speaks to real servers in clear and under TLS.
func TestRealTLS(t *testing.T) {
	needReal(t, "postfix", "dovecot", "swaks", "python3", "curl", "openssl", "sslscan")
	p, d := startPostfix(t), startDovecot(t)
	for _, security := range []string{"none", "starttls-if-offered", "starttls"} {
		t.Run(security, func(t *testing.T) {
			g := startTLSGate(t, security, p, d)
			t.Run("python", func(t *testing.T) { testPythonTLS(t, g, p, d, security) })
			t.Run("swaks", func(t *testing.T) { testSwaksTLS(t, g, p) })
			t.Run("curl", func(t *testing.T) { testCurlTLS(t, g, p, d) })
		})
	}
	g := startTLSGate(t, "none", p, d)
	t.Run("openssl", func(t *testing.T) { testOpenSSL(t, g) })
	t.Run("distrust", func(t *testing.T) { testDistrust(t, g) })
	t.Run("injected", func(t *testing.T) { testInjected(t, g) })
	t.Run("sslscan", func(t *testing.T) { testScan(t, g) })
}

var tlsContent = []byte("Subject: under TLS\r\n\r\n" + strings.Repeat("A line of a message that nobody between can read.\r\n", 2000))

// testPythonTLS sends and fetches with Python's smtplib and poplib. Postfix and Dovecot say themselves how the gate has come to them.
func testPythonTLS(t *testing.T, g *tlsGate, p *postfix, d *dovecot, security string) {
	box, drop := p.mailbox(t), d.maildrop(t, tlsContent)
	c := exec.Command("python3", "testdata/real/tlsclients.py", g.ca(),
		portOf(g.starttls), portOf(g.smtps), portOf(g.stls), portOf(g.pop3s), box.address(), drop.user, password)
	c.Stdin = bytes.NewReader(tlsContent)
	var errs bytes.Buffer
	c.Stderr = &errs
	fetched, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	if want := append(bytes.Clone(tlsContent), tlsContent...); !bytes.Equal(fetched, want) {
		t.Errorf("fetched %d octets, want %d", len(fetched), len(want))
	}
	for range 2 {
		stored := box.next(t)
		sameContent(t, stored, tlsContent)
		if under := bytes.Contains(stored, []byte("using TLSv1.3")); under != (security != "none") {
			t.Errorf("security %s: Postfix has received it so:\n%.600s", security, stored)
		}
	}
	logins := d.log.awaitAll(regexp.MustCompile("Login: user=<"+drop.user+">.*"), 2)
	if len(logins) < 2 {
		t.Errorf("Dovecot has ended, and knows of %d logins of %s", len(logins), drop.user)
	}
	for _, login := range logins {
		if strings.Contains(login[0], ", TLS") != (security != "none") {
			t.Errorf("security %s: Dovecot says %s", security, login[0])
		}
	}
}

func testSwaksTLS(t *testing.T, g *tlsGate, p *postfix) {
	for _, how := range [][]string{
		{"--server", g.starttls, "--tls"},
		{"--server", g.starttls, "--tls-optional"},
		{"--server", g.starttls, "--tls", "--tls-protocol", "tlsv1_2"},
		{"--server", g.smtps, "--tls-on-connect"},
	} {
		box := p.mailbox(t)
		program(t, nil, "swaks", append(how, "--tls-verify", "--tls-ca-path", g.ca(), "--tls-sni", "localhost",
			"--helo", "client.example.org", "--from", "me@client.example.org", "--to", box.address(), "--body", "hello")...)
		box.next(t)
	}
	out, err := exec.Command("swaks", "--server", g.starttls, "--from", "me@client.example.org", "--to", "box0@example.org").CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte("530 5.7.0")) {
		t.Errorf("in clear: %v\n%s", err, out)
	}
	out, err = exec.Command("swaks", "--server", g.starttls, "--tls", "--tls-protocol", "tlsv1_1", "--to", "box0@example.org").CombinedOutput()
	if err == nil {
		t.Errorf("TLS 1.1 was good enough:\n%s", out)
	}
}

func testCurlTLS(t *testing.T, g *tlsGate, p *postfix, d *dovecot) {
	box := p.mailbox(t)
	for _, url := range []string{"smtp://localhost:" + portOf(g.starttls), "smtps://localhost:" + portOf(g.smtps)} {
		program(t, tlsContent, "curl", "--silent", "--show-error", "--ssl-reqd", "--cacert", g.ca(), "--url", url+"/client.example.org",
			"--mail-from", "me@client.example.org", "--mail-rcpt", box.address(), "--upload-file", "-")
		sameContent(t, box.next(t), tlsContent)
	}
	drop := d.maildrop(t, tlsContent)
	for _, url := range []string{"pop3://localhost:" + portOf(g.stls), "pop3s://localhost:" + portOf(g.pop3s)} {
		c := exec.Command("curl", "--silent", "--show-error", "--ssl-reqd", "--cacert", g.ca(), "--user", drop.user+":"+password, url+"/1")
		if out, err := c.CombinedOutput(); err != nil || !bytes.Equal(out, tlsContent) {
			t.Errorf("%s: %v, %d octets, want %d: %.200s", url, err, len(out), len(tlsContent), out)
		}
	}
}

// testOpenSSL shakes hands with each front; the certificate is verified, and TLS 1.1 isn't good enough.
func testOpenSSL(t *testing.T, g *tlsGate) {
	for front, how := range map[string][]string{
		g.starttls: {"-starttls", "smtp"}, g.smtps: nil, g.stls: {"-starttls", "pop3"}, g.pop3s: nil,
	} {
		for version, good := range map[string]bool{"-tls1_1": false, "-tls1_2": true, "-tls1_3": true} {
			args := append([]string{"s_client", "-connect", front, "-CAfile", g.ca(), "-servername", "localhost", "-verify_return_error", "-brief",
				"-cipher", "ALL:@SECLEVEL=0", version}, how...) // openssl itself would do TLS 1.1
			c := exec.Command("openssl", args...)
			c.Stdin = strings.NewReader("QUIT\r\n")
			if out, err := c.CombinedOutput(); (err == nil) != good || good && !bytes.Contains(out, []byte("Verification: OK")) {
				t.Errorf("%s: %v\n%s", c, err, out)
			}
		}
	}
}

// distrusted is how the log tells of a client that goes because it doesn't trust the certificate.
var distrusted = regexp.MustCompile(`"msg":"session".*"end":"no TLS with the client: .*(broken off the handshake|certificate)`)

// testDistrust lets a client come that knows nothing of the authority.
func testDistrust(t *testing.T, g *tlsGate) {
	c := exec.Command("openssl", "s_client", "-connect", g.smtps, "-verify_return_error", "-brief")
	c.Stdin = strings.NewReader("QUIT\r\n")
	if out, err := c.CombinedOutput(); err == nil {
		t.Fatalf("openssl trusts anybody:\n%s", out)
	}
	if g.log.await(distrusted) == nil {
		t.Errorf("the log says nothing of it:\n%s", g.log.text())
	}
}

// testInjected has somebody between the client and the gate who adds a command in clear behind STARTTLS or STLS: openssl gets no handshake, and
// the command is never obeyed (CVE-2011-0411).
func testInjected(t *testing.T, g *tlsGate) {
	for front, verb := range map[string]string{g.starttls: "STARTTLS", g.stls: "STLS"} {
		protocol := map[string]string{"STARTTLS": "smtp", "STLS": "pop3"}[verb]
		addr := injecting(t, front, verb+"\r\n", "NOOP\r\n")
		c := exec.Command("openssl", "s_client", "-connect", addr, "-starttls", protocol, "-brief")
		c.Stdin = strings.NewReader("QUIT\r\n")
		if out, err := c.CombinedOutput(); err == nil || bytes.Contains(out, []byte("CONNECTION ESTABLISHED")) {
			t.Errorf("%s: %v\n%s", c, err, out)
		}
		if g.log.await(regexp.MustCompile("bytes behind "+verb+" in clear")) == nil {
			t.Errorf("the log says nothing of bytes behind %s:\n%s", verb, g.log.text())
		}
	}
}

// testScan has sslscan look for protocols and ciphers that are too weak.
func testScan(t *testing.T, g *tlsGate) {
	for front, how := range map[string][]string{
		g.starttls: {"--starttls-smtp"}, g.smtps: nil, g.stls: {"--starttls-pop3"}, g.pop3s: nil,
	} {
		out, err := exec.Command("sslscan", append(append([]string{"--no-colour", "--show-certificate"}, how...), front)...).CombinedOutput()
		check(t, err)
		for _, want := range []string{"TLSv1.2   enabled", "TLSv1.3   enabled", "TLSv1.1   disabled", "TLSv1.0   disabled", "SSLv3     disabled"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: no %q in\n%s", front, want, out)
			}
		}
		for line := range strings.Lines(string(out)) {
			if weak.MatchString(line) {
				t.Errorf("%s: %s", front, line)
			}
		}
	}
}

// weak is what sslscan says of a cipher or a server that isn't good enough.
var weak = regexp.MustCompile(`(Accepted|Preferred) .*(RC4|3DES|NULL|EXP|DES-CBC|anon)|TLSv1.. vulnerable`)
