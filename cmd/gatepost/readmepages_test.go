package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/config"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// readmeBlock is the block of the README in a language that begins so.
func readmeBlock(t *testing.T, language, begin string) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)\n```" + language + "\n(" + regexp.QuoteMeta(begin) + ".*?)```\n").FindSubmatch(text)
	if block == nil {
		t.Fatalf("the README has no %s block that begins with %q", language, begin)
	}
	return string(block[1])
}

// The least configurations are some, and the dialogues of the examples that have more go with them too.
func TestReadmeConfigurations(t *testing.T) {
	for begin, dialogues := range map[string]string{
		`upstream "legacy"`:   "../../examples/inbound",
		`upstream "maildrop"`: "../../examples/mailbox",
	} {
		file := filepath.Join(t.TempDir(), "gatepost.hcl")
		if err := os.WriteFile(file, []byte(readmeBlock(t, "hcl", begin)), 0o666); err != nil {
			t.Fatal(err)
		}
		if status := execute([]string{"check", file}, io.Discard, os.Stderr); status != 0 {
			t.Errorf("check ends with status %d", status)
		}
		var said strings.Builder
		v := verifier{config: file, patience: duration(10 * time.Second), out: &said}
		if err := v.all([]string{dialogues}); err != nil {
			t.Errorf("%v\n%s", err, said.String())
		}
	}
}

// The configuration with TLS is one, given the certificate that it names.
func TestReadmeTLS(t *testing.T) {
	shown := sessiontest.NewAuthority(t).Identity("public", "mx1.example.org")
	text := strings.NewReplacer(
		"/etc/letsencrypt/live/mx1.example.org/fullchain.pem", shown.Certificate, "/etc/letsencrypt/live/mx1.example.org/privkey.pem", shown.Key,
	).Replace(readmeBlock(t, "hcl", `tls "public"`))
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if status := execute([]string{"check", file}, io.Discard, os.Stderr); status != 0 {
		t.Errorf("check ends with status %d", status)
	}
}

// The doctor says what the admin's page has it say.
func TestReadmeDoctor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gatepost.hcl")
	if err := os.WriteFile(file, []byte(readmeBlock(t, "hcl", `upstream "legacy"`)), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg, told, err := config.Inspect(file, known(nil))
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	d := &doctor{out: &said}
	d.write(relaying(told)...)
	d.write(port("smtp inbound: [::]:25", syscall.EADDRINUSE, func() holder { return holder{name: "master", process: 812} }))
	cfg.Upstreams[0].Servers = []string{"127.0.0.1:1"} // where nobody listens
	d.write(servers(context.Background(), cfg, &cfg.Upstreams[0])...)
	if want := readmeBlock(t, "", "ok       smtp"); strings.ReplaceAll(said.String(), "127.0.0.1:1:", "127.0.0.1:10025:") != want {
		t.Errorf("have\n%s\nthe README has\n%s", said.String(), want)
	}
}

// The author's page shows what a new plugin has.
func TestReadmeFilter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "closed")
	if err := newPlugin(dir, io.Discard); err != nil {
		t.Fatal(err)
	}
	for file, shown := range map[string]string{
		"closed.go":    readmeBlock(t, "go", "// Package closed"),
		"refused.txt":  readmeBlock(t, "", "# A mailbox that is closed"),
		"gatepost.hcl": readmeBlock(t, "hcl", "    plugin \"closed\""),
	} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || !strings.Contains(string(text), shown) {
			t.Errorf("%s: %v\n%s\nthe README has\n%s", file, err, text, shown)
		}
	}
}

// The author's page names every example.
func TestReadmeNamesExamples(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range compiledExamples {
		if !strings.Contains(string(text), "(examples/"+name+"/"+name+".go)") {
			t.Errorf("the README doesn't name the example %s", name)
		}
	}
}
