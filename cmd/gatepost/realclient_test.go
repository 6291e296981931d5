//go:build linux

package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// mail is what a client sends, to one recipient.
type mail struct {
	from, to string
	content  []byte // lines of CRLF
}

// international tells whether the envelope needs SMTPUTF8.
func (m *mail) international() bool {
	return utf8.RuneCountInString(m.from+m.to) < len(m.from+m.to)
}

// client is a program that sends mail, or what does as some programs do.
type client struct {
	name string
	send func(t *testing.T, addr string, m *mail)

	octets    bool // it sends octets, not lines: the last one needs no end
	asciiOnly bool // it doesn't know SMTPUTF8
}

var clients = []client{
	{name: "swaks", send: swaks, asciiOnly: true},
	{name: "curl", send: curl},
	{name: "smtplib", send: smtplib},
	{name: "pipelining", send: pipelining},
	{name: "one by one", send: oneByOne},
	{name: "one chunk", send: oneChunk, octets: true},
	{name: "several chunks", send: severalChunks, octets: true},
	{name: "chunks one by one", send: chunksOneByOne, octets: true},
}

// program runs one to its end.
func program(t *testing.T, input []byte, name string, args ...string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Stdin = bytes.NewReader(input)
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%.4000s", c, err, out)
	}
}

func swaks(t *testing.T, addr string, m *mail) {
	file := filepath.Join(t.TempDir(), "content")
	// swaks takes a dot away and puts it back with a line end before it.
	check(t, os.WriteFile(file, append(bytes.Clone(m.content), ".\r\n"...), 0o600))
	program(t, nil, "swaks", "--server", addr, "--helo", "client.example.org", "--from", m.from, "--to", m.to, "--data", "@"+file, "--pipeline")
}

func curl(t *testing.T, addr string, m *mail) {
	program(t, m.content, "curl", "--silent", "--show-error", "--url", "smtp://"+addr+"/client.example.org",
		"--mail-from", m.from, "--mail-rcpt", m.to, "--upload-file", "-")
}

func smtplib(t *testing.T, addr string, m *mail) {
	host, port, err := net.SplitHostPort(addr)
	check(t, err)
	args := []string{"testdata/real/send.py", host, port, m.from, m.to, "BODY=8BITMIME"}
	if m.international() {
		args = append(args, "SMTPUTF8")
	}
	program(t, m.content, "python3", args...)
}

// begin is the envelope in one group.
func (m *mail) begin() string {
	if m.international() {
		return "MAIL FROM:<" + m.from + "> SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<" + m.to + ">\r\n"
	}
	return envelope(m.from, m.to)
}

// pipelining says all that can be said without awaiting a reply, QUIT right behind the dot (RFC 2920, section 3.1).
func pipelining(t *testing.T, addr string, m *mail) {
	c, _ := talkTo(t, addr)
	c.say(m.begin() + "DATA\r\n")
	c.want("250", "250", "354")
	c.say(stuffed(m.content) + "QUIT\r\n")
	c.want("250", "221")
}

func oneByOne(t *testing.T, addr string, m *mail) {
	c, _ := talkTo(t, addr)
	for _, line := range bytes.SplitAfter([]byte(m.begin()), []byte("\n")) {
		if len(line) > 0 {
			c.say(string(line))
			c.want("250")
		}
	}
	c.say("DATA\r\n")
	c.want("354")
	c.say(stuffed(m.content))
	c.want("250")
	c.quit()
}

func oneChunk(t *testing.T, addr string, m *mail) {
	c, _ := talkTo(t, addr)
	c.say(m.begin() + chunk(m.content, true) + "QUIT\r\n")
	c.want("250", "250", "250", "221")
}

// parts divides content, one part of a single octet and one in the middle of a line end among them.
func (m *mail) parts() (parts [][]byte) {
	rest := m.content
	for _, n := range []int{1, bytes.IndexByte(rest, '\n') - 1, len(rest) / 3} {
		n = max(0, min(n, len(rest)))
		parts, rest = append(parts, rest[:n]), rest[n:]
	}
	return append(parts, rest)
}

// severalChunks sends them in one group, the last one empty.
func severalChunks(t *testing.T, addr string, m *mail) {
	c, _ := talkTo(t, addr)
	said, codes := m.begin(), []string{"250", "250"}
	for _, part := range m.parts() {
		said, codes = said+chunk(part, false), append(codes, "250")
	}
	c.say(said + chunk(nil, true) + "QUIT\r\n")
	c.want(append(codes, "250", "221")...)
}

func chunksOneByOne(t *testing.T, addr string, m *mail) {
	c, _ := talkTo(t, addr)
	c.say(m.begin())
	c.want("250", "250")
	parts := m.parts()
	for i, part := range parts {
		c.say(chunk(part, i == len(parts)-1))
		c.want("250")
	}
	c.quit()
}
