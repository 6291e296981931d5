package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/gatepost-mail/gatepost/cmd/gatepost/mailserver"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

//go:embed default.hcl
var defaultFile string

// The labels of its fronts, by which their sessions are known in a journal.
const (
	triedFront = "try"
	triedPOP3  = "fetch"
)

// trial is how the embedded default is tried.
type trial struct {
	listen     string // "": where its file says
	listenPOP3 string // "": where its file says, or at a free port of listen's host
	journal    string // the directory; "": none is kept
}

// run serves the embedded default, and shows every dialogue on out.
func (t trial) run(out io.Writer, log *slog.Logger, heard signals) error {
	mail, err := mailserver.Start(log)
	if err != nil {
		return fmt.Errorf("embedded mail server: %w", err)
	}
	defer mail.Close()
	cfg, err := t.config(mail.SMTPAddr(), mail.POP3Addr())
	if err != nil {
		return err
	}
	live := journal.NewLive(out, wantsColour(out))
	defer live.Close()
	stream := &journal.Stream{Sinks: []journal.Sink{journal.NewLog(log), live}, Dialogue: true}
	g, err := startGateway(cfg, stream, log, heard)
	if err != nil {
		return whereTo(cfg, err)
	}
	io.WriteString(out, welcome(g.proxy.Addrs(triedFront)[0], g.proxy.Addrs(triedPOP3)[0], t.journal))
	return g.serve()
}

// config is the embedded default before the mail server whose two sides are given.
func (t trial) config(smtp, pop3 net.Addr) (*proxy.Config, error) {
	cfg, err := config.Parse("default.hcl", []byte(defaultFile), builtins())
	if err != nil {
		return nil, err
	}
	cfg.Upstreams[0].Servers = []string{smtp.String()}
	cfg.Upstreams[1].Servers = []string{pop3.String()}
	t.place(cfg.Fronts)
	if t.journal != "" {
		dir, err := filepath.Abs(t.journal)
		if err != nil {
			return nil, err
		}
		cfg.Journal = proxy.JournalConfig{Dir: dir, Record: proxy.Headers}
	}
	return cfg, nil
}

// place puts the fronts where they are to listen.
func (t trial) place(fronts []proxy.FrontConfig) {
	if t.listen != "" {
		host, _, _ := net.SplitHostPort(t.listen)
		fronts[0].Listen = []string{t.listen}
		fronts[1].Listen = []string{net.JoinHostPort(host, "0")}
	}
	if t.listenPOP3 != "" {
		fronts[1].Listen = []string{t.listenPOP3}
	}
}

// whereTo says what to do where ports are taken.
func whereTo(cfg *proxy.Config, err error) error {
	if !errors.Is(err, syscall.EADDRINUSE) {
		return err
	}
	var taken []string
	for i, label := range []string{triedFront, triedPOP3} {
		if strings.Contains(err.Error(), "front "+label+":") {
			taken = append(taken, cfg.Fronts[i].Listen[0])
		}
	}
	is := " is taken by another program"
	if len(taken) > 1 {
		is = " are taken by other programs"
	}
	return fmt.Errorf("%s%s: say --listen 127.0.0.1:0 for free ports, or name them by --listen and --listen-pop3", strings.Join(taken, " and "), is)
}
