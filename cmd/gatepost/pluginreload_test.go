package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// greetings is a plugin that says which version of it a client talks to, and how often it has asked.
const greetings = `package greetings

import (
	"strconv"

	"github.com/gatepost-mail/gatepost/filters"
)

func New(o *filters.Options) (*filters.Filter, error) {
	return &filters.Filter{Open: func(s *filters.Session) *filters.Filter {
		asked := 0
		return &filters.Filter{Hello: func(s *filters.Session, h *filters.Hello) filters.Verdict {
			asked++
			return filters.Refuse("5.7.1", "version %s, " + strconv.Itoa(asked))
		}}
	}}, o.Err()
}
`

// Sessions end on the version on which they began, with what they had by then; new ones have the new version. What nobody needs any
// longer is gone.
func TestPluginReload(t *testing.T) {
	dir := t.TempDir()
	file, script := filepath.Join(dir, "gatepost.hcl"), filepath.Join(dir, "greetings.go")
	writeText(t, file, `hostname = "mx.example.org"
upstream "nobody" { servers = ["127.0.0.1:1"] }
smtp "in" {
  listen = ["127.0.0.1:0"]
  upstream = upstream.nobody
  greeting = "own"
  filters {
    plugin "greetings" { source = "greetings.go" }
  }
}
`)
	writeText(t, script, fmt.Sprintf(greetings, "one"))
	before := runtime.NumGoroutine()
	cfg, err := config.Load(file, known(nil))
	if err != nil {
		t.Fatal(err)
	}
	p, err := proxy.New(cfg, proxy.Services{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	old := greeted(t, p.Addrs("in")[0].String())
	hears(t, old, "version one, 1")
	writeText(t, script, fmt.Sprintf(greetings, "two"))
	if cfg, err = config.Load(file, known(nil)); err != nil {
		t.Fatal(err)
	}
	if err := p.Reload(cfg); err != nil {
		t.Fatal(err)
	}
	hears(t, greeted(t, p.Addrs("in")[0].String()), "version two, 1")
	hears(t, old, "version one, 2")
	hears(t, greeted(t, p.Addrs("in")[0].String()), "version two, 1")
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	cfg, p = nil, nil
	for range 1000 {
		if runtime.GC(); runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines, were %d", runtime.NumGoroutine(), before)
}

func writeText(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// greeted is a session that has heard the greeting.
func greeted(t *testing.T, address string) *textproto.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(time.Minute)) // a server that says nothing is a failure, not a wait
	c := textproto.NewConn(conn)
	if _, _, err := c.ReadResponse(220); err != nil {
		t.Fatal(err)
	}
	return c
}

// hears says HELO and expects to be refused.
func hears(t *testing.T, c *textproto.Conn, want string) {
	t.Helper()
	if err := c.PrintfLine("HELO client.example.org"); err != nil {
		t.Fatal(err)
	}
	if _, text, err := c.ReadResponse(550); err != nil || text != "5.7.1 "+want {
		t.Errorf("have %s, %v, want %s", text, err, want)
	}
}
