package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/smtp"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// What header_log notes of a message is in the transaction's line of the log; in shadow, where the line is written before the filter
// has seen the message, it is in the line behind.
func TestHeaderLogIsLogged(t *testing.T) {
	const mail = "From: =?utf-8?q?J=C3=BCrgen?= <j@example.net>\r\nTo: a@example.org,\r\n b@example.org\r\nSubject: Ciao\r\n\r\nscherzetto\r\n"
	const want = `"header_log.from=Jürgen <j@example.net>","header_log.to=a@example.org, b@example.org","header_log.subject=Ciao"]`
	for mode, line := range map[string]string{
		"enforce": `"msg":"transaction",.*"outcome":"delivered",.*"findings":[` + want,
		"shadow":  `"msg":"afterwards",.*"transaction":1,.*"findings":[` + strings.ReplaceAll(want, `"header_log.`, `"in shadow: header_log.`),
	} {
		t.Run(mode, func(t *testing.T) {
			log := logOf(t, fmt.Sprintf("header_log { mode = %q }", mode), mail)
			parts := strings.Split(line, ".*")
			for l := range strings.Lines(log) {
				if inOrder(l, parts) {
					return
				}
			}
			t.Errorf("no %s in\n%s", line, log)
		})
	}
}

// inOrder tells whether the parts stand in a text, one behind the other.
func inOrder(text string, parts []string) bool {
	for _, part := range parts {
		_, behind, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = behind
	}
	return true
}

// logOf is the log of a gate with these filters through which one mail went.
func logOf(t *testing.T, filters, mail string) string {
	t.Helper()
	server, err := mailserver.Start(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	const text = "upstream \"mail\" { servers = [%q] }\nsmtp \"in\" {\n listen = [\"127.0.0.1:0\"]\n upstream = upstream.mail\n filters {\n%s\n}\n}\n"
	cfg, err := config.Parse("gatepost.hcl", fmt.Appendf(nil, text, server.SMTPAddr(), filters), builtins())
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	lines := slog.New(slog.NewJSONHandler(&log, nil))
	p, err := proxy.New(cfg, proxy.Services{Stream: &journal.Stream{Sinks: []journal.Sink{journal.NewLog(lines)}}, Log: lines})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if err := smtp.SendMail(p.Addrs("in")[0].String(), nil, "j@example.net", []string{"a@example.org"}, []byte(mail)); err != nil {
		t.Error(err)
	}
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	return log.String()
}
