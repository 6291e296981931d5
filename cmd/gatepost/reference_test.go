package main

import (
	"regexp"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
)

// The reference configuration has every built-in filter with all its options, if only in a comment.
func TestReferenceHasEveryOption(t *testing.T) {
	for name, build := range whole(t) {
		block := referenceOf(t, name)
		o := filters.NewManual(name, "")
		build(o) // it misses what it needs, and has asked for it by then
		for _, use := range filters.OptionUses(o) {
			if !regexp.MustCompile(`\b` + use.Name + `\b`).Match(block) {
				t.Errorf("%s lacks %s in examples/reference/gatepost.hcl", name, use.Name)
			}
		}
	}
}
