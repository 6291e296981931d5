package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// recorder is an upstream that writes into a ledger what it takes.
type recorder struct {
	ledger   *ledger
	chunking bool             // whether it offers BDAT
	tick     func()           // called whenever it has heard something
	dies     func(point) bool // whether it is killed here; the connection is reset

	listener net.Listener
	sessions sync.WaitGroup
}

// point is a moment in a session: a command, or what follows its reply.
type point string

// The points that aren't before or after the reply to a command.
const (
	body  point = "body"  // in the middle of content
	end   point = "end"   // the content is there whole
	taken point = "taken" // and written down
)

// points are all those at which a recorder can be killed; without chunks there is no BDAT but a last one.
func points(chunks bool) []point {
	all := []point{body, end, taken, end.after()}
	commands := []point{"greeting", "EHLO", "MAIL", "RCPT", "DATA", "BDAT"}
	if !chunks {
		commands = commands[:5]
	}
	for _, p := range commands {
		all = append(all, p, p.after())
	}
	return all
}

func (p point) after() point { return "after " + p }

func (r *recorder) start(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	r.listener = l
	r.sessions.Go(r.accept)
	t.Cleanup(r.stop)
	return l.Addr().String()
}

// stop returns when all that anybody has sent is in the ledger. The gate is gone by then. It may be called more than once.
func (r *recorder) stop() {
	r.listener.Close()
	r.sessions.Wait()
}

func (r *recorder) accept() {
	for {
		conn, err := r.listener.Accept()
		if err != nil {
			return
		}
		r.sessions.Go(func() {
			defer conn.Close()
			s := &recording{recorder: r, conn: conn, heard: bufio.NewReader(conn)}
			if err := s.serve(); errors.Is(err, errKilled) {
				conn.(*net.TCPConn).SetLinger(0)
			}
		})
	}
}

// recording is a session of a recorder.
type recording struct {
	*recorder
	conn    net.Conn
	heard   *bufio.Reader
	content strings.Builder
}

var (
	errKilled  = errors.New("killed")
	errGoodbye = errors.New("goodbye")
)

func (s *recording) serve() error {
	err := s.say("greeting", "220 mail.example.org")
	for err == nil {
		err = s.command()
	}
	return err
}

// say writes a reply, unless the recorder is killed before; it may be killed behind it.
func (s *recording) say(at point, reply string) error {
	if s.dies(at) {
		return errKilled
	}
	if _, err := io.WriteString(s.conn, reply+"\r\n"); err != nil {
		return err
	}
	if s.dies(at.after()) {
		return errKilled
	}
	return nil
}

func (s *recording) command() error {
	line, err := s.heard.ReadString('\n')
	if err != nil {
		return err
	}
	s.tick()
	words := strings.Fields(line)
	switch verb := strings.ToUpper(words[0]); verb {
	case "EHLO":
		if s.chunking {
			return s.say("EHLO", "250-mail.example.org\r\n250-PIPELINING\r\n250 CHUNKING")
		}
		return s.say("EHLO", "250-mail.example.org\r\n250 PIPELINING")
	case "DATA":
		return s.data()
	case "BDAT":
		return s.bdat(words[1:])
	case "QUIT":
		io.WriteString(s.conn, "221 goodbye\r\n")
		return errGoodbye
	case "MAIL", "RSET":
		s.content.Reset()
		return s.say(point(verb), "250 ok")
	default:
		return s.say(point(verb), "250 ok")
	}
}

func (s *recording) data() error {
	if err := s.say("DATA", "354 go ahead"); err != nil {
		return err
	}
	for n := 0; ; n++ {
		line, err := s.heard.ReadString('\n')
		if err != nil {
			return err
		}
		if line == ".\r\n" {
			return s.take()
		}
		s.content.WriteString(strings.TrimPrefix(line, "."))
		if n == 1 && s.dies(body) {
			return errKilled
		}
		if n%64 == 0 {
			s.tick()
		}
	}
}

func (s *recording) bdat(words []string) error {
	n, err := strconv.ParseInt(words[0], 10, 64)
	if err != nil {
		return err
	}
	if s.dies(body) {
		return errKilled
	}
	if _, err := io.CopyN(&s.content, s.heard, n); err != nil {
		return err
	}
	s.tick()
	if len(words) == 1 {
		return s.say("BDAT", "250 ok")
	}
	return s.take()
}

// take takes responsibility for what came, and says so if it lives to.
func (s *recording) take() error {
	id := idOf(s.content.String())
	if id == "" {
		s.ledger.fault("a message that isn't whole came to its end: %.200q", s.content.String())
	}
	s.content.Reset()
	if s.dies(end) {
		return errKilled // it hadn't written the message down
	}
	s.ledger.note(id, func(r *row) { r.taken++ })
	if s.dies(taken) {
		s.ledger.note(id, func(r *row) { r.unsaid++ })
		return errKilled
	}
	if _, err := io.WriteString(s.conn, "250 taken\r\n"); err != nil {
		return err
	}
	if s.dies(end.after()) {
		return errKilled
	}
	return nil
}
