package mailserver

import (
	"bufio"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"regexp"
	"testing"
)

func TestWrongPasswords(t *testing.T) {
	c := pop3(t, start(t))
	c.has(`C: PASS demo
S: -ERR USER comes before PASS
C: USER demo
S: +OK PASS comes next
C: PASS wrong
S: -ERR [AUTH] the user or the password is wrong
C: PASS demo
S: -ERR USER comes before PASS
C: USER somebody
S: +OK PASS comes next
C: PASS demo
S: -ERR [AUTH] the user or the password is wrong
C: USER demo
S: +OK PASS comes next
C: PASS demo demo
S: -ERR [AUTH] the user or the password is wrong
C: USER demo
S: +OK PASS comes next
C: PASS demo 
S: -ERR [AUTH] the user or the password is wrong
C: STAT
S: -ERR log in first
C: USER demo
S: +OK PASS comes next
C: PASS demo
S: +OK messages: 0, octets: 0`)
}

func TestAPOP(t *testing.T) {
	s := start(t)
	stamp := regexp.MustCompile(`^\+OK .*(<[!-;=?-~]+@mail\.example\.org>)$`)
	c, other := pop3(t, s), pop3(t, s)
	found := stamp.FindStringSubmatch(c.greeting)
	if found == nil || c.greeting == other.greeting {
		t.Fatalf("the greetings are %q and %q", c.greeting, other.greeting)
	}
	digest := fmt.Sprintf("%x", md5.Sum([]byte(found[1]+"demo")))
	other.has("C: APOP demo " + digest + "\nS: -ERR [AUTH] *")
	c.has("C: APOP other " + digest + "\nS: -ERR [AUTH] *\nC: APOP demo\nS: -ERR the command has *")
	c.has("C: APOP demo " + digest + "\nS: +OK *\nC: STAT\nS: +OK 0 0")
}

func plain(authorize, user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(authorize + "\x00" + user + "\x00" + password))
}

func TestAuthPlain(t *testing.T) {
	wrong, bad := "-ERR [AUTH] the user or the password is wrong", "-ERR the response isn't in base64, or isn't of PLAIN"
	for _, test := range []struct{ response, want string }{
		{plain("", "demo", "demo"), "+OK messages: 0, octets: 0"},
		{plain("demo", "demo", "demo"), "+OK messages: 0, octets: 0"},
		{plain("root", "demo", "demo"), wrong},
		{plain("", "demo", ""), wrong},
		{plain("", "", "demo"), wrong},
		{plain("", "demo", "demo\x00demo"), bad},
		{"=" + plain("", "demo", "demo"), bad},
		{"AGRlbW8AZGVtb", bad},
		{"*", bad},
		{"=", bad},
	} {
		t.Run(test.response, func(t *testing.T) {
			s := start(t)
			pop3(t, s).has("C: AUTH PLAIN " + test.response + "\nS: " + test.want + "\nC: QUIT\nS: +OK goodbye")
			if test.response == "*" {
				test.want = "-ERR the login is cancelled"
			}
			pop3(t, s).has("C: auth plain\nS: + \nC: " + test.response + "\nS: " + test.want + "\nC: QUIT\nS: +OK goodbye")
		})
	}
}

func TestAuth(t *testing.T) {
	s := start(t)
	c := pop3(t, s)
	c.has(`C: AUTH
S: +OK mechanisms follow
S: PLAIN
S: .
C: AUTH CRAM-MD5
S: -ERR the mechanism is unknown, PLAIN is known
C: AUTH PLAIN
S: + 
C: 
S: -ERR the response isn't in base64, or isn't of PLAIN
C: NOOP
S: -ERR log in first`)
	c.has("C: AUTH PLAIN\nS: + ")
	c.hangUp()
}

// One session at a time has the maildrop; who hears so may try again.
func TestLock(t *testing.T) {
	s := start(t)
	first, second := loggedIn(t, s), pop3(t, s)
	const refused = "\nS: -ERR [IN-USE] another session has the maildrop"
	second.has("C: USER demo\nC: PASS demo\nS: +OK *" + refused)
	second.has("C: AUTH PLAIN " + plain("", "demo", "demo") + refused + "\nC: STAT\nS: -ERR log in first")
	second.has("C: USER demo\nC: PASS wrong\nS: +OK *\nS: -ERR [AUTH] *") // tells nothing about the lock
	first.has("C: NOOP\nS: +OK nothing done\nC: QUIT\nS: +OK goodbye")
	second.has("C: USER demo\nC: PASS demo\nS: +OK *\nS: +OK *")
	second.hangUp()
	loggedIn(t, s)
}

// Who has heard the answer to QUIT may come back at once.
func TestFreeBeforeGoodbye(t *testing.T) {
	b := &Mailbox{}
	near, far := net.Pipe()
	s := &pop3Session{mailbox: b, talk: newTalk(far), phase: transaction, drop: b.lock()}
	ended := make(chan error)
	go func() { ended <- s.serve() }()
	lines := bufio.NewReader(near)
	lines.ReadString('\n') // the greeting
	io.WriteString(near, "QUIT\r\n")
	near.Read(make([]byte, 1)) // the server is still saying the rest
	if b.lock() == nil {
		t.Error("the maildrop is still locked")
	}
	near.Read(make([]byte, maxLine))
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
