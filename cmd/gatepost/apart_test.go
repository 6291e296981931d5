package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// Of a process that says without end the beginning is kept.
func TestBeginning(t *testing.T) {
	var b beginning
	if n, err := io.Copy(&b, strings.NewReader(strings.Repeat("fatal error: \n", mostSaid))); err != nil || n != 14*mostSaid {
		t.Error(n, err)
	}
	if have := len(b.String()); have != mostSaid {
		t.Errorf("%d octets are kept", have)
	}
}

// Why a process ended is in a few words, and never in those of a plugin.
func TestLastWord(t *testing.T) {
	for said, want := range map[string]string{
		"runtime: out of memory: cannot allocate\nfatal error: out of memory\n\ngoroutine 1": "out of memory",
		"fatal error: runtime: out of memory\n":                                              "out of memory",
		"panic: the secret is 1234\n\ngoroutine 1":                                           "exit status 2",
		"": "exit status 2",
	} {
		if have := lastWord(said, errors.New("exit status 2")); have != want {
			t.Errorf("%q: have %q, want %q", said, have, want)
		}
	}
}
