package mailserver

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/smtp"
	"net/textproto"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

func start(t *testing.T) *Server {
	t.Helper()
	leaktest.Check(t)
	s, err := Start(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		goleak.VerifyNone(t)
	})
	return s
}

// say sends a group of lines and checks how the replies to it begin.
func say(t *testing.T, c *textproto.Conn, lines string, wants ...string) {
	t.Helper()
	if _, err := io.WriteString(c.W, strings.ReplaceAll(lines, "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	c.W.Flush()
	for _, want := range wants {
		code, text, err := c.ReadResponse(0)
		if err != nil && code == 0 {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d %s", code, text); !strings.HasPrefix(got, want) {
			t.Errorf("after %q: have %q, want %q", lines, got, want)
		}
	}
}

func dial(t *testing.T, addr net.Addr) *textproto.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return textproto.NewConn(c)
}

func TestDataAndChunks(t *testing.T) {
	s := start(t)
	c := dial(t, s.SMTPAddr())
	say(t, c, "", "220 mail.example.org")
	say(t, c, "EHLO client.example\n", "250 Hello")
	say(t, c, "MAIL FROM:<a@x>\nRCPT TO:<b@y>\nRCPT TO:<c@y>\nDATA\n", "250", "250", "250", "354")
	say(t, c, "Subject: one\n\n..dot\n.\n", "250 2.0.0 message 1 kept")
	say(t, c, "MAIL FROM:<> BODY=8BITMIME SMTPUTF8\nRCPT TO:<é@y>\nBDAT 4\nab\nBDAT 3 LAST\nc\n", "250", "250", "250", "250 2.0.0 message 2 kept")
	say(t, c, "QUIT\n", "221")

	got := s.Mailbox.Messages()
	if len(got) != 2 {
		t.Fatalf("%d messages, want 2", len(got))
	}
	if m := got[0]; m.From != "a@x" || strings.Join(m.To, " ") != "b@y c@y" || string(m.Data) != "Subject: one\r\n\r\n.dot\r\n" {
		t.Errorf("the first is %+v", m)
	}
	if m := got[1]; m.From != "" || m.To[0] != "é@y" || string(m.Data) != "ab\r\nc\r\n" {
		t.Errorf("the second is %+v", m)
	}
}

func TestExtensions(t *testing.T) {
	s := start(t)
	c, err := smtp.Dial(s.SMTPAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, name := range []string{"PIPELINING", "8BITMIME", "SMTPUTF8", "CHUNKING", "ENHANCEDSTATUSCODES", "DSN", "SIZE"} {
		if ok, _ := c.Extension(name); !ok {
			t.Errorf("%s isn't offered", name)
		}
	}
	if _, how := c.Extension("AUTH"); how != "PLAIN" {
		t.Errorf("AUTH %s is offered", how)
	}
}

func TestLogin(t *testing.T) {
	s := start(t)
	c := dial(t, s.SMTPAddr())
	say(t, c, "", "220")
	say(t, c, "EHLO client.example\n", "250")
	say(t, c, "AUTH PLAIN AGRlbW8Ad3Jvbmc=\n", "535 5.7.8") // demo, wrong
	say(t, c, "AUTH LOGIN\n", "504 5.7.4")
	say(t, c, "AUTH PLAIN AGRlbW8AZGVtbw==\n", "235") // demo, demo
	say(t, c, "MAIL FROM:<a@x>\nRCPT TO:<b@y>\nDATA\n", "250", "250", "354")
	say(t, c, ".\n", "250")
	if got := s.Mailbox.Messages(); len(got) != 1 || got[0].User != User {
		t.Errorf("have %+v", got)
	}
}

// Close ends connections that stay silent, in the middle of content too.
func TestCloseHangsUp(t *testing.T) {
	s := start(t)
	c := dial(t, s.SMTPAddr())
	say(t, c, "", "220")
	say(t, c, "EHLO client.example\nMAIL FROM:<a@x>\nRCPT TO:<b@y>\nDATA\n", "250", "250", "250", "354")
	s.Close()
	if n := len(s.Mailbox.Messages()); n != 0 {
		t.Errorf("%d messages without their end are kept", n)
	}
}

func TestLargestMessageIsKeptWhole(t *testing.T) {
	b := &Mailbox{}
	s := &smtpSession{mailbox: b}
	s.Data(bytes.NewReader(make([]byte, MaxMessage)))
	if m := b.Messages(); len(m) != 1 || len(m[0].Data) != MaxMessage {
		t.Errorf("have %d messages, want one of %d octets", len(m), MaxMessage)
	}
}
