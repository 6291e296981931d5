//go:build linux

package main

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ways are dialogues that log a user in with a password; each returns the last reply.
var ways = []struct {
	name  string
	login func(c *popTalk, user, password string) string
}{
	{"PASS", func(c *popTalk, user, password string) string {
		c.ask("USER " + user)
		return c.ask("PASS " + password)
	}},
	{"PASS, in one group", func(c *popTalk, user, password string) string {
		c.ask("USER " + user + "\r\nPASS " + password)
		return c.line()
	}},
	{"APOP", func(c *popTalk, user, password string) string {
		return c.ask(fmt.Sprintf("APOP %s %x", user, md5.Sum([]byte(stamp.FindString(c.greeting)+password))))
	}},
	{"PLAIN", func(c *popTalk, user, password string) string {
		c.ask("AUTH PLAIN")
		return c.ask(base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password)))
	}},
	{"PLAIN, at once", func(c *popTalk, user, password string) string {
		return c.ask("AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00"+user+"\x00"+password)))
	}},
	{"LOGIN", func(c *popTalk, user, password string) string {
		c.ask("AUTH LOGIN")
		c.ask(base64.StdEncoding.EncodeToString([]byte(user)))
		return c.ask(base64.StdEncoding.EncodeToString([]byte(password)))
	}},
	{"CRAM-MD5", func(c *popTalk, user, password string) string {
		challenge, err := base64.StdEncoding.DecodeString(strings.TrimSpace(strings.TrimPrefix(c.ask("AUTH CRAM-MD5"), "+ ")))
		check(c.t, err)
		digest := hmac.New(md5.New, []byte(password))
		digest.Write(challenge)
		return c.ask(base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s %x", user, digest.Sum(nil))))
	}},
	{"cancelled", func(c *popTalk, _, _ string) string {
		c.ask("AUTH PLAIN")
		return c.ask("*")
	}},
	{"no mechanism", func(c *popTalk, _, _ string) string { return c.ask("AUTH NONSENSE") }},
}

var stamp = regexp.MustCompile(`<.*>`) // of a greeting (RFC 1939, section 7)

// testLogins compares the reply to every way to log in, with the right password and a wrong one, with Dovecot's own. Then a right
// one lets the client in.
func testLogins(t *testing.T, d *dovecot, addr string) {
	user := d.maildrop(t, few(1)...).user
	for _, way := range ways {
		for _, password := range []string{password, "wrong"} {
			t.Run(way.name+" "+password, func(t *testing.T) {
				var heard [2]string
				for i, addr := range []string{d.addr, addr} {
					c := popTo(t, addr)
					heard[i] = way.login(c, user, password)
					if !strings.HasPrefix(heard[i], "+OK") {
						ways[0].login(c, user, "secret")
					}
					c.ask("STAT")
					c.leave()
				}
				sameText(t, heard[1], heard[0])
			})
		}
	}
}

// mechanisms are what curl may be told to log in by.
var mechanisms = []string{"AUTH=PLAIN", "AUTH=LOGIN", "AUTH=CRAM-MD5", "AUTH=+APOP"}

func testMechanisms(t *testing.T, d *dovecot, addr string) {
	m := d.maildrop(t, few(1)...)
	for _, mechanism := range mechanisms {
		e := errandTo(t, addr, m.user, true)
		said, err := e.run("curl", "--silent", "--show-error", "--login-options", mechanism, "--user", m.user+":"+password, "pop3://"+addr+"/1")
		if want := "Subject: number 1\r\n\r\n.\r\nHello.\r\n"; err != nil || said != want {
			t.Errorf("%s: %q, %v, want %q", mechanism, said, err, want)
		}
	}
}

// testCapabilities compares CAPA before and after the login with Dovecot's own: STLS is taken away and refused, and so is a line
// "CAPA", which names no capability. All else is there.
func testCapabilities(t *testing.T, d *dovecot, addr string) {
	user := d.maildrop(t).user
	direct, through := capabilities(t, d.addr, user), capabilities(t, addr, user)
	if !strings.Contains(direct[0], "\r\nSTLS\r\n") || !strings.Contains(direct[1], "\r\nPIPELINING\r\n") {
		t.Fatalf("Dovecot offers %q", direct)
	}
	for i, reply := range direct {
		direct[i] = strings.NewReplacer("\r\nSTLS", "", "\r\nCAPA", "").Replace(reply)
	}
	if !slices.Equal(through, direct) {
		t.Errorf("heard %q, and from Dovecot %q", through, direct)
	}
	popTo(t, addr).refused("STLS")
}

// refused says a command that is.
func (c *popTalk) refused(command string) {
	c.t.Helper()
	c.say(command + "\r\n")
	c.status("-ERR")
}

func capabilities(t testing.TB, addr, user string) []string {
	c := popTo(t, addr)
	c.say("CAPA\r\n")
	before := c.listing()
	ways[0].login(c, user, password)
	c.say("CAPA\r\n")
	after := c.listing()
	c.leave()
	return []string{before, after}
}

// testLock has a second client come while a first one has the maildrop; it waits, and hears the same with and without the gate.
func testLock(t *testing.T, d *dovecot, addr string) {
	user := d.maildrop(t, few(1)...).user
	first := loginTo(t, addr, user)
	seconds := []*popTalk{popTo(t, d.addr), popTo(t, addr)}
	for _, c := range seconds {
		c.ask("USER " + user)
		c.say("PASS " + password + "\r\n")
	}
	direct, through := seconds[0].status("-ERR [IN-USE]"), seconds[1].status("-ERR [IN-USE]")
	sameText(t, through, direct)
	first.leave()
	loginTo(t, addr, user).leave()
}
