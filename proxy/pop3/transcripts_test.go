package pop3_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// plain is the configuration of a transcript without its own: a gate that only passes on.
const plain = "testdata/plain.hcl"

// unaudited is a gateway whose journal isn't judged: the auditor knows SMTP only.
type unaudited struct{ proxytest.Gateway }

// played starts the gateway of a transcript.
func played(s *proxytest.Stage) (proxytest.Gateway, error) {
	start := proxytest.FromConfig(config.Builtins{"do": newDeed})
	if s.Files[proxytest.ConfigFile] == nil {
		start = proxytest.FromFile(plain, nil)
	}
	g, err := start(s)
	if err != nil {
		return nil, err
	}
	return unaudited{g}, nil
}

// TestTranscripts plays what testdata says about sessions, one folder a matter, one file a behaviour.
func TestTranscripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]bool{}
	for _, path := range paths {
		folders[filepath.Dir(path)] = true
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			proxytest.Run(t, filepath.Join(folder, "*.txt"), played)
		})
	}
}
