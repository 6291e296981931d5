package main

import (
	"log/slog"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// A list that a plugin reads by Options.Lines is read again with the configuration, as SIGHUP does.
func TestLocalListIsReadAgain(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	mail, err := mailserver.Start(log)
	if err != nil {
		t.Fatal(err)
	}
	defer mail.Close()
	dir := localList(t, mail.SMTPAddr().String())
	reading := &player{file: filepath.Join(dir, "gatepost.hcl"), plugins: &roster{log: log}}
	cfg, err := reading.config()
	if err != nil {
		t.Fatal(err)
	}
	g, err := startGateway(cfg, &journal.Stream{}, log, signals{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.proxy.Shutdown(t.Context())
	g.reading = reading
	at := g.proxy.Addrs("in")[0].String()
	if takes(t, at, "newsletter@shop.example") || !takes(t, at, "me@spam.example") {
		t.Error("the list that was there at the start isn't in force")
	}
	if err := os.WriteFile(filepath.Join(dir, "senders"), []byte("@spam.example\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	g.reload()
	if !takes(t, at, "newsletter@shop.example") || takes(t, at, "me@spam.example") {
		t.Error("the new list isn't in force")
	}
}

// localList is a copy of the example, at a free port before a server.
func localList(t *testing.T, server string) string {
	t.Helper()
	leaktest.Check(t)
	dir := filepath.Join(t.TempDir(), "locallist")
	if err := os.CopyFS(dir, os.DirFS("../../examples/locallist")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "gatepost.hcl")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	placed := strings.NewReplacer("127.0.0.1:10025", server, "127.0.0.1:2525", "127.0.0.1:0").Replace(string(text))
	if err := os.WriteFile(file, []byte(placed), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// takes tells whether a sender isn't one of the list.
func takes(t *testing.T, at, from string) bool {
	t.Helper()
	c, err := smtp.Dial(at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = c.Mail(from)
	if err != nil && !strings.Contains(err.Error(), "we don't take your mail") {
		t.Fatal(err)
	}
	return err == nil
}
