package main

import (
	"fmt"
	"log/slog"
	"net/smtp"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Many sessions at once go through scripts, with state and without, each as if it were alone.
func TestManySessionsThroughScripts(t *testing.T) {
	server, err := mailserver.Start(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	for _, name := range []string{"quota.go", "score.go", "matrix.go"} {
		text, err := os.ReadFile(filepath.Join("../../plugins/testdata/filters", name))
		if err != nil {
			t.Fatal(err)
		}
		writeText(t, filepath.Join(dir, name), string(text))
	}
	file := filepath.Join(dir, "gatepost.hcl")
	writeText(t, file, fmt.Sprintf(`upstream "mail" { servers = [%q] }
smtp "in" {
  listen   = ["127.0.0.1:0"]
  upstream = upstream.mail
  filters {
    plugin "quota" {
      source   = "quota.go"
      deadline = "1m"
      options  = { max_rcpts = 2 }
    }
    plugin "score" {
      source   = "score.go"
      deadline = "1m"
    }
    plugin "matrix" {
      source   = "matrix.go"
      deadline = "1m"
      options  = { rule = [{ from = ["odd@*"], to = ["b@*"] }] }
    }
  }
}
`, server.SMTPAddr()))
	cfg, err := config.Load(file, known(nil))
	if err != nil {
		t.Fatal(err)
	}
	p, err := proxy.New(cfg, proxy.Services{Stream: &journal.Stream{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	for i := range 64 {
		done.Go(func() { throughScripts(t, p.Addrs("in")[0].String(), i) })
	}
	done.Wait()
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// throughScripts is a session: of three recipients the third is one too many, and every other sender may not write to the second.
func throughScripts(t *testing.T, address string, i int) {
	from, want := "even@example.net", [3]bool{true, true, false}
	if i%2 == 1 {
		from, want[1] = "odd@example.net", false
	}
	c, err := smtp.Dial(address)
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	if err := c.Mail(from); err != nil {
		t.Error(err)
	}
	for n, to := range []string{"a@example.org", "b@example.org", "c@example.org"} {
		if err := c.Rcpt(to); (err == nil) != want[n] {
			t.Errorf("session %d: RCPT of %s: %v", i, to, err)
		}
	}
	w, err := c.Data()
	if err == nil {
		_, err = fmt.Fprintf(w, "From: <%s>\r\nDate: Fri, 2 Jan 2026 03:04:05 +0000\r\n\r\nbody\r\n", from)
	}
	if err != nil {
		t.Errorf("session %d: %v", i, err)
		return
	}
	if err := w.Close(); err != nil {
		t.Errorf("session %d: the dot: %v", i, err)
	}
}
