package mailserver

import (
	"fmt"
	"net/smtp"
	"strings"
	"testing"
)

// holding is a server with messages of these texts.
func holding(t *testing.T, texts ...string) *Server {
	t.Helper()
	s := start(t)
	for _, text := range texts {
		s.Mailbox.put(Message{Data: []byte(text)})
	}
	return s
}

func left(s *Server) string {
	var texts []string
	for _, m := range s.Mailbox.Messages() {
		texts = append(texts, string(m.Data))
	}
	return strings.Join(texts, " ")
}

func TestListings(t *testing.T) {
	s := holding(t, "a\r\n", "bb\r\n", "ccc\r\n")
	m := s.Mailbox.Messages()
	loggedIn(t, s).has(fmt.Sprintf(`C: LIST
S: +OK messages: 3, octets: 12
S: 1 3
S: 2 4
S: 3 5
S: .
C: UIDL
S: +OK *
S: 1 %[1]s
S: 2 %[2]s
S: 3 %[3]s
S: .
C: DELE 1
S: +OK message 1 is marked as deleted
C: STAT
S: +OK 2 9
C: LIST
S: +OK messages: 2, octets: 9
S: 2 4
S: 3 5
S: .
C: UIDL
S: +OK *
S: 2 %[2]s
S: 3 %[3]s
S: .
C: LIST 3
S: +OK 3 5
C: UIDL 2
S: +OK 2 %[2]s
C: LIST 1
S: -ERR the message is marked as deleted
C: UIDL 1
S: -ERR the message is marked as deleted
C: UIDL 4
S: -ERR no message has this number`, m[0].ID, m[1].ID, m[2].ID))
}

// What goes over the wire: dots, lines without an end, octets that no line should have.
func TestTexts(t *testing.T) {
	for _, test := range []struct {
		text, sent string
		octets     int
	}{
		{"", "", 0},
		{"\r\n", "\r\n", 2},
		{"a", "a\r\n", 3},
		{"a\r", "a\r\r\n", 4},
		{"a\n", "a\n\r\n", 4},
		{".", "..\r\n", 3},
		{".\r\n.\r\n", "..\r\n..\r\n", 6},
		{"a\r\n.b.\r\n\r\n", "a\r\n..b.\r\n\r\n", 10},
		{"a\n.\r.\x00\xff\r\n", "a\n.\r.\x00\xff\r\n", 9},
	} {
		t.Run(fmt.Sprintf("%q", test.text), func(t *testing.T) {
			c := loggedIn(t, holding(t, test.text))
			want := fmt.Sprintf("+OK %d octets\r\n%s.\r\n+OK goodbye\r\n", test.octets, test.sent)
			c.send("RETR 1\r\nQUIT\r\n")
			if have := c.rest(); have != want {
				t.Errorf("have %q, want %q", have, want)
			}
		})
	}
}

func TestTop(t *testing.T) {
	s := holding(t, mail, "no: body\r\n", "\r\nno header\r\n", "")
	whole := "S: Subject: one\nS: \nS: ..\nS: ...two dots\nS: end\nS: .\n"
	loggedIn(t, s).has("C: TOP 1 0\nS: +OK *\nS: Subject: one\nS: \nS: .\n" +
		"C: TOP 1 2\nS: +OK *\nS: Subject: one\nS: \nS: ..\nS: ...two dots\nS: .\n" +
		"C: TOP 1 3\nS: +OK *\n" + whole + "C: TOP 1 999999\nS: +OK *\n" + whole +
		"C: TOP 2 5\nS: +OK *\nS: no: body\nS: .\nC: TOP 3 0\nS: +OK *\nS: \nS: .\nC: TOP 3 1\nS: +OK *\nS: \nS: no header\nS: .\n" +
		"C: TOP 4 1\nS: +OK *\nS: .\nC: DELE 1\nS: +OK *\nC: TOP 1 0\nS: -ERR the message is marked as deleted")
}

func TestDeletedAtQuit(t *testing.T) {
	s := holding(t, "a", "b", "c")
	c := loggedIn(t, s)
	c.has(`C: DELE 1
S: +OK message 1 is marked as deleted
C: RETR 1
S: -ERR the message is marked as deleted
C: DELE 1
S: -ERR the message is marked as deleted
C: RSET
S: +OK messages: 3, octets: 9
C: RETR 1
S: +OK 3 octets
S: a
S: .
C: DELE 2
S: +OK message 2 is marked as deleted
C: DELE 3
S: +OK message 3 is marked as deleted`)
	if have := left(s); have != "a b c" {
		t.Errorf("before QUIT there are %s", have)
	}
	c.has("C: QUIT\nS: +OK goodbye")
	if have := left(s); have != "a" {
		t.Errorf("after QUIT there are %s", have)
	}
}

func TestDeathDeletesNothing(t *testing.T) {
	s := holding(t, "a", "b")
	c := loggedIn(t, s)
	c.has("C: DELE 1\nC: DELE 2\nS: +OK *\nS: +OK *")
	c.hangUp()
	loggedIn(t, s).has("C: STAT\nS: +OK 2 6")
}

// A session has what there was at its login: new mail isn't seen, and what the mailbox forgets is still there.
func TestFixedAtLogin(t *testing.T) {
	s := holding(t, "a", "b")
	ids := s.Mailbox.Messages()
	c := loggedIn(t, s)
	if err := smtp.SendMail(s.SMTPAddr().String(), nil, "a@x", []string{"b@y"}, []byte("c\r\n")); err != nil {
		t.Fatal(err)
	}
	for range maxMessages - 2 { // a is forgotten
		s.Mailbox.put(Message{})
	}
	c.has("C: STAT\nS: +OK 2 6\nC: RETR 1\nS: +OK 3 octets\nS: a\nS: .")
	c.has("C: UIDL 2\nS: +OK 2 " + ids[1].ID + "\nC: DELE 1\nC: DELE 2\nS: +OK *\nS: +OK *\nC: QUIT\nS: +OK goodbye")
	if m := s.Mailbox.Messages(); len(m) != maxMessages-1 || string(m[0].Data) != "c\r\n" {
		t.Errorf("%d messages are left, the first is %q", len(m), m[0].Data)
	}
}

func TestUniqueIDsStay(t *testing.T) {
	s := holding(t, "same", "same")
	m := s.Mailbox.Messages()
	if m[0].ID == m[1].ID {
		t.Error("two messages have one ID")
	}
	loggedIn(t, s).has("C: UIDL 2\nS: +OK 2 " + m[1].ID + "\nC: DELE 1\nS: +OK *\nC: QUIT\nS: +OK goodbye")
	loggedIn(t, s).has("C: UIDL 1\nS: +OK 1 " + m[1].ID)
}
