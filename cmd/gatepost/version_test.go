package main

import (
	"bytes"
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	var b bytes.Buffer
	writeVersion(&b, &debug.BuildInfo{
		GoVersion: "go1.26.8",
		Main:      debug.Module{Version: "v1.2.3"},
		Settings: []debug.BuildSetting{
			{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}, {Key: "vcs.revision", Value: "abc"},
			{Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: "true"},
		},
	})
	want := "gatepost v1.2.3\nbuilt with go1.26.8 for linux/amd64\nrevision abc of 2026-01-02T03:04:05Z, modified\n"
	if b.String() != want {
		t.Errorf("have %q, want %q", b.String(), want)
	}
}

func TestVersionNamesPlugins(t *testing.T) {
	var b bytes.Buffer
	writeCompiled(&b, []compiledPlugin{{name: "closed", digest: "0123456789abcdef"}})
	if want := "with plugin closed, of sources 0123456789ab\n"; b.String() != want {
		t.Errorf("have %q, want %q", b.String(), want)
	}
}
