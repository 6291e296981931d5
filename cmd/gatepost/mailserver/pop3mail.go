package mailserver

import (
	"bytes"
	"fmt"
	"strconv"
)

// The commands of the TRANSACTION state.

// stat serves STAT; marked messages don't count, here and below.
func (s *pop3Session) stat([]string) error {
	messages, octets := s.total()
	s.ok("%d %d", messages, octets)
	return nil
}

func (s *pop3Session) total() (messages, octets int) {
	left := s.drop.left()
	for _, n := range left {
		octets += s.drop.octets(n)
	}
	return len(left), octets
}

// count is the total in words.
func (s *pop3Session) count() string {
	messages, octets := s.total()
	return fmt.Sprintf("messages: %d, octets: %d", messages, octets)
}

func (s *pop3Session) list(args []string) error {
	return s.scan(args, func(n int) string { return strconv.Itoa(s.drop.octets(n)) })
}

func (s *pop3Session) uidl(args []string) error {
	return s.scan(args, func(n int) string { return s.drop.messages[n-1].ID })
}

// scan tells something of one message or, in a reply with more lines, of all.
func (s *pop3Session) scan(args []string, of func(n int) string) error {
	if len(args) > 0 {
		n, err := s.drop.number(args[0])
		if err != nil {
			return err
		}
		s.ok("%d %s", n, of(n))
		return nil
	}
	s.ok("%s", s.count())
	for _, n := range s.drop.left() {
		s.say(fmt.Sprintf("%d %s", n, of(n)))
	}
	s.say(".")
	return nil
}

func (s *pop3Session) retr(args []string) error {
	n, err := s.drop.number(args[0])
	if err != nil {
		return err
	}
	s.ok("%d octets", s.drop.octets(n))
	s.text(s.drop.messages[n-1].Data)
	return nil
}

func (s *pop3Session) top(args []string) error {
	n, err := s.drop.number(args[0])
	if err != nil {
		return err
	}
	lines, err := strconv.ParseUint(args[1], 10, 31)
	if err != nil {
		return badNumber
	}
	s.ok("the top of message %d follows", n)
	s.text(topOf(s.drop.messages[n-1].Data, int(lines)))
	return nil
}

// topOf is a message to the empty line behind its header, and so many lines more.
func topOf(data []byte, lines int) []byte {
	rest, inBody := data, false
	for len(rest) > 0 && (!inBody || lines > 0) {
		line, behind, _ := bytes.Cut(rest, crlf)
		if inBody {
			lines--
		}
		inBody = inBody || len(line) == 0
		rest = behind
	}
	return data[:len(data)-len(rest)]
}

func (s *pop3Session) dele(args []string) error {
	n, err := s.drop.number(args[0])
	if err != nil {
		return err
	}
	s.drop.marked[s.drop.messages[n-1].ID] = true
	s.ok("message %d is marked as deleted", n)
	return nil
}

func (s *pop3Session) noop([]string) error {
	s.ok("nothing done")
	return nil
}

func (s *pop3Session) rset([]string) error {
	clear(s.drop.marked)
	s.ok("%s", s.count())
	return nil
}

// quit deletes what is marked. The maildrop is free before the client hears of it, which may come back at once.
func (s *pop3Session) quit([]string) error {
	if s.drop != nil {
		s.mailbox.remove(s.drop.marked)
		s.leave()
	}
	s.phase = over
	s.ok("goodbye")
	return nil
}
