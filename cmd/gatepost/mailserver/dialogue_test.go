package mailserver

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
)

// pop3 begins a session with the server.
func pop3(t *testing.T, s *Server) *client {
	t.Helper()
	c, err := net.Dial("tcp", s.POP3Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	p := &client{t: t, conn: c.(*net.TCPConn), lines: bufio.NewReader(c)}
	p.greeting = p.hear()
	return p
}

// loggedIn begins a session that has the maildrop.
func loggedIn(t *testing.T, s *Server) *client {
	t.Helper()
	c := pop3(t, s)
	c.has("C: USER demo\nC: PASS demo\nS: +OK PASS comes next\nS: +OK messages: *")
	return c
}

// client speaks POP3 in a test.
type client struct {
	t        *testing.T
	conn     *net.TCPConn
	lines    *bufio.Reader
	greeting string
}

// has plays a dialogue: lines of C in a row are sent at once, those of S are what has to be heard; * stands for the rest of a line.
func (c *client) has(dialogue string) {
	c.t.Helper()
	var said strings.Builder
	for line := range strings.SplitSeq(dialogue, "\n") {
		side, text, _ := strings.Cut(line, ": ")
		if side == "C" {
			said.WriteString(text + "\r\n")
			continue
		}
		c.send(said.String())
		said.Reset()
		c.want(text)
	}
	c.send(said.String())
}

func (c *client) send(octets string) {
	c.t.Helper()
	if _, err := io.WriteString(c.conn, octets); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) hear() string {
	c.t.Helper()
	line, err := c.lines.ReadString('\n')
	if err != nil {
		c.t.Fatal(err)
	}
	text, ended := strings.CutSuffix(line, "\r\n")
	if !ended {
		c.t.Errorf("%q doesn't end with CRLF", line)
	}
	return text
}

func (c *client) want(want string) {
	c.t.Helper()
	have := c.hear()
	begin, open := strings.CutSuffix(want, "*")
	if have != want && (!open || !strings.HasPrefix(have, begin)) {
		c.t.Errorf("have %q, want %q", have, want)
	}
}

// hangUp goes without QUIT, and returns when the server has noticed.
func (c *client) hangUp() {
	c.t.Helper()
	c.conn.CloseWrite()
	if rest := c.rest(); rest != "" {
		c.t.Errorf("at the end: %q", rest)
	}
}

// rest is what the server says until it ends the connection.
func (c *client) rest() string {
	c.t.Helper()
	rest, err := io.ReadAll(c.lines)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(rest)
}
