package proxytest

import (
	"crypto/tls"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy"
)

// errOwnTLS is why a dialogue isn't played under TLS that it knows nothing of.
var errOwnTLS = errors.New("it has TLS of its own")

// protect begins TLS with all connections, to all fronts and all upstreams.
func (s *Stage) protect(cfg *proxy.Config) error {
	if hasPapers(cfg) {
		return errOwnTLS
	}
	const label = "dialogue"
	cfg.TLS = slices.Grow(cfg.TLS, 1)[:1]
	cfg.TLS[0].Label, cfg.TLS[0].Certificate, cfg.TLS[0].Key = label, "dialogue.pem", "dialogue.key"
	for i := range cfg.Fronts {
		cfg.Fronts[i].ImplicitTLS = []string{label}
	}
	for i := range cfg.Upstreams {
		cfg.Upstreams[i].Security, cfg.Upstreams[i].ServerName = "tls", "upstream.example" // whichever server it is
	}
	s.servers.secure = s.secure
	return nil
}

// secure shakes hands as soon as the gateway has connected, whichever line of the dialogue is about that.
func (s *Stage) secure(a arrival) *handshake {
	h := newHandshake(a.conn, tls.Server, (&terms{version: s.UnderTLS}).forServer(s.authority, hostOf(a.server.name)))
	s.servers.loops.Go(func() { h.run(s.Clock.patience()) })
	return h
}

// underTLS is start with [Stage.UnderTLS].
func underTLS(version uint16, start Start) Start {
	return func(s *Stage) (Gateway, error) {
		s.UnderTLS = version
		return start(s)
	}
}

// versionFor gives one half of the dialogues 1.2 and the other half 1.3, always the same.
func versionFor(name string) uint16 { return tls.VersionTLS12 + uint16(len(name)%2) }

// oneOf is how many of the dialogues are played under TLS with -short: one of so many.
const oneOf = 8

// RunUnderTLS is [Run] with [Stage.UnderTLS]: every dialogue goes the same under TLS. One that has TLS of its own is skipped. excused says
// why others go otherwise, each by its folder and name, such as "session/quit"; they must. With -short a share is played.
func RunUnderTLS(t *testing.T, glob string, start Start, excused map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcript matches %s (%v)", glob, err)
	}
	known := map[string]bool{}
	for i, path := range paths {
		name := filepath.Base(filepath.Dir(path)) + "/" + strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		known[name] = true
		if testing.Short() && i%oneOf > 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runUnderTLS(t, path, start, excused[name])
		})
	}
	for name := range excused {
		if !known[name] {
			t.Errorf("there is no transcript %s to be excused", name)
		}
	}
}

func runUnderTLS(t *testing.T, path string, start Start, excuse string) {
	script := readScript(t, path)
	if excuse != "" {
		script.Patience = time.Second // it won't come to a good end
	}
	switch err := playAudited(t.TempDir(), script, underTLS(versionFor(path), start)); {
	case errors.Is(err, errOwnTLS):
		t.Skip(errOwnTLS)
	case excuse == "" && err != nil:
		t.Error(err)
	case excuse != "" && err == nil:
		t.Errorf("it goes the same under TLS and needs no excuse, have %q", excuse)
	case excuse != "":
		t.Skip(excuse)
	}
}
