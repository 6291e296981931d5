package mailserver

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"net"
	"strings"
	"time"
)

// Bounds of a POP3 session.
const (
	maxLine = 4096             // octets of a line of the client; RFC 2449, section 4, asks for 255
	idle    = 10 * time.Minute // RFC 1939, section 3
)

var crlf = []byte("\r\n")

// talk is the connection of a POP3 session. Replies leave before more is awaited, thus those to pipelined commands together.
type talk struct {
	conn    net.Conn
	lines   *bufio.Reader
	replies *bufio.Writer
}

func newTalk(c net.Conn) *talk {
	t := &talk{conn: c}
	t.lines = bufio.NewReaderSize(t, maxLine)
	t.replies = bufio.NewWriterSize(t, 32<<10)
	return t
}

// Read is for lines.
func (t *talk) Read(p []byte) (int, error) {
	if err := t.replies.Flush(); err != nil {
		return 0, err
	}
	t.conn.SetReadDeadline(time.Now().Add(idle))
	return t.conn.Read(p)
}

// Write is for replies.
func (t *talk) Write(p []byte) (int, error) {
	t.conn.SetWriteDeadline(time.Now().Add(idle))
	return t.conn.Write(p)
}

// line reads a line without its end, which may be a bare LF: people type. An overlong one is skipped, and is a refusal.
func (t *talk) line() (string, error) {
	line, err := t.lines.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", cmp.Or(t.skip(), error(lineTooLong))
	}
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
}

// skip goes behind the end of a line.
func (t *talk) skip() error {
	for {
		_, err := t.lines.ReadSlice('\n')
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// say writes one line of a reply.
func (t *talk) say(text string) {
	t.replies.WriteString(text)
	t.replies.Write(crlf)
}

// text writes a message, or its beginning, as the lines of a reply, the last with an end in any case, dots doubled where lines begin with
// one, and behind it the dot that ends the reply (RFC 1939, section 3). Only CRLF ends a line.
func (t *talk) text(data []byte) {
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, crlf)
		if bytes.HasPrefix(line, []byte(".")) {
			t.replies.WriteByte('.')
		}
		t.replies.Write(line)
		t.replies.Write(crlf)
		data = rest
	}
	t.replies.WriteString(".\r\n")
}
