package main

import (
	"os"
	"regexp"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// The reference configuration has every built-in filter with all its options, if only in a comment.
func TestReferenceHasEveryOption(t *testing.T) {
	text, err := os.ReadFile("../../examples/reference/gatepost.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for name, build := range builtins() {
		block := regexp.MustCompile(`(?m)^    ` + name + ` (?s:.*?)\}`).Find(text)
		if block == nil {
			t.Errorf("it has no %s", name)
			continue
		}
		o := filters.NewManual(name, "")
		build(o) // it misses what it needs, and has asked for it by then
		for _, use := range filters.OptionUses(o) {
			if !regexp.MustCompile(`\b` + use.Name + `\b`).Match(block) {
				t.Errorf("%s lacks %s", name, use.Name)
			}
		}
	}
}
