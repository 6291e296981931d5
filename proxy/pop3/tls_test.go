package pop3_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// protected lets clients begin TLS.
func protected(t testing.TB, how conversation.TLS) setup {
	how.Config = sessiontest.Keys(t)
	return func(g *gate) { g.TLS = how }
}

// startTLS begins TLS by the command.
func (c *client) startTLS() {
	c.t.Helper()
	c.ask("STLS", "+OK go ahead")
	c.Secure()
}

// A filter sees how the client's connection is protected, and the server hears nothing of STLS.
func TestSTLSIsTheGatesOwn(t *testing.T) {
	r := newRecorder(t, append(slices.Clone(everything), "STLS"))
	var seen []filters.TLS
	watch := filters.Entry{Label: "watch", Filter: &filters.Filter{Login: func(s *filters.Session, _ *filters.Login) filters.Verdict {
		seen = append(seen, s.TLS())
		return filters.Pass()
	}}}
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}), filtered(watch))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	if reply := c.ask("CAPA", "+OK"); strings.Count(reply, "STLS") != 1 {
		t.Errorf("in clear: %q", reply)
	}
	c.startTLS()
	if reply := c.ask("CAPA", "+OK"); strings.Contains(reply, "STLS") {
		t.Errorf("under TLS: %q", reply)
	}
	c.ask("STLS", "-ERR")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	c.ask("QUIT", "+OK")
	c.HearsEnd()
	g.End()
	if len(seen) != 1 || seen[0].Version != "TLS 1.3" || seen[0].ServerName != "gate.example" {
		t.Errorf("the filter saw %+v", seen)
	}
	if all := r.commands(); slices.Contains(all, "STLS") {
		t.Errorf("the server heard %q", all)
	}
}

// What lies behind STLS in the same segment ends the session; it is no command, in clear or under TLS.
func TestSTLSWithResidue(t *testing.T) {
	for _, residue := range []string{"CAPA\r\n", "x", "\x16\x03\x01"} {
		r := newRecorder(t, everything)
		g := newGate(t, r.Address(), protected(t, conversation.TLS{}))
		c := dial(t, g.Listener)
		c.Hears("+OK")
		c.Raw("STLS\r\n" + residue)
		c.Hears("-ERR wait")
		c.HearsEnd()
		g.End()
		if all := r.commands(); len(all) != 0 {
			t.Errorf("%q: the server heard %q", residue, all)
		}
	}
}

// Nor is what comes while a filter delays the reply.
func TestDelayedSTLSWithResidue(t *testing.T) {
	r := newRecorder(t, everything)
	clients := make(chan *client, 1)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}), filtered(sessiontest.Delaying("STLS")), func(g *gate) {
		g.Clock = sessiontest.Interval{Meanwhile: func() { (<-clients).Say("CAPA") }}
	})
	c := dial(t, g.Listener)
	c.Hears("+OK")
	clients <- c
	c.Say("STLS")
	c.Hears("-ERR wait")
	c.HearsEnd()
	g.End()
	if all := r.commands(); len(all) != 0 {
		t.Errorf("the server heard %q", all)
	}
}

// After a handshake that fails there is no talk in clear any more.
func TestSTLSFails(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{}))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("STLS", "+OK")
	c.Say("USER me", "PASS good")
	if heard, _ := io.ReadAll(c.TCPConn); strings.Contains(string(heard), "OK") || strings.Contains(string(heard), "ERR") {
		t.Errorf("heard %q", heard)
	}
	g.End()
	if all := r.commands(); len(all) != 0 {
		t.Errorf("the server heard %q", all)
	}
}

// A name from before TLS is nobody's (RFC 2595, section 4), although the server has heard it.
func TestSTLSForgets(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{}))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("USER me", "+OK")
	c.startTLS()
	c.ask("PASS good", "-ERR send USER first")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	c.ask("STLS", "-ERR TLS is on")
}

func TestSTLSOutOfPlace(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{}))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	c.ask("STLS now", "-ERR this command takes no argument")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	c.ask("STLS", "-ERR too late")
	if reply := c.ask("CAPA", "+OK"); strings.Contains(reply, "STLS") {
		t.Errorf("behind the login: %q", reply)
	}
}

// Without a certificate nothing is offered, whatever the server offers, and the command isn't there.
func TestSTLSWithoutCertificate(t *testing.T) {
	r := newRecorder(t, append(slices.Clone(everything), "STLS"))
	g := newGate(t, r.Address())
	c := dial(t, g.Listener)
	c.Hears("+OK")
	if reply := c.ask("CAPA", "+OK"); strings.Contains(reply, "STLS") {
		t.Errorf("%q", reply)
	}
	c.ask("STLS", "-ERR command not available")
}

// Where TLS is required no name and no password is taken in clear, and nothing invites them.
func TestRequiredTLS(t *testing.T) {
	r := newRecorder(t, everything)
	g := newGate(t, r.Address(), protected(t, conversation.TLS{Required: true}))
	c := dial(t, g.Listener)
	c.Hears("+OK")
	if reply := c.ask("CAPA", "+OK"); strings.Contains(reply, "SASL") || strings.Contains(reply, "USER") || !strings.Contains(reply, "STLS") {
		t.Errorf("in clear: %q", reply)
	}
	c.Say("USER me", "PASS good", "APOP me 0123456789abcdef0123456789abcdef", "AUTH PLAIN AG1lAGdvb2Q=")
	c.Hears("-ERR send STLS first", "-ERR send STLS first", "-ERR send STLS first", "-ERR send STLS first")
	c.startTLS()
	if reply := c.ask("CAPA", "+OK"); !strings.Contains(reply, "SASL") || !strings.Contains(reply, "USER") {
		t.Errorf("under TLS: %q", reply)
	}
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	c.Close()
	g.End()
	if all := r.commands(); !slices.Equal(all, []string{"CAPA", "CAPA", "USER me", "PASS good"}) {
		t.Errorf("the server heard %q", all)
	}
}

func TestImplicitTLS(t *testing.T) {
	g := newGate(t, newRecorder(t, everything).Address(), protected(t, conversation.TLS{Implicit: true, Required: true}))
	c := dial(t, g.Listener)
	c.Secure()
	c.Hears("+OK")
	c.ask("USER me", "+OK")
	c.ask("PASS good", "+OK")
	c.Say("RETR 1")
	if reply, err := c.reply("RETR 1"); !strings.HasSuffix(reply, "\r\n.\r\n") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	c.ask("QUIT", "+OK")
	c.HearsEnd()
}

// commands are all that the server has heard.
func (r *recorder) commands() (all []string) {
	for _, p := range r.All() {
		all = append(all, p.Commands...)
	}
	return all
}
