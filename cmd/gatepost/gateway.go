package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"syscall"
	"time"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// gateway is a proxy that lives until a signal ends it.
type gateway struct {
	proxy   *proxy.Proxy
	log     *slog.Logger
	reading *player // reads the configuration again; nil: there is no file
	heard   signals
}

// startGateway starts a proxy. What it is told meanwhile is obeyed by serve.
func startGateway(cfg *proxy.Config, stream *journal.Stream, log *slog.Logger, heard signals) (*gateway, error) {
	p, err := proxy.New(cfg, proxy.Services{Stream: stream, Log: log})
	if err != nil {
		return nil, advised(err)
	}
	g := &gateway{proxy: p, log: log, heard: heard}
	if err := p.Start(); err != nil {
		return nil, errors.Join(advised(err), p.Shutdown(context.Background()))
	}
	g.warn(cfg)
	return g, nil
}

// advised says what is behind the ways in which a port or a journal is usually refused.
func advised(err error) error {
	unkept := (*proxy.JournalError)(nil)
	switch {
	case errors.As(err, &unkept):
		return advisedOn(unkept.Dir, err)
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%w; does the mail server itself still listen there?", err)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%w; a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE", err)
	}
	return err
}

// advisedOn says what to do about a journal that can't be kept in a directory. Damage comes with its advice, and of a disk that fails there is none.
func advisedOn(dir string, err error) error {
	damage, path := (*journal.DamagedError)(nil), (*fs.PathError)(nil)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; make %s and give it to the user that gatepost runs as", err, dir)
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%w; let dir in the block journal name a directory, which is made if it is absent", err)
	case errors.As(err, &damage), errors.As(err, &path):
		return err
	}
	return fmt.Errorf("%w; each gatepost has a directory of its own for its journal, or record = \"none\"", err)
}

// warn logs what the owner of a configuration that is in force may not have meant.
func (g *gateway) warn(cfg *proxy.Config) {
	for _, text := range cfg.Warnings {
		g.log.Warn(text)
	}
}

// serve obeys signals until one ends the gateway.
func (g *gateway) serve() error {
	for {
		select {
		case s := <-g.heard.ends:
			return g.shutDown(s)
		case <-g.heard.reloads:
			g.reload()
		}
	}
}

// reload puts the file as it is now into service; one with an error changes nothing.
func (g *gateway) reload() {
	if g.reading == nil {
		g.log.Warn("nothing to reload: there is no configuration file")
		return
	}
	cfg, err := g.reading.config()
	if err == nil {
		err = g.proxy.Reload(cfg)
	}
	if err != nil {
		g.log.Error("reload failed, the configuration stays as it was", reloadFailure(g.reading.file, err)...)
		return
	}
	g.log.Info("reloaded")
	g.reading.enforce()
	g.warn(cfg)
}

var errAtOnce = errors.New("ended at once by a second signal; what was open was cut off")

// shutDown ends the gateway as gently as its configuration says, or at once when another signal comes.
func (g *gateway) shutDown(why os.Signal) error {
	g.log.Info("shutting down", "signal", why.String())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- g.proxy.Shutdown(ctx) }()
	select {
	case err := <-done:
		if g.reading != nil {
			g.reading.plugins.retire()
		}
		g.log.Info("shut down")
		return err
	case <-g.heard.ends:
		cancel()
		<-done
		g.lastWords()
		return errAtOnce
	}
}

// lastWords lets sessions that were aborted tell their clients and the log. Who gives them no time would cut them off.
func (g *gateway) lastWords() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := g.proxy.Shutdown(ctx); err != nil {
		g.log.Warn("cut off", "error", err)
	}
}
