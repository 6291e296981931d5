package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) {
	testscript.Main(leaktest.Tests{M: m}, map[string]func(){"gatepost": main, "gatepost-holding": mainHolding, "gatepost-relay": mainRelay})
}

// Each file of testdata/script is a story of somebody at a terminal. Beside testscript's own words it has:
//
//	$SOURCES                  where the project is
//	gate ARGS…                begins gatepost, in the background
//	awaits out|err RE [VAR]   waits for a line of it that matches; VAR becomes the first group
//	signal TERM|INT|HUP       sends it a signal
//	[!] ended                 waits for its end (with !: in failure); what it said is in gate.out and gate.err
//	[!] try N [STDIN]         types the Nth command that it told to try
//	smtp [-stay] ADDR FILE    says the lines of FILE, awaiting the reply to each; the replies are its output. Then it goes,
//	                          or stays without a word
//
// A short run, which is one for the race detector, has only those in which a gate serves: the other commands do one thing after the other, and
// each is a process that takes the detector long to begin.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               stories(t),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Values[gateKey{}] = &gate{}
			sources, err := filepath.Abs(root)
			e.Setenv("SOURCES", sources)
			e.Setenv("GORACE", "atexit_sleep_ms=0") // a second for each command
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"gate":   gateWord,
			"awaits": awaitsWord,
			"signal": signalWord,
			"ended":  endedWord,
			"try":    tryWord,
			"smtp":   smtpWord,
		},
	})
}

// serves is a line that begins a gate.
var serves = regexp.MustCompile(`(?m)^gate (run|plugin dev) `)

// stories are those to be told, all of them or in a short run those of gates.
func stories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/script/*.txtar")
	check(t, err)
	if !testing.Short() {
		return files
	}
	return slices.DeleteFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		check(t, err)
		return !serves.Match(text)
	})
}
