package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/config"
)

// Nothing listens here: tests have no business outside of the machine.
func TestGatewayWarns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	check(t, os.WriteFile(file, []byte(`upstream "u" { servers = ["192.0.2.1:25"] }
smtp "open" {
  listen     = ["[::]:25"]
  upstream   = upstream.u
  open_relay = true
}
smtp "shut" {
  listen   = ["[::]:26"]
  upstream = upstream.u
  filters {
    relay { domains = ["example.org"] }
  }
}
`), 0o666))
	cfg, err := config.Load(file, known(nil))
	check(t, err)
	var log bytes.Buffer
	g := &gateway{log: slog.New(slog.NewTextHandler(&log, nil))}
	g.warn(cfg)
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, `level=WARN msg="smtp open: open_relay = true: strangers can send anywhere through it`) {
		t.Errorf("have %s", text)
	}
}

// Privilege is the advice where a port takes it, and nowhere else.
func TestAdvised(t *testing.T) {
	const advice = "; a port below 1024 takes root or the capability CAP_NET_BIND_SERVICE"
	for _, test := range []struct {
		err  error
		want string
	}{
		{notAllowed(25), advice},
		{notAllowed(2525), ""},
		{&fs.PathError{Op: "open", Path: "cur.key", Err: syscall.EACCES}, ""},
	} {
		if have := advised(fmt.Errorf("proxy: %w", test.err)).Error(); have != "proxy: "+test.err.Error()+test.want {
			t.Errorf("have %s", have)
		}
	}
}
