package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// config is the plugin's own configuration before the embedded mail server.
func (w *workbench) config() (*proxy.Config, error) {
	cfg, err := w.configured()
	if err != nil {
		return nil, err
	}
	cfg.Journal = proxy.JournalConfig{}
	host, _, _ := net.SplitHostPort(w.listen)
	for i := range cfg.Fronts {
		cfg.Fronts[i].Listen = []string{net.JoinHostPort(host, "0")}
		w.connect(cfg, &cfg.Fronts[i])
	}
	if len(cfg.Fronts) > 0 {
		cfg.Fronts[0].Listen = []string{w.listen}
	}
	return cfg, nil
}

// connect puts the side of the mail server that a front needs in the place of its upstream.
func (w *workbench) connect(cfg *proxy.Config, f *proxy.FrontConfig) {
	server := w.mail.SMTPAddr()
	if f.POP3 != nil {
		server = w.mail.POP3Addr()
	}
	for i := range cfg.Upstreams {
		if cfg.Upstreams[i].Label == f.Upstream {
			cfg.Upstreams[i].Servers = []string{server.String()}
		}
	}
}

func (w *workbench) configured() (*proxy.Config, error) {
	beside := filepath.Join(w.dir, "gatepost.hcl")
	if _, err := os.Stat(beside); err == nil {
		cfg, _, err := config.Inspect(beside, known(w.out)) // where it listens is replaced
		return cfg, err
	}
	source := filepath.Base(w.file)
	name := source[:len(source)-len(filepath.Ext(source))]
	if w.file == w.dir {
		source = "." // all of it
	}
	return config.Parse(filepath.Base(beside), fmt.Appendf(nil, aloneFile, name, source), known(w.out), os.DirFS(w.dir))
}

// aloneFile is a configuration for a plugin that has none.
const aloneFile = `upstream "mail" { servers = ["127.0.0.1:25"] }

smtp "dev" {
  listen   = ["127.0.0.1:2525"]
  upstream = upstream.mail
  filters {
    plugin %q {
      source = %q
      grant  = ["dns", "store"]
    }
  }
}
`

// sample is a command that lets something pass through a front.
func sample(f *proxy.FrontConfig, at net.Addr) string {
	if f.POP3 != nil {
		return fetching(at)
	}
	return sending(at, "you@example.org")
}

// welcome says what listens, and how to send something there.
func (w *workbench) welcome(cfg *proxy.Config) {
	for i := range cfg.Fronts {
		f := &cfg.Fronts[i]
		at := w.gateway.proxy.Addrs(f.Label)[0]
		fmt.Fprintf(w.out, "%s listens on %s, before an embedded mail server that delivers nowhere. In another terminal:\n\n  %s\n\n", f.Label, at, sample(f, at))
	}
	io.WriteString(w.out, "Each dialogue shows here, and what is saved is tried at once. Ctrl-C ends.\n\n")
}
