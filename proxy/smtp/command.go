package smtp

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// The bounds of a command line with its CRLF; RFC 5321, section 4.5.3.1.4, has 512 at least, extensions add to it, and RFC 4954, section 4, has
// 12,288 for AUTH.
const (
	maxLine     = 2 << 10
	maxAuthLine = 12288 + 2
)

// command is a command line of the client.
type command struct {
	row    *verb
	line   []byte          // as read, with CRLF; valid until the next is read
	arg    string          // behind the verb and its space
	seen   filters.Command // as filters and the record see it: secrets are masked
	said   filters.Command // seen, before filters changed it
	secret bool            // seen is masked, and read only
	edited bool            // a filter has changed arg: line no longer says what is meant
	delay  time.Duration   // that filters want before the reply
	path   int             // of RCPT: the recipient's place in the transaction
}

// parse takes a line apart and says what is wrong with it, if anything is.
func (s *Session) parse(c *command, line []byte) own {
	text := line[:len(line)-len("\r\n")]
	word, arg, _ := bytes.Cut(text, []byte{' '})
	var name [8]byte
	if row := verbs[string(conversation.Upper(name[:0], word))]; row != nil {
		c.row = row
		c.arg = string(arg)
	}
	c.line = line
	c.seen, c.secret = s.mask(c, word, len(arg) == 0)
	s.wary = s.wary || c.secret
	switch {
	case len(line) > maxLine && c.row.verb != "AUTH":
		return lineTooLong
	case slices.ContainsFunc(text, conversation.Control):
		return controlByte
	case c.row == &unknown:
		return own{}
	case !c.row.utf8 && slices.ContainsFunc(text, eighth):
		return eightBit
	case c.row.bare && strings.Trim(c.arg, " ") != "":
		return noArgument
	}
	return own{}
}

func eighth(b byte) bool { return b >= 0x80 }

// check says whether an Arg that a filter has put in place could be this command's.
func (c *command) check(changed filters.Command) error {
	switch {
	case c.secret:
		return errors.New("the command carries a secret and is read only")
	case c.row == &unknown || c.row.verb == "BDAT":
		return errors.New("this command can't be changed")
	case len(c.seen.Verb)+len(changed.Arg)+3 > maxLine:
		return errors.New("too long")
	case slices.ContainsFunc([]byte(changed.Arg), conversation.Control):
		return errors.New("control character")
	case c.row.bare:
		return errors.New("the command takes no argument")
	}
	switch c.row.verb {
	case "MAIL":
		return pathTrouble(filters.ParseSender(changed.Arg))
	case "RCPT":
		return pathTrouble(filters.ParseRecipient(changed.Arg, true))
	}
	return nil
}

func pathTrouble(_ filters.Path, err error) error { return err }

// adopt makes what the filters have left the command.
func (c *command) adopt() {
	if !c.secret && c.row != &unknown && c.seen.Arg != c.arg {
		c.arg, c.edited = c.seen.Arg, true
	}
}

// wire is the line that goes up: the client's own bytes unless a filter has changed it.
func (c *command) wire(to []byte) []byte {
	if !c.edited {
		return append(to, c.line...)
	}
	return c.with(to, c.arg)
}

// with is the line with another argument.
func (c *command) with(to []byte, arg string) []byte {
	if arg == "" {
		return fmt.Appendf(to, "%s\r\n", c.row.verb)
	}
	return fmt.Appendf(to, "%s %s\r\n", c.row.verb, arg)
}
