package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// load is several clients that send one message after the other, each until it is acknowledged.
type load struct {
	ledger *ledger
	gate   func() string // where the gate is; waits while there is none
	tick   func()        // called before a client says something
	over   atomic.Bool   // no new messages

	clients sync.WaitGroup
}

// start lets n clients begin.
func (l *load) start(n int) {
	for i := range n {
		l.clients.Go(func() {
			s := &sender{load: l}
			for j := 0; !l.over.Load(); j++ {
				s.deliver(fmt.Sprintf("%d.%d", i, j))
			}
			s.leave()
		})
	}
}

// stop waits until every message that was begun is acknowledged.
func (l *load) stop() {
	l.over.Store(true)
	l.clients.Wait()
}

// sender is one client. It keeps its connection until something goes wrong.
type sender struct {
	*load
	conn  net.Conn // nil: none
	heard *bufio.Reader
}

// outcome is how an attempt went.
type outcome string

const (
	acknowledged outcome = "acknowledged" // 250 to the end of content
	refused      outcome = "refused"      // another reply, to the end or before it
	cut          outcome = "cut off"      // the connection was lost before the end was said
	unheard      outcome = "unheard"      // and after that
)

func (s *sender) deliver(id string) {
	content := compose(id, sizes[rand.IntN(len(sizes))])
	for {
		switch s.attempt(content) {
		case acknowledged:
			s.ledger.note(id, func(r *row) { r.acknowledged++ })
			return
		case unheard:
			s.ledger.note(id, func(r *row) { r.unheard++ })
		}
		s.leave()
	}
}

// sizes are those of messages, in lines; the largest don't fit in the memory of a hold.
var sizes = []int{0, 1, 10, 10, 100, 1000, 8000}

func (s *sender) leave() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}

// attempt sends a message in one of the ways in which clients do.
func (s *sender) attempt(content string) outcome {
	if s.conn == nil {
		if o := s.connect(); o != "" {
			return o
		}
	}
	begin := []string{"MAIL FROM:<sender@example.org>\r\n", "RCPT TO:<you@example.org>\r\n"}
	half := len(content) / 2
	body, last := stuffed([]byte(content)), chunk([]byte(content[half:]), true)
	switch rand.IntN(4) {
	case 0:
		return s.converse(append(begin, "DATA\r\n"), body, 1)
	case 1:
		return s.converse([]string{strings.Join(begin, "") + "DATA\r\n"}, body, 1)
	case 2:
		return s.converse(append(begin, chunk([]byte(content[:half]), false)), last, 1)
	default:
		return s.converse([]string{strings.Join(begin, "")}, chunk([]byte(content[:half]), false)+last, 2)
	}
}

func (s *sender) connect() outcome {
	conn, err := net.Dial("tcp", s.gate())
	if err != nil {
		return cut
	}
	s.conn, s.heard = conn, bufio.NewReader(conn)
	s.speaks()
	if _, o := s.hear(1, cut); o != "" {
		return o
	}
	return s.say("EHLO client.example.org\r\n", 1)
}

// converse says groups of commands and then the end of the message, which has replies of its own.
func (s *sender) converse(groups []string, last string, replies int) outcome {
	for _, group := range groups {
		if o := s.say(group, strings.Count(group, "\r\n")-contentLines(group)); o != "" {
			return o
		}
	}
	s.speaks()
	if _, err := s.conn.Write([]byte(last)); err != nil {
		return s.lost(err, cut)
	}
	code, o := s.hear(replies, unheard)
	if o == "" && code == 250 {
		return acknowledged
	}
	return o
}

// speaks begins the time for what is said now and the reply to it.
func (s *sender) speaks() {
	s.tick()
	s.conn.SetDeadline(time.Now().Add(patience))
}

// contentLines counts lines that are no commands.
func contentLines(group string) int {
	if !strings.HasPrefix(group, "BDAT") {
		return 0
	}
	return strings.Count(group, "\r\n") - 1
}

// say says commands; "" is that all was well.
func (s *sender) say(text string, replies int) outcome {
	s.speaks()
	if _, err := s.conn.Write([]byte(text)); err != nil {
		return s.lost(err, cut)
	}
	_, o := s.hear(replies, cut)
	return o
}

// hear reads replies, and stops at one that isn't what the client wants to hear.
func (s *sender) hear(replies int, without outcome) (code int, o outcome) {
	for replies > 0 {
		line, err := s.heard.ReadString('\n')
		if err != nil {
			return 0, s.lost(err, without)
		}
		if _, err := fmt.Sscanf(line, "%d", &code); err != nil || len(line) < 5 {
			s.ledger.fault("a client heard %q", line)
			return 0, refused
		}
		if code >= 400 {
			return code, refused
		}
		if line[3] != '-' {
			replies--
		}
	}
	return code, ""
}

// lost is the end of an attempt whose connection is gone. A gate that only keeps silent is wrong.
func (s *sender) lost(err error, as outcome) outcome {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		s.ledger.fault("a client waited for %v in vain", patience)
	}
	return as
}
