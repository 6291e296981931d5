package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// nmap's script asks for recipients in sixteen forms, some of them by way of the server itself, by its name and by its address. Here both
// are domains that the gate takes mail for.
const (
	nmapForms  = 16
	nmapRelay  = `relay { domains = ["mail.example.org", "[127.0.0.1]"] }`
	nmapConfig = `
upstream "all" { servers = [%q] }
smtp "gate" {
  listen     = ["127.0.0.1:0"]
  upstream   = upstream.all
  open_relay = %t
  filters {
%s
  }
}
`
)

// overheard are the recipients that were asked for, and those that went up.
type overheard struct {
	mu        sync.Mutex
	asked, up []string
}

func (o *overheard) Record(e *journal.Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if e.Kind != journal.Command || e.Verb != "RCPT" {
		return
	}
	if e.Way == journal.C || e.Way == journal.CP {
		o.asked = append(o.asked, e.Arg)
	}
	if e.Way == journal.C || e.Way == journal.PS {
		o.up = append(o.up, e.Arg)
	}
}

// nmap runs its script smtp-open-relay against a gate before a server that takes all mail.
func nmap(t *testing.T, open bool, filters string) (said string, o *overheard) {
	t.Helper()
	server, err := mailserver.Start(slog.New(slog.DiscardHandler))
	check(t, err)
	defer server.Close()
	cfg, err := config.Parse("gatepost.hcl", fmt.Appendf(nil, nmapConfig, server.SMTPAddr(), open, filters), builtins())
	check(t, err)
	o = new(overheard)
	p, err := proxy.New(cfg, proxy.Services{Stream: &journal.Stream{Sinks: []journal.Sink{o}, Dialogue: true}, Log: slog.New(slog.DiscardHandler)})
	check(t, err)
	check(t, p.Start())
	_, port, err := net.SplitHostPort(p.Addrs("gate")[0].String())
	check(t, err)
	c := exec.Command("nmap", "-n", "-Pn", "-sT", "-vv", "--script", "+smtp-open-relay", "-p", port, "127.0.0.1")
	out, err := c.CombinedOutput()
	check(t, err)
	check(t, p.Shutdown(context.Background()))
	return string(out), o
}

// All forms are refused by a gate with a relay filter, and none of them goes up.
func TestRealNmapFindsNoOpenRelay(t *testing.T) {
	needReal(t, "nmap")
	said, o := nmap(t, false, nmapRelay)
	if !strings.Contains(said, "Server doesn't seem to be an open relay, all tests failed") || len(o.asked) != nmapForms || len(o.up) > 0 {
		t.Errorf("of %d forms it has asked for %q, and up went %q. It says\n%s", nmapForms, o.asked, o.up, said)
	}
}

// It would find one, if there was one.
func TestRealNmapFindsAnOpenRelay(t *testing.T) {
	needReal(t, "nmap")
	said, o := nmap(t, true, "")
	if !regexp.MustCompile(`Server is an open relay \([1-9][0-9]*/16 tests\)`).MatchString(said) || !strings.Contains(said, "MAIL FROM:<> -> RCPT TO:<relaytest@") || len(o.up) < nmapForms/2 {
		t.Errorf("up went %q. It says\n%s", o.up, said)
	}
}
