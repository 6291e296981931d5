package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A toy SMTP server: states, commands as a table of methods, pipelined input.
type phase int

const (
	greeting phase = iota
	ready
	mail
	rcpt
	data
	closed
)

type reply struct {
	code  int
	lines []string
}

func (r reply) write(w io.Writer) (n int64, err error) {
	for i, l := range r.lines {
		sep := "-"
		if i == len(r.lines)-1 {
			sep = " "
		}
		m, err := fmt.Fprintf(w, "%d%s%s\r\n", r.code, sep, l)
		n += int64(m)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func say(code int, lines ...string) *reply { return &reply{code, lines} }

type session struct {
	phase
	from  string
	to    []string
	body  bytes.Buffer
	verbs map[string]func(*session, string) *reply
	out   io.Writer
	stats struct {
		commands, bad int
	}
}

func (s *session) helo(arg string) *reply {
	if arg == "" {
		return say(501, "name?")
	}
	s.phase = ready
	return say(250, "hello "+arg, "SIZE "+strconv.Itoa(1<<20), "OK")
}

func (s *session) mailFrom(arg string) *reply {
	if s.phase != ready {
		return say(503, "sequence")
	}
	addr, err := path(arg, "FROM:")
	if err != nil {
		return say(501, err.Error())
	}
	s.from, s.phase = addr, mail
	return say(250, "OK")
}

func (s *session) rcptTo(arg string) *reply {
	switch s.phase {
	case mail, rcpt:
	default:
		return say(503, "sequence")
	}
	addr, err := path(arg, "TO:")
	switch {
	case err != nil:
		return say(501, err.Error())
	case addr == "":
		return say(550, "nobody")
	case len(s.to) >= 2:
		return say(452, "too many")
	}
	s.to = append(s.to, addr)
	s.phase = rcpt
	return say(250, "OK")
}

func (s *session) dataStart(string) *reply {
	if s.phase != rcpt {
		return say(503, "sequence")
	}
	s.phase = data
	return say(354, "go on")
}

func (s *session) reset(string) *reply {
	s.from, s.to, s.phase = "", nil, ready
	s.body.Reset()
	return say(250, "OK")
}

type pathError struct{ what, arg string }

func (p *pathError) Error() string { return fmt.Sprintf("%s in %q", p.what, p.arg) }

func path(arg, prefix string) (string, error) {
	rest, ok := strings.CutPrefix(strings.ToUpper(arg[:min(len(arg), len(prefix))])+arg[min(len(arg), len(prefix)):], prefix)
	if !ok {
		return "", &pathError{"no " + prefix, arg}
	}
	rest = strings.TrimSpace(rest)
	if len(rest) < 2 || rest[0] != '<' || rest[len(rest)-1] != '>' {
		return "", &pathError{"no brackets", arg}
	}
	return rest[1 : len(rest)-1], nil
}

func (s *session) line(l string) bool {
	if s.phase == data {
		if l == "." {
			n := s.body.Len()
			s.reset("")
			say(250, fmt.Sprintf("%d bytes for %d", n, len(s.to))).write(s.out)
			return true
		}
		s.body.WriteString(strings.TrimPrefix(l, "."))
		s.body.WriteByte('\n')
		return true
	}
	s.stats.commands++
	verb, arg, _ := strings.Cut(l, " ")
	h, ok := s.verbs[strings.ToUpper(verb)]
	if !ok {
		s.stats.bad++
		say(500, "what?").write(s.out)
		return s.stats.bad < 3
	}
	r := h(s, arg)
	if r.code >= 400 {
		s.stats.bad++
	}
	r.write(s.out)
	return r.code != 221
}

func serve(input string, out io.Writer) *session {
	s := &session{out: out}
	s.verbs = map[string]func(*session, string) *reply{
		"HELO": (*session).helo, "EHLO": (*session).helo, "MAIL": (*session).mailFrom,
		"RCPT": (*session).rcptTo, "DATA": (*session).dataStart, "RSET": (*session).reset,
		"QUIT": func(s *session, _ string) *reply { s.phase = closed; return say(221, "bye") },
	}
	for l := range strings.SplitSeq(strings.TrimSuffix(input, "\r\n"), "\r\n") {
		if !s.line(l) {
			break
		}
	}
	return s
}

func main() {
	var out bytes.Buffer
	s := serve("EHLO me\r\nmail from:<a@b>\r\nRCPT TO:<>\r\nrcpt to:<x@y>\r\nRCPT To:<z@y>\r\nRCPT TO:<q@y>\r\nDATA\r\nhi\r\n..dot\r\n.\r\nRSET\r\nQUIT\r\nNOOP\r\n", &out)
	fmt.Print(out.String())
	fmt.Println(s.phase == closed, s.stats.commands, s.stats.bad, s.body.Len(), len(s.to))
	out.Reset()
	s = serve("DATA\r\nMAIL\r\nHELO\r\nHELO x\r\nMAIL FROM:a\r\nFOO\r\nBAR\r\nNEVER\r\n", &out)
	fmt.Print(out.String())
	fmt.Println(s.phase == ready, s.stats)
}
