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

// played starts the gateway of a transcript.
func played(s *proxytest.Stage) (proxytest.Gateway, error) {
	if s.Files[proxytest.ConfigFile] == nil {
		return proxytest.FromFile(plain, nil)(s)
	}
	return proxytest.FromConfig(config.Builtins{"do": newDeed})(s)
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

// TestExamples plays the dialogues of textbooks and lectures.
func TestExamples(t *testing.T) {
	proxytest.Run(t, "../../examples/seeds-pop3/*.txt", played)
}
