package mailserver

import (
	"net/smtp"
	"strings"
	"testing"
)

const mail = "Subject: one\r\n\r\n.\r\n..two dots\r\nend\r\n" // 36 octets

func TestSentAndFetched(t *testing.T) {
	s := start(t)
	if err := smtp.SendMail(s.SMTPAddr().String(), nil, "a@x", []string{"b@y"}, []byte(mail)); err != nil {
		t.Fatal(err)
	}
	c := pop3(t, s)
	c.has(`C: user demo
S: +OK PASS comes next
C: pass demo
S: +OK messages: 1, octets: 36
C: stat
S: +OK 1 36
C: retr 1
S: +OK 36 octets
S: Subject: one
S: 
S: ..
S: ...two dots
S: end
S: .
C: dele 1
S: +OK message 1 is marked as deleted
C: quit
S: +OK goodbye`)
	if rest := c.rest(); rest != "" {
		t.Errorf("after QUIT: %q", rest)
	}
	if n := len(s.Mailbox.Messages()); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

func TestCapabilities(t *testing.T) {
	s := start(t)
	c := pop3(t, s)
	const capa = `C: CAPA
S: +OK capabilities follow
S: TOP
S: UIDL
S: USER
S: RESP-CODES
S: AUTH-RESP-CODE
S: PIPELINING
S: SASL PLAIN
S: UTF8
S: IMPLEMENTATION *
S: .`
	c.has(capa)
	c.has("C: UTF8\nS: +OK UTF-8 it is\nC: USER demo\nC: PASS demo\nS: +OK *\nS: +OK *")
	c.has(capa)
	c.has("C: UTF8\nS: -ERR you have logged in already")
}

// What doesn't fit the phase or the table changes nothing.
func TestMistakes(t *testing.T) {
	s := start(t)
	s.Mailbox.put(Message{Data: []byte(mail)})
	c := pop3(t, s)
	c.has(`C: STAT
S: -ERR log in first
C: DELE 1
S: -ERR log in first
C: HELO client.example
S: -ERR the command is unknown
C: 
S: -ERR the command is unknown
C: USER
S: -ERR the command has too few or too many arguments
C: USER demo
S: +OK PASS comes next
C: PASS demo
S: +OK messages: 1, octets: 36
C: USER demo
S: -ERR you have logged in already
C: RETR
S: -ERR the command has too few or too many arguments
C: RETR 0
S: -ERR no message has this number
C: RETR 2
S: -ERR no message has this number
C: RETR -1
S: -ERR want a number
C: RETR 99999999999999999999
S: -ERR want a number
C: TOP 1 x
S: -ERR want a number
C: TOP 1
S: -ERR the command has too few or too many arguments
C: NOOP 1
S: -ERR the command has too few or too many arguments
C: NOOP
S: +OK nothing done
C: STAT
S: +OK 1 36`)
}

// Of an overlong line nothing is a command, nor of one without an end.
func TestLongLine(t *testing.T) {
	s := start(t)
	s.Mailbox.put(Message{Data: []byte(mail)})
	c := loggedIn(t, s)
	c.send("DELE 1" + strings.Repeat(" ", 3*maxLine) + "DELE 1\r\nSTAT\r\n")
	c.has("S: -ERR the line is too long\nS: +OK 1 36")
	c.send("NOOP" + strings.Repeat(" ", maxLine-len("NOOP\r\n")) + "\r\n")
	c.want("+OK nothing done")
	c.send("DELE 1\r\nQUIT")
	c.want("+OK message 1 is marked as deleted")
	c.hangUp()
	if n := len(s.Mailbox.Messages()); n != 1 {
		t.Errorf("%d messages are left", n)
	}
}

func TestTypedByHand(t *testing.T) {
	c := pop3(t, start(t))
	c.send("USER demo\nPASS demo\nQUIT\n")
	c.has("S: +OK *\nS: +OK *\nS: +OK goodbye")
}

// Replies stay in order and none waits, though a command is but half there.
func TestPipelining(t *testing.T) {
	s := start(t)
	s.Mailbox.put(Message{Data: []byte("a\r\n")})
	c := pop3(t, s)
	c.send("USER demo\r\nPASS demo\r\nSTAT\r\nRETR 1\r\nRETR 2\r\nLIST\r\nNO")
	c.has("S: +OK *\nS: +OK *\nS: +OK 1 3\nS: +OK 3 octets\nS: a\nS: .\nS: -ERR no *\nS: +OK *\nS: 1 3\nS: .")
	c.send("OP\r\nQUIT\r\n")
	c.has("S: +OK nothing done\nS: +OK goodbye")
}

// Close ends sessions that stay silent, in the middle of a login too, and the one that has the maildrop.
func TestCloseEndsPOP3(t *testing.T) {
	s := start(t)
	s.Mailbox.put(Message{Data: []byte(mail)})
	c := loggedIn(t, s)
	c.has("C: DELE 1\nS: +OK message 1 is marked as deleted")
	pop3(t, s).has("C: AUTH PLAIN\nS: + ")
	pop3(t, s)
	s.Close()
	if n := len(s.Mailbox.Messages()); n != 1 {
		t.Errorf("%d messages are left", n)
	}
	if d := s.Mailbox.lock(); d == nil {
		t.Error("the maildrop is still open")
	}
}
