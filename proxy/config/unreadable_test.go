package config

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/certificates"
)

// Whoever may not read the key may still check the rest.
func TestUnreadableKeyIsAWarning(t *testing.T) {
	r := newReader(nil, machine{})
	at := filters.Place{File: "gatepost.hcl", Line: 2, Column: 3}
	s := r.section("tls public", "tls", filters.Block{Settings: []filters.Setting{{Name: "key", Value: "tls.key", At: at}}})
	s.usable(&certificates.FileError{Option: "key", Path: "/etc/tls.key", Err: fs.ErrPermission})
	want := "tls public: option key: /etc/tls.key: permission denied: the gateway doesn't start unless it may read it (at gatepost.hcl:2:3)"
	if have := strings.Join(r.warnings, "\n"); have != want || r.err() != nil {
		t.Errorf("have %s, %v", have, r.err())
	}
}
