package proxytest

import (
	"errors"
	"testing"
	"time"
)

// A client whose refusal doesn't come hears so while the gateway rests, and not when all patience is over.
func TestNobodyWaitsInVain(t *testing.T) {
	const path = "testdata/vain/passes.txt"
	script := parseFile(t, path)
	script.Patience = time.Minute
	err := Play(script, relay(unchanged, unchanged))
	var failure *Failure
	if !errors.As(err, &failure) {
		t.Fatalf("have %v, want a failure", err)
	}
	sameSection(t, path, "failure", failure.Error())
}
