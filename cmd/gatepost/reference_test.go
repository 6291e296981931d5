package main

import (
	"regexp"
	"slices"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/config"
)

// The reference configuration has every built-in filter with all its options, if only in a comment.
func TestReferenceHasEveryOption(t *testing.T) {
	for name, build := range whole(t) {
		block := referenceOf(t, name)
		o := filters.NewManual(name, "")
		build(o) // it misses what it needs, and has asked for it by then
		checkReference(t, name, block, filters.OptionUses(o))
	}
}

// checkReference looks for options in a block, and for those of the blocks in it.
func checkReference(t *testing.T, name string, block []byte, uses []filters.Use) {
	t.Helper()
	for _, use := range uses {
		if !regexp.MustCompile(`\b` + use.Name + `\b`).Match(block) {
			t.Errorf("%s lacks %s in examples/reference/gatepost.hcl", name, use.Name)
		}
		checkReference(t, name, block, use.Nested)
	}
}

// It has the block of a plugin with what is the gate's in it.
func TestReferenceHasAPlugin(t *testing.T) {
	block := referenceOf(t, "plugin \"greylist\"")
	for _, name := range []string{"source", "grant", "isolation", "options"} {
		if !regexp.MustCompile(`\b` + name + `\b`).Match(block) {
			t.Errorf("plugin lacks %s in examples/reference/gatepost.hcl", name)
		}
	}
}

// It has a front of each protocol, and nothing in it needs a warning.
func TestReferenceHasBothProtocols(t *testing.T) {
	cfg, err := config.Load("../../examples/reference/gatepost.hcl", known(nil))
	if err != nil {
		t.Fatal(err)
	}
	var have []filters.Protocol
	for i := range cfg.Fronts {
		have = append(have, cfg.Fronts[i].Protocol())
	}
	if !slices.Equal(have, []filters.Protocol{filters.SMTP, filters.POP3}) {
		t.Errorf("its fronts speak %q", have)
	}
	for _, text := range cfg.Warnings {
		t.Error(text)
	}
}
