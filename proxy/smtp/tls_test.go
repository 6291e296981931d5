package smtp_test

import (
	"crypto/tls"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/smtp"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// protected lets clients begin TLS.
func protected(t testing.TB, how conversation.TLS) setup {
	how.Config = sessiontest.Keys(t)
	return func(g *gate) { g.TLS = how }
}

// startTLS begins TLS by the command.
func (c *client) startTLS() {
	c.t.Helper()
	c.ask("STARTTLS", "220 2.0.0 ")
	c.Secure()
}

// A filter sees how the client's connection is protected, in clear and behind STARTTLS, and the server hears nothing of that.
func TestStartTLSIsTheGatesOwn(t *testing.T) {
	r := newRecorder(t, append(slices.Clone(everything), "STARTTLS"))
	var seen []filters.TLS
	watch := filters.Entry{Label: "watch", Filter: &filters.Filter{Hello: func(s *filters.Session, _ *filters.Hello) filters.Verdict {
		seen = append(seen, s.TLS())
		return filters.Pass()
	}}}
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}), filtered(watch))
	c := g.enter(t)
	c.startTLS()
	c.Say("EHLO again.example")
	if reply, err := c.reply(); strings.Contains(reply, "STARTTLS") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("QUIT", "221")
	c.HearsEnd()
	g.End()
	if len(seen) != 2 || seen[0] != (filters.TLS{}) || seen[1].Version != "TLS 1.3" || seen[1].ServerName != "gate.example" {
		t.Errorf("the filter saw %+v", seen)
	}
	if all := r.commands(); slices.ContainsFunc(all, func(line string) bool { return strings.Contains(line, "TLS") }) {
		t.Errorf("the server heard %q", all)
	}
}

// What lies behind STARTTLS in the same segment, or comes before the reply to it, ends the session; it is no command, in clear or under TLS.
func TestStartTLSWithResidue(t *testing.T) {
	for _, residue := range []string{"RSET\r\n", "x", "\x16\x03\x01"} {
		r := newRecorder(t, everything)
		g := newGate(t, r.Address(), protected(t, conversation.TLS{}))
		c := g.enter(t)
		c.Raw("STARTTLS\r\n" + residue)
		c.Hears("421 4.7.0 ")
		c.HearsEnd()
		g.End()
		if all := r.commands(); slices.Contains(all, "RSET") {
			t.Errorf("%q: the server heard %q", residue, all)
		}
		if ends := g.Of(journal.Close); len(ends) != 1 || ends[0].Value != conversation.ErrNoTLS.Error() {
			t.Errorf("%q: on record is %+v", residue, ends)
		}
	}
}

// Nor is what comes while a filter delays the reply.
func TestDelayedStartTLSWithResidue(t *testing.T) {
	r := newRecorder(t, everything)
	clients := make(chan *client, 1)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}), filtered(sessiontest.Delaying("STARTTLS")), func(g *gate) {
		g.Clock = sessiontest.Interval{Meanwhile: func() { (<-clients).Say("RSET") }}
	})
	c := g.enter(t)
	clients <- c
	c.Say("STARTTLS")
	c.Hears("421 4.7.0 ")
	c.HearsEnd()
	g.End()
	if all := r.commands(); slices.Contains(all, "RSET") {
		t.Errorf("the server heard %q", all)
	}
}

// A client that is told to begin TLS when the gate shuts down already isn't waited for.
func TestLeaveBeforeHandshake(t *testing.T) {
	sessions := make(chan *smtp.Session, 1)
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{}), filtered(sessiontest.Delaying("STARTTLS")), func(g *gate) {
		g.Clock = sessiontest.Interval{Meanwhile: func() { (<-sessions).Stop(conversation.Leave) }}
		g.serve = func(s *smtp.Session) {
			sessions <- s
			s.Serve()
		}
	})
	c := g.enter(t)
	c.ask("STARTTLS", "220")
	c.HearsEnd()
}

// After a handshake that fails, or is never begun, there is no talk in clear any more.
func TestStartTLSFails(t *testing.T) {
	for name, instead := range map[string]func(*client){
		"words in clear": func(c *client) { c.Say("MAIL FROM:<a@client.example>") },
		"no more words":  func(c *client) { c.CloseWrite() },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t, everything)
			g := newGate(t, r.Address(), protected(t, conversation.TLS{}))
			c := g.enter(t)
			c.ask("STARTTLS", "220")
			instead(c)
			if heard, _ := io.ReadAll(c.TCPConn); strings.Contains(string(heard), "0 ") {
				t.Errorf("heard %q", heard)
			}
			g.End()
			if all := r.commands(); len(all) != 1 {
				t.Errorf("the server heard %q", all)
			}
		})
	}
}

// Nothing is known any more of who introduced himself, or logged in to what was offered, in clear (RFC 3207, section 4.2).
func TestStartTLSForgets(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}))
	c := g.enter(t)
	c.startTLS()
	c.ask("MAIL FROM:<a@client.example>", "503 5.5.1 ")
	c.ask("AUTH PLAIN AGEAYg==", "504 ")
	c.ask("STARTTLS", "503 5.5.1 ")
	c.ask("EHLO again.example", "250")
	c.ask("MAIL FROM:<a@client.example>", "250")
}

func TestStartTLSOutOfPlace(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{}))
	c := g.enter(t)
	c.ask("STARTTLS now", "501 5.5.4 ")
	c.ask("MAIL FROM:<a@client.example>", "250")
	c.ask("STARTTLS", "503 5.5.1 ")
	c.ask("RSET", "250")
	c.ask("AUTH PLAIN AG1lAGdvb2Q=", "235")
	c.ask("STARTTLS", "503 5.5.1 ")
}

// Without a certificate nothing is offered, and the command isn't there.
func TestStartTLSWithoutCertificate(t *testing.T) {
	r := newRecorder(t, append(slices.Clone(everything), "STARTTLS"))
	g := newGate(t, r.Address())
	c := dial(t, g.Listener)
	c.Hears("220")
	c.Say("EHLO client.example")
	if reply, err := c.reply(); strings.Contains(reply, "STARTTLS") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("STARTTLS", "502 5.5.1 ")
}

// Where TLS is required nothing that others shouldn't hear is taken in clear, and nothing invites it.
func TestRequiredTLS(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{Required: true}))
	c := dial(t, g.Listener)
	c.Hears("220")
	c.Say("EHLO client.example")
	if reply, err := c.reply(); strings.Contains(reply, "AUTH") || !strings.Contains(reply, "STARTTLS") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.Say("AUTH PLAIN AGEAYg==", "VRFY a", "MAIL FROM:<a@client.example>", "RCPT TO:<b@example.org>", "DATA", "NOOP")
	c.Hears("530 5.7.0 ", "530 5.7.0 ", "530 5.7.0 ", "503 ", "503 ", "250 ")
	c.startTLS()
	c.Say("EHLO client.example")
	if reply, err := c.reply(); !strings.Contains(reply, "AUTH") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("MAIL FROM:<b@client.example>", "250")
	c.Close()
	g.End()
	if all := r.commands(); !slices.Equal(all, []string{"EHLO client.example", "NOOP", "EHLO client.example", "MAIL FROM:<b@client.example>"}) {
		t.Errorf("the server heard %q", all)
	}
}

// While there is no certificate yet, what requires TLS isn't to be had, and STARTTLS is no way to it.
func TestRequiredTLSWithoutCertificate(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), func(g *gate) {
		g.TLS = conversation.TLS{Required: true, Config: func() *tls.Config { return nil }}
	})
	c := dial(t, g.Listener)
	c.Hears("220")
	c.Say("EHLO client.example")
	if reply, err := c.reply(); strings.Contains(reply, "AUTH") || strings.Contains(reply, "STARTTLS") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("STARTTLS", "502 5.5.1 ")
	c.ask("MAIL FROM:<a@client.example>", "530 5.7.0 ")
}

func TestImplicitTLS(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{Implicit: true, Required: true}))
	c := dial(t, g.Listener)
	c.Secure()
	c.Hears("220")
	c.Say("EHLO client.example")
	if reply, err := c.reply(); strings.Contains(reply, "STARTTLS") || !strings.Contains(reply, "AUTH") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("STARTTLS", "503 5.5.1 ")
	c.ask("QUIT", "221")
	c.HearsEnd()
}

// What a client says by SNI is safe to be read, and not more than a name.
func TestServerNameIsMadeSafe(t *testing.T) {
	for said, want := range map[string]string{"\x1b[2J\nx\xff": "?[2J?x?", strings.Repeat("x", 40_000): strings.Repeat("x", 255)} {
		g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{Implicit: true}))
		c := dial(t, g.Listener)
		c.SecureAs(said)
		c.Hears("220")
		c.ask("QUIT", "221")
		g.End()
		if all := g.Of(journal.TLS); len(all) != 1 || all[0].TLS.ServerName != want {
			t.Errorf("%.20q: on record is %.300q", said, all[0].TLS.ServerName)
		}
	}
}

// Content comes through TLS as it does in clear, and one that is cut off without a word is none.
func TestTLSContent(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{Implicit: true}))
	body := strings.Repeat("a line of the message\r\n", 100_000)
	c := dial(t, g.Listener)
	c.Secure()
	c.Hears("220")
	c.ask("EHLO client.example", "250")
	c.Say("MAIL FROM:<a@client.example>", "RCPT TO:<b@example.org>", "DATA")
	c.Hears("250", "250", "354")
	c.Raw(body + ".\r\n")
	c.Hears("250")
	c.Say("MAIL FROM:<cut@client.example>", "RCPT TO:<b@example.org>", "DATA")
	c.Hears("250", "250", "354")
	c.Raw("the beginning")
	c.TCPConn.Close() // without close_notify
	g.End()
	var stored []stored
	for _, p := range r.All() {
		stored = append(stored, p.stored...)
	}
	if len(stored) != 1 || stored[0].wire != body {
		t.Errorf("%d messages are stored", len(stored))
	}
}

// commands are all that the server has heard.
func (r *recorder) commands() (all []string) {
	for _, p := range r.All() {
		all = append(all, p.Commands...)
	}
	return all
}

// A server that accepts and never begins TLS is given up in the time of a connection, and the next is tried.
func TestUpstreamNeverBeginsTLS(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // the system accepts for it
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	g := newGate(t, "", func(g *gate) {
		g.Upstream = upstream.New(upstream.Config{
			Label: "silent", Servers: []string{silent.Addr().String(), silent.Addr().String()},
			Security: upstream.ImplicitTLS, Connect: 20 * time.Millisecond,
		}, nil, nil)
	})
	c := dial(t, g.Listener)
	c.Hears("421 4.3.2 ")
	c.HearsEnd()
	g.End()
	if n := len(g.Of(journal.Upstream)); n != 2 {
		t.Errorf("%d servers were tried", n)
	}
}
