package retell_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// What is retold can be read by the player.
func TestRetoldIsTranscript(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := proxytest.Parse(file, data); err != nil {
			t.Error(err)
		}
	}
}
