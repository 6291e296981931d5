package sessiontest

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// Transcripts plays what testdata says about sessions, one folder a matter, one file a behaviour.
func Transcripts(t *testing.T, start proxytest.Start) {
	t.Helper()
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
			leaktest.Check(t) // not behind each file: they are played beside each other
			proxytest.Run(t, filepath.Join(folder, "*.txt"), start)
		})
	}
}
