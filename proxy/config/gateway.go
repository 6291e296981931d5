package config

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy"
	"github.com/gatepost-mail/gatepost/proxy/resolver"
	"github.com/gatepost-mail/gatepost/proxy/spool"
)

// gateway reads what stands at the top. What it returns is right only if there are no problems.
func (r *reader) gateway(root filters.Block) *proxy.Config {
	s := r.section("", "", root)
	s.taken = append(s.taken, "include") // with the files
	cfg := &proxy.Config{
		Hostname: s.hostname(),
		Drain:    s.drain(),
		Hold:     s.one("hold").hold(),
		DNS:      s.one("dns").dns(),
		Journal:  s.one("journal").journal(),
	}
	_, named := s.setting("hostname")
	cfg.Unnamed = !named
	cfg.TLS = s.identities()
	cfg.Upstreams = s.upstreams()
	r.lookup = cfg.DNS.Timeout
	cfg.Fronts = s.fronts(cfg)
	r.loops()
	s.done()
	return cfg
}

// hostname is by default what the machine calls itself.
func (s *section) hostname() string {
	name := s.o.String("hostname", machineName(), "what the gateway calls itself")
	if !validHost(name) || strings.HasSuffix(name, ".") {
		s.refuse("hostname", `the name of a host such as "mx1.example.org"`, name)
	}
	return name
}

func machineName() string {
	name, err := os.Hostname()
	if err != nil || !validHost(name) {
		return "localhost"
	}
	return name
}

// drain tells no wait at all from the default, which is 0 in proxy.Config.
func (s *section) drain() time.Duration {
	d := s.o.Duration("drain", 30*time.Second, "how long a reload or a shutdown waits for open transactions")
	return cmp.Or(d, time.Nanosecond)
}

func (s *section) hold() spool.Config {
	defer s.done()
	c := spool.Config{
		Memory: s.size("memory", spool.DefaultMemory, "of one message; more goes to an unlinked file"),
		Dir:    s.o.String("dir", os.TempDir(), "of these files"),
		Total:  s.size("total", spool.DefaultTotal, "of all messages; full is 452 4.3.1 before 354"),
	}
	if _, has := s.setting("dir"); has && !filepath.IsAbs(c.Dir) {
		s.refuse("dir", "a path from the root", c.Dir)
	}
	if c.Total > 0 && c.Total < c.Memory {
		s.wrong("total", "want at least memory, the room for one message")
	}
	return c
}

func (s *section) dns() resolver.Config {
	defer s.done()
	return resolver.Config{
		Servers: texts(s.checked("servers", nameserver, "the system's resolv.conf where none is named")),
		Timeout: s.duration("timeout", 2*time.Second, "of one lookup, retries included"),
		Cache:   s.count("cache", 20000, "entries, each bounded by its record's TTL"),
	}
}
