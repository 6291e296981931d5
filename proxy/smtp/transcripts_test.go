package smtp_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/filters/relay"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// builtins are the filters of the transcripts.
func builtins() config.Builtins {
	return config.Builtins{"relay": relay.New, "do": newDeed}
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
			proxytest.Run(t, filepath.Join(folder, "*.txt"), proxytest.FromConfig(builtins()))
		})
	}
}

// TestExamples plays the dialogues of textbooks and lectures.
func TestExamples(t *testing.T) {
	proxytest.Run(t, "../../examples/seeds/*.txt", proxytest.FromConfig(builtins()))
}
