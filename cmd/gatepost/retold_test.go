package main

import (
	"path/filepath"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// What a journal has of the filters' and the examples' dialogues can be played again.
func TestRetold(t *testing.T) {
	proxytest.Retold(t, "../../filters/*/testdata/*.txt", proxytest.FromConfig(builtins()), map[string]string{
		"testdata/slow-server.txt": "how long a filter takes isn't told by the dialogue's clock",
	})
	files, err := filepath.Glob("../../examples/*/gatepost.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		dialogues := filepath.Join(filepath.Dir(file), "*.txt")
		if some, _ := filepath.Glob(dialogues); len(some) > 0 {
			proxytest.Retold(t, dialogues, proxytest.FromFile(file, builtins()), nil)
		}
	}
}
