package main

import (
	"path/filepath"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// TestExamples reads every example configuration, and plays the dialogues beside it against it, in clear and under TLS.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/gatepost.hcl")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			if _, err := config.Load(file, known(nil)); err != nil {
				t.Fatal(err)
			}
			dialogues := filepath.Join(filepath.Dir(file), "*.txt")
			if some, _ := filepath.Glob(dialogues); len(some) > 0 {
				proxytest.Run(t, dialogues, proxytest.FromFile(file, known(nil)))
				proxytest.RunUnderTLS(t, dialogues, proxytest.FromFile(file, known(nil)), nil)
			}
		})
	}
}
