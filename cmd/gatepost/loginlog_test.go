package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/textproto"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// guesses are logins with a wrong password, and what the log has of each behind the client's port. The server asks for them in this order.
var guesses = []struct{ front, dialogue, want string }{
	{"in", "EHLO me|AUTH PLAIN {me}", `"mechanism":"PLAIN","user":"eve","code":535,"text":"5.7.8 *","by":"upstream"`},
	{"fetch", "USER eve|PASS $pass", `"mechanism":"USER","user":"eve","text":"*","by":"upstream"`},
	{"fetch", "PASS $pass", `"mechanism":"USER","text":"*","by":"upstream"`},
	{"fetch", "APOP eve $digest", `"mechanism":"APOP","user":"eve","text":"*","by":"upstream"`},
	{"fetch", "AUTH PLAIN {me}", `"mechanism":"PLAIN","user":"eve","text":"*","by":"upstream"`},
}

// Who guesses passwords is in the log, at once and without a journal or a filter. The passwords aren't.
func TestFailedLoginsAreLogged(t *testing.T) {
	var log bytes.Buffer
	p := startGuarded(t, slog.New(slog.NewJSONHandler(&log, nil)))
	for _, g := range guesses {
		guess(t, p.Addrs(g.front)[0].String(), g.dialogue)
	}
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	var failed []string
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, `"level":"INFO","msg":"login failed","session":"`) {
			failed = append(failed, line)
		}
	}
	if len(failed) != len(guesses) {
		t.Fatalf("%d logins have failed, want %d:\n%s", len(failed), len(guesses), log.String())
	}
	for i, g := range guesses {
		want := fmt.Sprintf(`"front":"%s","client":"127.0.0.1:*",%s}`, g.front, g.want)
		if !inOrder(failed[i], strings.Split(want, "*")) {
			t.Errorf("have %s want %s", failed[i], want)
		}
	}
	if secret, place := prey().find(log.String()); secret != "" {
		t.Errorf("the log has %q:\n%s", secret, place)
	}
}

// startGuarded starts a gate before a server that knows one password.
func startGuarded(t *testing.T, log *slog.Logger) *proxy.Proxy {
	t.Helper()
	leaktest.Check(t)
	server, err := mailserver.Start(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	var text strings.Builder
	for front, address := range map[string]string{`smtp "in"`: server.SMTPAddr().String(), `pop3 "fetch"`: server.POP3Addr().String()} {
		fmt.Fprintf(&text, "%s {\n listen = [\"127.0.0.1:0\"]\n upstream = upstream.%s\n}\n", front, front[:4])
		fmt.Fprintf(&text, "upstream %q { servers = [%q] }\n", front[:4], address)
	}
	cfg, err := config.Parse("gatepost.hcl", []byte(text.String()), builtins())
	if err != nil {
		t.Fatal(err)
	}
	p, err := proxy.New(cfg, proxy.Services{Stream: &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log)}}, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// guess says lines, the last of which is refused.
func guess(t *testing.T, address, dialogue string) {
	t.Helper()
	c, err := textproto.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	dialogue = strings.ReplaceAll(dialogue, "{me}", base64.StdEncoding.EncodeToString([]byte(planted("\x00eve\x00$pass"))))
	for _, line := range append([]string{""}, strings.Split(planted(dialogue), "|")...) {
		if line != "" {
			if err := c.PrintfLine("%s", line); err != nil {
				t.Fatal(err)
			}
		}
		said, err := c.ReadLine()
		for strings.HasPrefix(said, "250-") && err == nil {
			said, err = c.ReadLine()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
