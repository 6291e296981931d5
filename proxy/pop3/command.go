package pop3

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// The bounds of a command line with its CRLF; RFC 2449, section 4, has 255, and RFC 5034, section 4, lets AUTH and its responses be longer.
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
	edited bool            // line no longer says what is meant: a filter has changed arg, or it had spaces around it
	delay  time.Duration   // that filters want before the reply
}

// parse takes a line apart and says what is wrong with it, if anything is.
func (s *Session) parse(c *command, line []byte) own {
	content := line[:len(line)-len("\r\n")]
	word, arg, _ := bytes.Cut(content, []byte{' '})
	var name [8]byte
	if row := verbs[string(conversation.Upper(name[:0], word))]; row != nil {
		c.row, c.arg = row, string(arg)
	}
	c.line = line
	if c.row.form != text && c.row != &unknown {
		c.arg = strings.Trim(c.arg, " ")
		c.edited = len(word)+len(" ")+len(c.arg) < len(content) || c.arg == "" && len(content) > len(word)
	}
	c.seen, c.secret = s.mask(c, word, len(arg) == 0)
	s.wary = s.wary || c.secret
	switch {
	case len(line) > maxLine && c.row.verb != "AUTH":
		return lineTooLong
	case slices.ContainsFunc(content, conversation.Control):
		return controlByte
	case c.row == &unknown:
		return own{}
	}
	return c.row.form.check(c.arg)
}

// message is the number of the message that the argument names; 0: none.
func (c *command) message() int {
	first, _, _ := strings.Cut(c.arg, " ")
	n, _ := strconv.Atoi(first) // the form was checked
	return n
}

// check says whether an Arg that a filter has put in place could be this command's.
func (c *command) check(changed filters.Command) error {
	switch {
	case c.secret:
		return errors.New("the command carries a secret and is read only")
	case c.row == &unknown:
		return errors.New("this command can't be changed")
	case len(c.seen.Verb)+len(changed.Arg)+3 > maxLine:
		return errors.New("too long")
	case slices.ContainsFunc([]byte(changed.Arg), conversation.Control):
		return errors.New("control character")
	case c.row.form != text && strings.Trim(changed.Arg, " ") != changed.Arg:
		return errors.New("spaces around it")
	case c.row.follows != nil && c.row.follows(changed.Arg) != c.row.follows(c.arg):
		return errors.New("another kind of reply would follow")
	}
	if bad := c.row.form.check(changed.Arg); bad.text != "" {
		return errors.New(bad.text)
	}
	return nil
}

// adopt makes what the filters have left the command.
func (c *command) adopt() {
	if !c.secret && c.row != &unknown && c.seen.Arg != c.arg {
		c.arg, c.edited = c.seen.Arg, true
	}
}

// wire is the line that goes up: the client's own bytes, unless they no longer say what is meant.
func (c *command) wire(to []byte) []byte {
	switch {
	case !c.edited:
		return append(to, c.line...)
	case c.arg == "":
		return fmt.Appendf(to, "%s\r\n", c.row.verb)
	}
	return fmt.Appendf(to, "%s %s\r\n", c.row.verb, c.arg)
}
