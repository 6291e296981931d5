package main

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// secured is a server whose answers are given, the first of them its greeting; behind one to STARTTLS or STLS comes TLS.
type secured struct {
	keys     *tls.Config
	implicit bool
	answers  []string
}

func (s *secured) start(t *testing.T) string {
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c, err := l.Accept(); err == nil {
			s.serve(c)
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().String()
}

func (s *secured) serve(c net.Conn) {
	defer func() { c.Close() }()
	if s.implicit {
		c = tls.Server(c, s.keys)
	}
	in := bufio.NewReader(c)
	for _, answer := range s.answers {
		io.WriteString(c, answer+"\r\n")
		line, err := in.ReadString('\n')
		switch {
		case err != nil:
			return
		case line == "STARTTLS\r\n", line == "STLS\r\n":
			io.WriteString(c, s.answers[len(s.answers)-1]+"\r\n")
			tls.Server(c, s.keys).Handshake()
			return
		}
	}
}

// A server is examined under TLS where sessions would use it so.
func TestServerTLS(t *testing.T) {
	a := sessiontest.NewAuthority(t)
	good := &tls.Config{Certificates: []tls.Certificate{a.Issue("127.0.0.1").TLS}}
	other := &tls.Config{Certificates: []tls.Certificate{a.Issue("other.example").TLS}}
	ca := filepath.Join(t.TempDir(), "ca.pem")
	check(t, os.WriteFile(ca, a.PEM, 0o600))
	offer, plain := "250-mail.example\r\n250 STARTTLS", "250-mail.example\r\n250 PIPELINING"
	for _, test := range []struct {
		security upstream.Security
		protocol filters.Protocol
		server   secured
		want     string
	}{
		{"starttls", filters.SMTP, secured{good, false, []string{"220 mail", offer, "220 go"}}, `ok upstream u: ADDR: greets after`},
		{"starttls", filters.SMTP, secured{other, false, []string{"220 mail", offer, "220 go"}}, `problem upstream u: ADDR: no TLS: tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1`},
		{"starttls", filters.SMTP, secured{good, false, []string{"220 mail", plain}}, `problem upstream u: ADDR: no STARTTLS or STLS: it isn't offered`},
		{"starttls", filters.SMTP, secured{good, false, []string{"220 mail", offer, "454 not now"}}, `problem upstream u: ADDR: no STARTTLS or STLS: it answers "454 not now"`},
		{"starttls-if-offered", filters.SMTP, secured{good, false, []string{"220 mail", plain}}, `warning upstream u: ADDR: it doesn't offer TLS`},
		{"starttls", filters.POP3, secured{good, false, []string{"+OK pop", "+OK go"}}, `ok upstream u: ADDR: greets after`},
		{"starttls", filters.POP3, secured{good, false, []string{"+OK pop", "-ERR what"}}, `problem upstream u: ADDR: no STARTTLS or STLS: it isn't offered`},
		{"tls", filters.SMTP, secured{good, true, []string{"220 mail"}}, `ok upstream u: ADDR: greets after`},
		{"tls", filters.SMTP, secured{good, false, []string{"220 mail"}}, `problem this port doesn't begin with TLS: take the one that does`},
	} {
		addr := test.server.start(t)
		u := upstream.Config{Label: "u", Servers: []string{addr}, Security: test.security, CA: ca, Greet: time.Minute}
		front := proxy.FrontConfig{Label: "f", Upstream: "u"}
		if test.protocol == filters.POP3 {
			front.POP3 = &pop3.Config{}
		}
		all := servers(t.Context(), &proxy.Config{Upstreams: []upstream.Config{u}, Fronts: []proxy.FrontConfig{front}}, &u)
		wantFinding(t, all[0], strings.ReplaceAll(test.want, "ADDR", addr))
		if all[0].grade == fine && !strings.HasSuffix(all[0].text, ", under TLS 1.3") {
			t.Errorf("have %s", all[0].text)
		}
	}
}

// put stores an identity in files.
func put(t *testing.T, of sessiontest.Issued) certificates.Config {
	dir := t.TempDir()
	c := certificates.Config{Label: "put", Certificate: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	check(t, errors.Join(os.WriteFile(c.Certificate, of.Cert, 0o600), os.WriteFile(c.Key, of.Key, 0o600)))
	return c
}

// Certificates are told, and what is wrong with them.
func TestShown(t *testing.T) {
	a := sessiontest.NewAuthority(t)
	cfg := &proxy.Config{TLS: []certificates.Config{a.Identity("good", "mx.example"), {Label: "gone", Certificate: "/nowhere", Key: "/nowhere"}}}
	past, future := put(t, a.IssueFor(time.Unix(0, 0), time.Unix(1, 0), "past.example")), put(t, a.IssueFor(time.Now().Add(time.Hour), time.Now().Add(2*time.Hour), "future.example"))
	cfg.TLS = append(cfg.TLS, past, future)
	all := shown(cfg)
	if len(all) != 4 {
		t.Fatal(fmt.Sprint(all))
	}
	wantFinding(t, all[0], "ok tls good: the certificate of mx.example is valid until")
	wantFinding(t, all[1], "problem tls gone: /nowhere: no such file")
	wantFinding(t, all[2], "problem has expired, at 1970-01-01 00:00 UTC: renew it")
	wantFinding(t, all[3], "problem UTC: set the clock if that is wrong, or show another until then")
}

// What an authority needs is looked at, too: a place for what it issues, and a port to come to.
func TestIssuing(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(file, nil, 0o600))
	for _, test := range []struct {
		acme           certificates.ACME
		storage, comes string
	}{
		{certificates.ACME{Storage: t.TempDir(), Listen: "127.0.0.1:0"}, "ok tls m: certificates are kept in", "where the authority comes to"},
		{certificates.ACME{Storage: file + "/acme", Listen: taken.Addr().String()}, "problem tls m: no certificate can be kept in " + file, taken.Addr().String() + ", where the authority comes to, is that of the gatepost that runs"}, // which we are called like
	} {
		all := issuing("m", &test.acme)
		wantFinding(t, all[0], test.storage)
		if comes := all[1].grade.String() + " " + all[1].text; !strings.Contains(comes, test.comes) {
			t.Errorf("have %s, want %s", comes, test.comes)
		}
	}
}

// A front to which others come is asked whether it takes passwords in clear.
func TestExposed(t *testing.T) {
	mailbox := proxy.FrontConfig{Label: "mailbox", Listen: []string{"[::]:110"}, POP3: &pop3.Config{}}
	guarded, local := mailbox, mailbox
	guarded.RequireTLS, local.Listen = true, []string{"127.0.0.1:110"}
	all := exposed(&proxy.Config{Fronts: []proxy.FrontConfig{mailbox, guarded, local, {Label: "smtps", Listen: []string{":465"}, ImplicitTLS: []string{"public"}}}})
	if len(all) != 1 {
		t.Fatal(all)
	}
	wantFinding(t, all[0], "warning pop3 mailbox: it takes passwords in clear: set require_tls = true")
}
