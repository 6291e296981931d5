//go:build linux

package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// endings are how a session ends after DELE 1 without an agreed QUIT; message 2 is large.
var endings = []struct {
	name string
	end  func(t *testing.T, c *popTalk, gate *process)
}{
	{"the client is gone", func(_ *testing.T, c *popTalk, _ *process) { c.conn.Close() }},
	{"gone in the middle of QUIT", func(_ *testing.T, c *popTalk, _ *process) {
		c.say("QUIT\r")
		c.conn.Close()
	}},
	{"gone in the middle of RETR", func(_ *testing.T, c *popTalk, _ *process) {
		c.say("RETR 2\r\n")
		c.status("+OK")
		c.conn.Close()
	}},
	{"gone in the middle of RETR, with QUIT behind it", func(_ *testing.T, c *popTalk, _ *process) {
		c.say("RETR 2\r\nRETR 2\r\nQUIT\r\n")
		c.status("+OK")
		c.conn.Close()
	}},
	{"the gate is killed", func(_ *testing.T, _ *popTalk, gate *process) { gate.kill() }},
	{"the gate is killed in the middle of RETR", func(_ *testing.T, c *popTalk, gate *process) {
		c.say("RETR 2\r\n")
		c.status("+OK")
		gate.kill()
	}},
	{"the gate is stopped", func(t *testing.T, c *popTalk, gate *process) {
		check(t, gate.cmd.Process.Signal(syscall.SIGTERM))
		said, err := io.ReadAll(c.lines)
		if check(t, err); len(said) > 0 && !strings.HasPrefix(string(said), "-ERR") {
			t.Errorf("the client heard %q", said)
		}
	}},
}

// testEndings lets sessions end before QUIT: nothing is deleted. Each has a gate of its own.
func testEndings(t *testing.T, d *dovecot, v variant) {
	for _, ending := range endings {
		t.Run(ending.name, func(t *testing.T) {
			gate, err := v.start(d.addr)
			check(t, err)
			m := d.maildrop(t, append(few(1), letters[len(letters)-1])...)
			c := loginTo(t, gate.forTheTest(t), m.user)
			c.ask("DELE 1")
			ending.end(t, c, gate)
			d.log.await(regexp.MustCompile(`pop3\(` + m.user + `\).*Disconnected`))
			m.wantLeft(t, 1, 2)
			loginTo(t, d.addr, m.user).leave() // nobody holds the maildrop any more
		})
	}
}

// testUpstreamDies kills Dovecot's process in the middle of a message: the client can't take what it has for the whole of it, and hears
// no +OK to its QUIT.
func testUpstreamDies(t *testing.T, d *dovecot, v variant, addr string) {
	m := d.maildrop(t, append(few(1), letters[len(letters)-1])...)
	c := loginTo(t, addr, m.user)
	c.ask("DELE 1")
	c.say("RETR 2\r\nQUIT\r\n")
	if v.name == "popplain" { // the others hold the message
		c.status("+OK")
	}
	d.kill(t, m.user)
	rest, err := io.ReadAll(c.lines)
	check(t, err)
	if said := string(rest); strings.Contains(said, "\r\n.\r\n") || strings.Contains(said, "+OK") {
		t.Errorf("the client heard %d octets and an end, %.100q", len(said), said[max(0, len(said)-100):])
	}
	m.wantLeft(t, 1, 2)
}

// kill ends the process that serves a user, and returns when it is gone.
func (d *dovecot) kill(t *testing.T, user string) {
	login := d.log.await(regexp.MustCompile(`Login: user=<` + user + `>.*mpid=(\d+)`))
	if login == nil {
		t.Fatal("Dovecot is gone")
	}
	check(t, syscall.Kill(number(t, login[1]), syscall.SIGKILL))
	d.log.await(regexp.MustCompile(fmt.Sprintf(`child %s killed`, login[1])))
}
