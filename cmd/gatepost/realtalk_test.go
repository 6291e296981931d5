package main

import (
	"bufio"
	"fmt"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"
)

// talk is a dialogue with a server, line by line.
type talk struct {
	t     testing.TB
	conn  net.Conn
	lines *bufio.Reader
}

// talkTo connects to a server, hears its greeting and says EHLO. The talk ends with the test.
func talkTo(t *testing.T, addr string) (c *talk, offers string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	check(t, err)
	t.Cleanup(func() { conn.Close() })
	check(t, conn.SetDeadline(time.Now().Add(patience)))
	c = &talk{t, conn, bufio.NewReader(conn)}
	c.want("220")
	c.say("EHLO client.example.org\r\n")
	return c, c.want("250")[0]
}

// patience bounds the wait for a server that will never speak.
const patience = 2 * time.Minute

// say writes in one go.
func (c *talk) say(text string) {
	c.t.Helper()
	_, err := c.conn.Write([]byte(text))
	check(c.t, err)
}

// hear returns the next reply, of one line or more.
func (c *talk) hear() string {
	c.t.Helper()
	var reply strings.Builder
	for {
		line, err := c.lines.ReadString('\n')
		if err != nil {
			c.t.Fatalf("after %q: %v", reply.String()+line, err)
		}
		reply.WriteString(line)
		if len(line) < 4 || line[3] != '-' {
			return reply.String()
		}
	}
}

// want hears replies of these codes.
func (c *talk) want(codes ...string) (replies []string) {
	c.t.Helper()
	for _, code := range codes {
		reply := c.hear()
		if !strings.HasPrefix(reply, code) {
			c.t.Fatalf("heard %q, want %s", reply, code)
		}
		replies = append(replies, reply)
	}
	return replies
}

// quit ends the dialogue and hears that it is over.
func (c *talk) quit() {
	c.t.Helper()
	c.say("QUIT\r\n")
	c.want("221")
	if rest, err := c.lines.ReadByte(); err == nil {
		c.t.Fatalf("heard %q after the reply to QUIT", rest)
	}
}

// stuffed is content as it stands behind DATA.
func stuffed(content []byte) string {
	text := string(content)
	if strings.HasPrefix(text, ".") {
		text = "." + text
	}
	return strings.ReplaceAll(text, "\r\n.", "\r\n..") + ".\r\n"
}

// envelope is the beginning of a transaction, in one group with what follows it.
func envelope(from string, to ...string) string {
	text := "MAIL FROM:<" + from + ">\r\n"
	for _, to := range to {
		text += "RCPT TO:<" + to + ">\r\n"
	}
	return text
}

// chunk is a BDAT with its octets.
func chunk(content []byte, last bool) string {
	if last {
		return fmt.Sprintf("BDAT %d LAST\r\n%s", len(content), content)
	}
	return fmt.Sprintf("BDAT %d\r\n%s", len(content), content)
}

var queued = regexp.MustCompile(`queued as ([0-9A-Za-z]+)`)

// idIn is Postfix's name for a message in its reply to the end of content.
func idIn(t *testing.T, reply string) string {
	t.Helper()
	match := queued.FindStringSubmatch(reply)
	if match == nil {
		t.Fatalf("no id in %q", reply)
	}
	return match[1]
}
