package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A transcript says what it shows: its first line is a sentence.
func TestTranscriptsSayWhatTheyShow(t *testing.T) {
	for _, pattern := range []string{"proxy/smtp/testdata/*/*.txt", "proxy/pop3/testdata/*/*.txt", "filters/*/testdata/*.txt", "examples/*/*.txt"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(paths) == 0 {
			t.Errorf("no transcript matches %s (%v)", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			check(t, err)
			if first, _, _ := strings.Cut(string(text), "\n"); !strings.HasPrefix(first, "# ") || !strings.HasSuffix(first, ".") {
				t.Errorf("%s begins with %q", path, first)
			}
		}
	}
}
