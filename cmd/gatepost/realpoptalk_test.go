package main

import (
	"bufio"
	"net"
	"strings"
	"testing"
	"time"
)

// popTalk is a dialogue with a POP3 server.
type popTalk struct {
	talk
	greeting string
}

// popTo connects to a server and hears its greeting. The talk ends with the test.
func popTo(t testing.TB, addr string) *popTalk {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	check(t, err)
	t.Cleanup(func() { conn.Close() })
	check(t, conn.SetDeadline(time.Now().Add(patience)))
	c := &popTalk{talk: talk{t, conn, bufio.NewReader(conn)}}
	c.greeting = c.status("+OK")
	return c
}

// loginTo connects to a server and logs in.
func loginTo(t testing.TB, addr, user string) *popTalk {
	t.Helper()
	c := popTo(t, addr)
	c.say("USER " + user + "\r\n")
	c.status("+OK")
	c.say("PASS " + password + "\r\n")
	c.status("+OK")
	return c
}

// ask says a command of one line and returns the reply to it, one line too.
func (c *popTalk) ask(command string) string {
	c.t.Helper()
	c.say(command + "\r\n")
	return c.line()
}

func (c *popTalk) line() string {
	c.t.Helper()
	line, err := c.lines.ReadString('\n')
	if err != nil {
		c.t.Fatalf("after %q: %v", line, err)
	}
	return line
}

// status hears a status line that begins so.
func (c *popTalk) status(begin string) string {
	c.t.Helper()
	line := c.line()
	if !strings.HasPrefix(line, begin) {
		c.t.Fatalf("heard %q, want %s", line, begin)
	}
	return line
}

// listing hears a status line and what follows it, to the line with the lone dot, as it comes over the wire.
func (c *popTalk) listing() string {
	c.t.Helper()
	var heard strings.Builder
	heard.WriteString(c.status("+OK"))
	for {
		line := c.line()
		heard.WriteString(line)
		if line == ".\r\n" {
			return heard.String()
		}
	}
}

// leave ends the dialogue, and hears that it is over.
func (c *popTalk) leave() {
	c.t.Helper()
	c.say("QUIT\r\n")
	c.status("+OK")
	if rest, err := c.lines.ReadByte(); err == nil {
		c.t.Fatalf("heard %q after the reply to QUIT", rest)
	}
}
