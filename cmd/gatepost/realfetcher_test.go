//go:build linux

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// errand is what a program has to fetch. A second run goes on where the first has left off.
type errand struct {
	host, port, user string
	home             string // where the program keeps what it knows; what it has fetched is in mail/new
	keep             bool   // leave messages at the server
}

// errandTo is an errand that hasn't been run yet.
func errandTo(t testing.TB, addr, user string, keep bool) *errand {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	check(t, err)
	e := &errand{host, port, user, t.TempDir(), keep}
	for _, name := range []string{"new", "cur", "tmp"} {
		check(t, os.MkdirAll(filepath.Join(e.home, "mail", name), 0o700))
	}
	return e
}

// fetched are the messages that came so far, in no order that means anything.
func (e *errand) fetched(t testing.TB) (messages []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(e.home, "mail", "new"))
	check(t, err)
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(e.home, "mail", "new", entry.Name()))
		check(t, err)
		messages = append(messages, string(content))
	}
	slices.Sort(messages)
	return messages
}

// run runs a program to its end.
func (e *errand) run(name string, args ...string) (said string, err error) {
	c := exec.Command(name, args...)
	c.Dir = e.home
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+e.home)
	out, err := c.CombinedOutput()
	return string(out), err
}

// configured runs a program with a configuration that only its owner may read.
func (e *errand) configured(t testing.TB, text, name string, args ...string) (said string, err error) {
	words := strings.NewReplacer("HOST", e.host, "PORT", e.port, "USER", e.user, "PASSWORD", password, "HOME", e.home)
	file := filepath.Join(e.home, "configuration")
	check(t, os.WriteFile(file, []byte(words.Replace(text)), 0o600))
	return e.run(name, append(args, file)...)
}

// fetcher is a program that fetches mail.
type fetcher struct {
	name  string
	fetch func(t testing.TB, e *errand) (said string, err error)
	knows bool // it knows by UIDL what it has fetched before
	line  int  // it spoils lines that are longer; 0: none
}

var fetchers = []fetcher{
	{name: "curl", fetch: curlFetches},
	{name: "poplib", fetch: poplibFetches, knows: true},
	{name: "fetchmail", fetch: fetchmailFetches, knows: true, line: 8192},
	{name: "mpop", fetch: mpopFetches, knows: true},
}

// wantFetched has a program fetch, in success.
func (f *fetcher) wantFetched(t testing.TB, e *errand) []string {
	t.Helper()
	said, err := f.fetch(t, e)
	if err != nil {
		t.Fatalf("%s: %v\n%.4000s", f.name, err, said)
	}
	return e.fetched(t)
}

// curlFetches has curl ask how many messages there are, fetch each, and then delete each.
func curlFetches(t testing.TB, e *errand) (said string, err error) {
	server := fmt.Sprintf("pop3://%s:%s@%s/", e.user, password, net.JoinHostPort(e.host, e.port))
	listed, err := e.run("curl", "--silent", "--show-error", server)
	messages := len(strings.Fields(listed)) / 2 // a number and a size each
	if err != nil || messages == 0 {
		return listed, err
	}
	each := fmt.Sprintf("%s[1-%d]", server, messages)
	args := []string{"--silent", "--show-error", "--output", "mail/new/#1", each}
	if !e.keep {
		args = append(args, "--next", "--silent", "--show-error", "--head", "--request", "DELE", each)
	}
	return e.run("curl", args...)
}

func poplibFetches(t testing.TB, e *errand) (said string, err error) {
	script, err := filepath.Abs("testdata/real/fetch.py")
	check(t, err)
	what := map[bool]string{true: "keep", false: "delete"}[e.keep]
	return e.run("python3", script, e.host, e.port, e.user, password, e.home, what)
}

// fetchmailFetches has fetchmail log in by CRAM-MD5, as it does unless told otherwise; with "keep" it fetches by TOP, else by RETR.
func fetchmailFetches(t testing.TB, e *errand) (said string, err error) {
	how := map[bool]string{true: "keep", false: "fetchall"}[e.keep]
	said, err = e.configured(t, `set invisible
set no bouncemail
set no syslog
set idfile "HOME/ids"
set pidfile "HOME/pid"
poll HOST service PORT protocol POP3 uidl bad-header accept
  user "USER" password "PASSWORD" is "nobody" here
  mda "cat >$(mktemp -p HOME/mail/new)"
  sslproto "" no rewrite `+how+"\n", "fetchmail", "--nodetach", "--verbose", "-f")
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 1 { // there was no new mail
		err = nil
	}
	return said, err
}

func mpopFetches(t testing.TB, e *errand) (said string, err error) {
	keep := map[bool]string{true: "on", false: "off"}[e.keep]
	return e.configured(t, `account default
host HOST
port PORT
auth user
user USER
password PASSWORD
tls off
keep `+keep+`
received_header off
uidls_file HOME/uidls
delivery maildir HOME/mail
`, "mpop", "--debug", "-C")
}
