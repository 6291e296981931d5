package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"syscall"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

//go:embed default.hcl
var defaultFile string

// triedFront is the label of its front, by which its sessions are known in a journal.
const triedFront = "try"

// trial is how the embedded default is tried.
type trial struct {
	listen  string // "": where its file says
	journal string // the directory; "": none is kept
}

// run serves the embedded default, and shows every dialogue on out.
func (t trial) run(out io.Writer, log *slog.Logger) error {
	mail, err := mailserver.Start(log)
	if err != nil {
		return fmt.Errorf("embedded mail server: %w", err)
	}
	defer mail.Close()
	cfg, err := t.config(mail.SMTPAddr())
	if err != nil {
		return err
	}
	live := journal.NewLive(out, wantsColour(out))
	defer live.Close()
	stream := &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log), live}, Dialogue: true}
	g, err := startGateway(cfg, stream, log)
	if err != nil {
		return whereTo(cfg, err)
	}
	io.WriteString(out, welcome(g.proxy.Addrs(triedFront)[0], mail.SMTPAddr(), t.journal))
	return g.serve()
}

// config is the embedded default before the mail server at upstream.
func (t trial) config(upstream net.Addr) (*proxy.Config, error) {
	cfg, err := config.Parse("default.hcl", []byte(defaultFile), builtins())
	if err != nil {
		return nil, err
	}
	cfg.Upstreams[0].Servers = []string{upstream.String()}
	if t.listen != "" {
		cfg.Fronts[0].Listen = []string{t.listen}
	}
	if t.journal != "" {
		dir, err := filepath.Abs(t.journal)
		if err != nil {
			return nil, err
		}
		cfg.Journal = proxy.JournalConfig{Dir: dir, Record: proxy.Headers}
	}
	return cfg, nil
}

// whereTo says what to do where the port is taken.
func whereTo(cfg *proxy.Config, err error) error {
	if !errors.Is(err, syscall.EADDRINUSE) {
		return err
	}
	return fmt.Errorf("%s is taken by another program: say --listen 127.0.0.1:0 for a free port, or name one", cfg.Fronts[0].Listen[0])
}
