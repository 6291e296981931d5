package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// writings is all that a gate writes down or shows, and what its filters see.
type writings struct {
	t     *testing.T
	dir   string // of the journal
	text  bytes.Buffer
	json  bytes.Buffer
	live  bytes.Buffer
	mu    sync.Mutex
	sight strings.Builder // the filter's
}

// watchedConfig is a gate whose filters look at everything; more of them may follow.
const watchedConfig = `
journal {
  dir    = %q
  record = "headers"
}
upstream "mx" { servers = ["192.0.2.1:25"] }
smtp "inbound" {
  listen     = ["127.0.0.1:25"]
  upstream   = upstream.mx
  auth       = ["GSSAPI", "DIGEST-MD5"]
  errors     = 100
  filters {
    watch {}
    %s
    relay { domains = ["example.org"] }
    rate_limit "failures" {
      key   = "login"
      count = "failed_logins"
      limit = "1/60m"
      mode  = "shadow"
    }
    header_log {
      names = ["subject"]
      mode  = "shadow"
    }
  }
}
`

// play plays a dialogue, and returns all writings by their names.
func (w *writings) play(dialogue, more string) map[string]string {
	w.t.Helper()
	script, err := proxytest.Parse("secrets.txt", []byte(dialogue))
	if err != nil {
		w.t.Fatal(err)
	}
	script.Files[proxytest.ConfigFile] = fmt.Appendf(nil, watchedConfig, w.dir, more)
	if err := proxytest.Play(script, w.start); err != nil {
		w.t.Fatal(err)
	}
	return map[string]string{
		"log":              w.text.String(),
		"log in JSON":      w.json.String(),
		"live view":        w.live.String(),
		"sight of filters": w.sight.String(),
		"journal":          w.journal(),
	}
}

// journal is all files of it.
func (w *writings) journal() string {
	files, err := filepath.Glob(filepath.Join(w.dir, "*"))
	check(w.t, err)
	var all strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		check(w.t, err)
		all.Write(data)
	}
	return all.String()
}

// start is of proxytest.Start. The gate is the real one, with everything that it can write.
func (w *writings) start(s *proxytest.Stage) (proxytest.Gateway, error) {
	known := builtins()
	known["watch"], known["forbid"] = w.newWatch, newForbid
	cfg, err := config.Parse("gatepost.hcl", s.Config, known)
	if err != nil {
		return nil, err
	}
	server, err := s.Upstream("192.0.2.1:25")
	if err != nil {
		return nil, err
	}
	cfg.Upstreams[0].Servers, cfg.Fronts[0].Listen = []string{server}, []string{"127.0.0.1:0"}
	everything := &slog.HandlerOptions{Level: slog.LevelDebug}
	log := slog.New(slog.NewMultiHandler(slog.NewTextHandler(&w.text, everything), slog.NewJSONHandler(&w.json, everything)))
	g := &watchedGate{live: journal.NewLive(&w.live, false)}
	g.proxy, err = proxy.New(cfg, proxy.Services{
		Stream: &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log), g.live}}, Log: log, Clock: s.Clock,
		Listen: func(network, address string) (net.Listener, error) {
			l, err := net.Listen(network, address)
			return watchedListener{l, s}, err
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return s.Clock.Conn(c), nil
		},
	})
	if err != nil {
		return nil, err
	}
	return g, g.proxy.Start()
}

// watchedListener accepts connections that live by the dialogue's clock.
type watchedListener struct {
	net.Listener
	stage *proxytest.Stage
}

func (l watchedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return l.stage.Accepted(c), nil
}

type watchedGate struct {
	proxy *proxy.Proxy
	live  *journal.Live
}

func (g *watchedGate) Dial(ctx context.Context) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", g.proxy.Addrs("inbound")[0].String())
}

func (g *watchedGate) Close() error {
	defer g.live.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return g.proxy.Shutdown(ctx)
}
