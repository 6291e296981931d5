package main

import (
	"fmt"
	"strings"
)

type state func(*session, string) (state, string)

type session struct {
	from string
	rcpt []string
	data []string
	log  []string
}

func start(s *session, l string) (state, string) {
	if verb, arg, _ := strings.Cut(l, " "); strings.EqualFold(verb, "helo") && arg != "" {
		return ready, "250 hi " + arg
	}
	return start, "503 say helo"
}

func ready(s *session, l string) (state, string) {
	if rest, ok := strings.CutPrefix(l, "MAIL FROM:"); ok {
		s.from = strings.Trim(rest, "<>")
		return rcpt, "250 ok"
	}
	if l == "QUIT" {
		return nil, "221 bye"
	}
	return ready, "500 ?"
}

func rcpt(s *session, l string) (next state, reply string) {
	next = rcpt
	rest, ok := strings.CutPrefix(l, "RCPT TO:")
	switch {
	case ok && strings.Contains(rest, "@"):
		s.rcpt = append(s.rcpt, strings.Trim(rest, "<>"))
		reply = "250 ok"
	case ok:
		reply = "550 no such user"
	case l == "DATA" && len(s.rcpt) == 0:
		reply = "503 need rcpt"
	case l == "DATA":
		return data, "354 go"
	default:
		reply = "500 ?"
	}
	return
}

func data(s *session, l string) (state, string) {
	if l == "." {
		return ready, fmt.Sprintf("250 queued %d lines", len(s.data))
	}
	s.data = append(s.data, strings.TrimPrefix(l, "."))
	return data, ""
}

func main() {
	in := `NOOP
helo me.test
MAIL FROM:<a@x.test>
DATA
RCPT TO:<nobody>
RCPT TO:<b@y.test>
DATA
Subject: hi

..dots
.
QUIT
never`
	s := new(session)
	st := state(start)
	for _, l := range strings.Split(in, "\n") {
		var reply string
		if st, reply = st(s, l); reply != "" {
			s.log = append(s.log, reply)
		}
		if st == nil {
			break
		}
	}
	fmt.Println(strings.Join(s.log, "\n"))
	fmt.Printf("%+v\n", session{s.from, s.rcpt, s.data, nil})
}
