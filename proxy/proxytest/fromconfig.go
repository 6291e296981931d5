package proxytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// FromConfig starts the real gateway with a transcript's own configuration. Files that it names are the transcript's
// sections, or else lie in its directory. Its listeners, upstream servers and DNS servers are replaced by those of the
// dialogue, and so are certificates, keys and authorities that are no sections. A journal is kept where [Stage.Journal] says.
func FromConfig(known config.Known) Start {
	return func(s *Stage) (Gateway, error) {
		files, err := s.sections()
		if err != nil {
			return nil, err
		}
		sections := &shelf{files: files}
		// Empty lines make the errors tell the transcript's lines.
		text := append(bytes.Repeat([]byte("\n"), s.Above), s.Config...)
		cfg, err := config.Parse(filepath.Base(s.Name), text, known, sections, os.DirFS(filepath.Dir(s.Name)))
		if err != nil {
			return nil, fmt.Errorf("the configuration is wrong\n%w", err)
		}
		sections.asked = append(sections.asked, papersOf(cfg)...)
		if err := s.unread(sections.has); err != nil {
			return nil, err
		}
		return s.start(cfg, s.Files)
	}
}

// FromFile starts the real gateway with the configuration of a file instead of the transcript's own. Where the transcript has none, it
// has no files for one either.
func FromFile(file string, known config.Known) Start {
	return func(s *Stage) (Gateway, error) {
		cfg, err := config.LoadToPlay(file, known)
		if err != nil {
			return nil, fmt.Errorf("the configuration is wrong\n%w", err)
		}
		if _, own := s.Files[ConfigFile]; !own {
			err = s.unread(func(string) bool { return false })
		}
		if err != nil {
			return nil, err
		}
		return s.start(cfg, nil)
	}
}

// sections are the files of the transcript.
func (s *Stage) sections() (fs.FS, error) {
	archive := &txtar.Archive{}
	for name, data := range s.Files {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: slices.Clone(data)})
	}
	return txtar.FS(archive)
}

// start makes a gateway of a configuration that is put on the stage. brought are the certificates and keys that the transcript has.
func (s *Stage) start(cfg *proxy.Config, brought map[string][]byte) (Gateway, error) {
	if len(cfg.Fronts) == 0 {
		return nil, fmt.Errorf("the configuration has no front")
	}
	front, err := s.front(cfg)
	if err != nil {
		return nil, err
	}
	if s.UnderTLS > 0 {
		if err := s.protect(cfg); err != nil {
			return nil, err
		}
	}
	if err := s.replaceServers(cfg); err != nil {
		return nil, err
	}
	for i := range cfg.Fronts {
		cfg.Fronts[i].Listen = []string{"127.0.0.1:0"}
		if cfg.Unnamed {
			rename(&cfg.Fronts[i])
		}
	}
	if s.hostname = cfg.Hostname; cfg.Unnamed {
		s.hostname = hostname
	}
	cfg.DNS.Servers = []string{s.DNS}
	done, err := s.replaceFiles(cfg, brought)
	if err != nil {
		return nil, errors.Join(err, done())
	}
	p, err := proxy.New(cfg, s.services())
	if err != nil {
		return nil, errors.Join(err, done())
	}
	g := &gateway{p, front, s.Clock.patience(), done}
	if err := p.Start(); err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}

// replaceServers puts those of the dialogue in the places of the configuration's, which go on to be known by their names.
func (s *Stage) replaceServers(cfg *proxy.Config) error {
	for i := range cfg.Upstreams {
		u := &cfg.Upstreams[i]
		servers := slices.Clone(u.Servers)
		for j, name := range servers {
			addr, err := s.Upstream(name)
			if err != nil {
				return err
			}
			servers[j] = addr
		}
		if u.ServerName == "" && len(servers) > 0 {
			u.ServerName = hostOf(u.Servers[0])
		}
		u.Servers = servers
	}
	return nil
}

// replaceFiles puts files of the dialogue in the places of those that belong to the machine. The result removes what was made.
func (s *Stage) replaceFiles(cfg *proxy.Config, brought map[string][]byte) (done func() error, err error) {
	forget, err := s.keep(&cfg.Journal)
	if err != nil {
		return forget, err
	}
	tear, err := s.equip(cfg, brought)
	return func() error { return errors.Join(forget(), tear()) }, err
}

// hostname is what a gateway calls itself whose configuration doesn't say it. The machine's name would make transcripts that go on no
// other machine.
const hostname = "gatepost.example"

func rename(front *proxy.FrontConfig) {
	front.SMTP.Hostname = hostname
	if front.POP3 != nil {
		front.POP3.Hostname = hostname
	}
}

// services are those of the dialogue.
func (s *Stage) services() proxy.Services {
	return proxy.Services{
		Stream: &journal.Stream{Sinks: []journal.Sink{noteTaker{s}}},
		Clock:  s.Clock,
		Log:    slog.New(slog.NewTextHandler(noteTaker{s}, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: timeless})),
		Listen: func(network, address string) (net.Listener, error) {
			l, err := net.Listen(network, address)
			return stagedListener{l, s}, err
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return s.Clock.Conn(c), nil
		},
	}
}

// stagedListener accepts connections that live by the clock and come from where the dialogue says.
type stagedListener struct {
	net.Listener
	stage *Stage
}

// Accept is of net.Listener.
func (l stagedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return l.stage.Accepted(c), nil
}

// gateway is a real one.
type gateway struct {
	proxy *proxy.Proxy
	front string

	patience time.Duration // with its end
	done     func() error  // removes what was made for it
}

// Dial connects to the dialogue's front.
func (g *gateway) Dial(ctx context.Context) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", g.proxy.Addrs(g.front)[0].String())
}

// Close shuts down. Both ends are gone by then, so that sessions have nothing to wait for.
func (g *gateway) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), g.patience)
	defer cancel()
	return errors.Join(g.proxy.Shutdown(ctx), g.done())
}
