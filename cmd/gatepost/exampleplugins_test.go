package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gatepost-mail/gatepost/examples/dnslist"
	"github.com/gatepost-mail/gatepost/examples/external"
	"github.com/gatepost-mail/gatepost/examples/failedlogins"
	"github.com/gatepost-mail/gatepost/examples/greylist"
	"github.com/gatepost-mail/gatepost/examples/helo"
	"github.com/gatepost-mail/gatepost/examples/hideupstream"
	"github.com/gatepost-mail/gatepost/examples/knownhash"
	"github.com/gatepost-mail/gatepost/examples/locallist"
	"github.com/gatepost-mail/gatepost/examples/matrix"
	"github.com/gatepost-mail/gatepost/examples/maxrcpts"
	"github.com/gatepost-mail/gatepost/examples/readonly"
	"github.com/gatepost-mail/gatepost/examples/score"
	"github.com/gatepost-mail/gatepost/plugins"
	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
)

// compiledExamples are the plugins of the examples as the compiler makes them, each by its label.
var compiledExamples = map[string]builder{
	"dnslist":      dnslist.New,
	"external":     external.New,
	"failedlogins": failedlogins.New,
	"greylist":     greylist.New,
	"helo":         helo.New,
	"hideupstream": hideupstream.New,
	"knownhash":    knownhash.New,
	"locallist":    locallist.New,
	"matrix":       matrix.New,
	"maxrcpts":     maxrcpts.New,
	"readonly":     readonly.New,
	"score":        score.New,
}

// withCompiled are the filters of the program, with the compiled examples for plugins.
func withCompiled() config.Known {
	return builtins().WithPlugins(func(p config.Plugin) (builder, []string, error) {
		build := compiledExamples[p.Label]
		if build == nil {
			return nil, nil, fmt.Errorf("there is no example %q", p.Label)
		}
		return plugins.Load(plugins.Compiled(p.Label, build), plugins.Limits{}, nil).New, nil, nil
	})
}

// TestExamplesCompiled plays the dialogues of each example's plugin against what the compiler makes of it; TestExamples has interpreted
// it.
func TestExamplesCompiled(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(compiledExamples)) {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join("../../examples", name)
			proxytest.Run(t, filepath.Join(dir, "*.txt"), proxytest.FromFile(filepath.Join(dir, "gatepost.hcl"), withCompiled()))
		})
	}
}

// TestFailedLoginsAreNoted: what this example does shows in the journal alone.
func TestFailedLoginsAreNoted(t *testing.T) {
	for _, c := range [][2]string{
		{"guessed.txt", "mrose by USER from 127.0.0.1"}, {"submission.txt", "paperino by PLAIN from 127.0.0.1"},
	} {
		dir := t.TempDir()
		playKeeping(t, "../../examples/failedlogins/"+c[0], dir)
		if lines := kept(t, dir); strings.Count(lines, `"failedlogins.failed"`) != 1 || !strings.Contains(lines, c[1]) {
			t.Errorf("%s: want one note %q in\n%s", c[0], c[1], lines)
		}
	}
}

// playKeeping plays a dialogue with a journal in dir.
func playKeeping(t *testing.T, file, dir string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script, err := proxytest.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	start := proxytest.FromFile(filepath.Join(filepath.Dir(file), "gatepost.hcl"), withCompiled())
	err = proxytest.Play(script, func(s *proxytest.Stage) (proxytest.Gateway, error) {
		s.Journal = dir
		return start(s)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// kept are the lines of a journal.
func kept(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
