package wire

import (
	"errors"
	"fmt"
)

// The bounds of a reply. RFC 5321, section 4.5.3.1.5, has 512 octets for a line; servers say more.
const (
	maxReplyLine  = 2 << 10
	maxReplyBytes = 128 << 10
	maxReplyLines = 2000
)

// Reply is a reply of an SMTP server as it was read (RFC 5321, section 4.2). Its memory is used again by the next ReadReply.
type Reply struct {
	Code int
	Text []byte // all lines with codes and CRLF
}

// ReplyError is a reply that no server may give.
type ReplyError struct{ Why string }

func (e *ReplyError) Error() string { return "not an SMTP reply: " + e.Why }

// ReadReply waits for a whole reply. Control bytes in its texts become '?'. A [*ReplyError] says that what came is
// no reply; any other error is the connection's.
func (c *Conn) ReadReply(r *Reply) error {
	r.Code, r.Text = 0, r.Text[:0]
	for n := 1; ; n++ {
		line, err := c.ReadLine(maxReplyLine)
		if errors.Is(err, ErrLineTooLong) || errors.Is(err, ErrBareNewline) {
			return &ReplyError{err.Error()}
		}
		if err != nil {
			return err
		}
		code, more, err := replyLine(line)
		switch {
		case err != nil:
			return err
		case r.Code != 0 && code != r.Code:
			return &ReplyError{fmt.Sprintf("its lines have the codes %d and %d", r.Code, code)}
		case n > maxReplyLines, len(r.Text) > maxReplyBytes:
			return &ReplyError{"too long"}
		}
		r.Code, r.Text = code, append(r.Text, clean(line)...)
		if !more {
			c.used(0) // a silent upstream costs no buffer
			return nil
		}
	}
}

// replyLine takes "250-text" or "250 text" apart; more says that another line follows. A bare "250" is one that old servers give.
func replyLine(line []byte) (code int, more bool, err error) {
	if len(line) < 5 || line[0] < '2' || line[0] > '5' || !digit(line[1]) || !digit(line[2]) ||
		line[3] != ' ' && line[3] != '-' && line[3] != '\r' {
		return 0, false, &ReplyError{stray(line)}
	}
	return int(line[0]-'0')*100 + int(line[1]-'0')*10 + int(line[2]-'0'), line[3] == '-', nil
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// clean makes a line safe for whoever reads it, in place; its CRLF stays.
func clean(line []byte) []byte {
	for i, b := range line[:len(line)-2] {
		if b < ' ' && b != '\t' || b == 0x7F {
			line[i] = '?'
		}
	}
	return line
}
