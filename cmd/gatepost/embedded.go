package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"syscall"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

//go:embed default.hcl
var defaultFile string

// runEmbedded serves the embedded default, which listens on listen ("": where its file says), and shows every dialogue on out.
func runEmbedded(listen string, out io.Writer, log *slog.Logger) error {
	mail, err := mailserver.Start(log)
	if err != nil {
		return fmt.Errorf("embedded mail server: %w", err)
	}
	defer mail.Close()
	cfg, err := embeddedConfig(listen, mail.Addr())
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
	io.WriteString(out, welcome(g.proxy.Addrs(cfg.Fronts[0].Label)[0], mail.Addr()))
	return g.serve()
}

// embeddedConfig is the embedded default before the mail server at upstream.
func embeddedConfig(listen string, upstream net.Addr) (*proxy.Config, error) {
	cfg, err := config.Parse("default.hcl", []byte(defaultFile), builtins())
	if err != nil {
		return nil, err
	}
	cfg.Upstreams[0].Servers = []string{upstream.String()}
	if listen != "" {
		cfg.Fronts[0].Listen = []string{listen}
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
