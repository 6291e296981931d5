package proxytest

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) {
	Flags(flag.CommandLine)
	flag.Parse()
	leaktest.Main(m)
}

func TestRelay(t *testing.T) { Run(t, "testdata/relay/*.txt", relay(unchanged, unchanged)) }

// The example of the package comment and of the design.
func TestRefusal(t *testing.T) {
	Run(t, "testdata/refusal/*.txt", relay(func(heard []byte) (on, back []byte) {
		if bytes.HasPrefix(heard, []byte("RCPT TO:<ribaudo@katamail.com>")) {
			return nil, []byte("550 5.7.1 <ribaudo@katamail.com>... Relaying denied\r\n")
		}
		return heard, nil
	}, unchanged))
}

// Each transcript of testdata/wrong holds what its failure says, in the section "failure".
func TestWrong(t *testing.T) {
	leaktest.Check(t)
	paths, err := filepath.Glob("testdata/wrong/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := parseFile(t, path)
			script.Patience = patienceOf(name)
			err := Play(script, wrongs()[name])
			var failure *Failure
			if !errors.As(err, &failure) {
				t.Fatalf("have %v, want a failure", err)
			}
			sameSection(t, path, "failure", failure.Error())
		})
	}
}

// patienceOf is short for proxies that never answer.
func patienceOf(name string) time.Duration {
	switch name {
	case "mute", "keeps", "offline", "restless", "merged", "unanswered", "unheard", "refuses", "held", "tls-mute", "tls-accepted":
		return 2 * time.Second
	}
	return 0
}

func parseFile(t *testing.T, path string) *Transcript {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	script, err := Parse(filepath.Base(path), data)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// sameSection compares text with the last section of a file, or puts it there with -update.
func sameSection(t *testing.T, path, name, text string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, want, found := bytes.Cut(data, []byte("-- "+name+" --\n"))
	if updating() {
		data = append(before, "-- "+name+" --\n"+text...)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !found || string(want) != text {
		t.Errorf("%s: have\n%s\nwant\n%s", path, text, want)
	}
}
