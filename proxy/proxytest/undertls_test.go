package proxytest

import (
	"crypto/tls"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Both legs are under TLS of the version that is said, in every dialogue that has none itself.
func TestUnderTLS(t *testing.T) {
	for _, name := range []string{"default.txt", "client.txt", "failover.txt", "timeout.txt"} {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			dir := t.TempDir()
			if err := playAudited(dir, parseFile(t, "testdata/config/"+name), underTLS(version, FromConfig(testFilters))); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(kept(t, dir), `"version":"`+tls.VersionName(version)+`"`); n != 2 {
				t.Errorf("%s: %d legs are under %s", name, n, tls.VersionName(version))
			}
		}
	}
}

// kept is all that a journal has.
func kept(t *testing.T, dir string) (text string) {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b)
	}
	return text
}

// What a dialogue says of TLS is not said twice.
func TestOwnTLS(t *testing.T) {
	if err := Play(parseFile(t, "testdata/config/tls.txt"), underTLS(tls.VersionTLS13, FromConfig(testFilters))); !errors.Is(err, errOwnTLS) {
		t.Errorf("have %v", err)
	}
}

// A gateway that knows nothing of it fails.
func TestUnderNoTLS(t *testing.T) {
	err := Play(parseFile(t, "testdata/relay/session.txt"), underTLS(tls.VersionTLS13, startFake(1, serveClear)))
	if err == nil || !strings.Contains(err.Error(), "the proxy goes on in clear") {
		t.Errorf("have %v", err)
	}
}
