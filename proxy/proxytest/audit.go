package proxytest

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// audit reads a journal that nobody writes to any more as strictly as its documentation allows: whoever must rely on a journal does so
// without asking Gatepost. It returns all that is wrong, and how many sessions there are.
func audit(dir string) (sessions int, err error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	a := &auditor{sessions: map[string]*audited{}}
	for _, f := range files {
		if err := a.file(filepath.Join(dir, f.Name())); err != nil {
			return 0, err
		}
	}
	a.endings()
	return len(a.sessions), errors.Join(a.wrong...)
}

// auditor reads the lines of a journal.
type auditor struct {
	n        int64 // of the last line
	place    string
	sessions map[string]*audited
	wrong    []error
}

// audited is what an auditor knows of a session.
type audited struct {
	seq    int          // of the last line
	last   journal.Kind // the last line's
	time   time.Time    // the last line's
	client string
	front  string
	tx     int          // the last transaction that was begun
	summed map[int]bool // of SMTP: transactions that have their line

	protocol string
	loggedIn bool // of POP3
	fetched  bool // has its line of kind maildrop
}

func (a *auditor) complain(format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	if a.place != "" {
		what = a.place + ": " + what
	}
	a.wrong = append(a.wrong, errors.New(what))
}

// file reads one file; its name says the day.
func (a *auditor) file(path string) error {
	defer func() { a.place = "" }()
	a.place = filepath.Base(path)
	day, err := time.Parse("journal-2006-01-02.jsonl", a.place)
	if err != nil {
		a.complain("a file of another name")
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return err
	} else if info.Mode() != 0o600 {
		a.complain("its mode is %v", info.Mode())
	}
	return a.lines(bufio.NewReader(f), day)
}

func (a *auditor) lines(r *bufio.Reader, day time.Time) error {
	name := a.place
	for number := 1; ; number++ {
		a.place = fmt.Sprintf("%s:%d", name, number)
		raw, err := r.ReadBytes('\n')
		if err != nil {
			if len(raw) > 0 {
				a.complain("its last line has no end: %q", raw)
			}
			return nil
		}
		a.line(raw[:len(raw)-1], day)
	}
}

// line judges a line by itself, and then by those before it.
func (a *auditor) line(raw []byte, day time.Time) {
	l, err := strict(raw)
	if err != nil {
		a.complain("%v: %s", err, raw)
		return
	}
	if l.N != a.n+1 {
		a.complain("n is %d behind %d", l.N, a.n)
	}
	a.n = l.N
	if day.Add(24 * time.Hour).Before(l.Time) {
		a.complain("of %v, in the file of a day before", l.Time)
	}
	for _, wrong := range a.judge(l) {
		a.complain("%s: %s", wrong, raw)
	}
}

// judge says what is wrong with a line behind those of its session before it.
func (a *auditor) judge(l *entry) (wrong []string) {
	s := a.sessions[l.Session]
	if s == nil {
		s = &audited{client: l.Client, front: l.Front, protocol: l.Protocol, time: l.Time, summed: map[int]bool{}}
		a.sessions[l.Session] = s
	}
	return s.next(l)
}

// next takes the next line of a session and says what is wrong with it there.
func (s *audited) next(l *entry) (wrong []string) {
	claim := func(holds bool, format string, args ...any) {
		if !holds {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	claim(l.Seq == s.seq+1, "seq is %d behind %d", l.Seq, s.seq)
	claim((l.Seq == 1) == (l.Kind == journal.Open), "the first line is open, and no other")
	claim(s.last != journal.Close, "the session is over")
	claim(!l.Time.Before(s.time), "time goes back")
	claim(l.Client == s.client, "the client was %s", s.client)
	claim(l.Front == s.front, "the front was %s", s.front)
	claim(l.Protocol == s.protocol, "the protocol was %s", s.protocol)
	claim(l.Tx <= s.tx+1, "tx is %d, and %d is the last so far", l.Tx, s.tx)
	claim(!s.summed[l.Tx] || l.Shadow, "transaction %d is over", l.Tx)
	s.seq, s.last, s.time, s.tx = l.Seq, l.Kind, l.Time, max(s.tx, l.Tx)
	switch l.Kind {
	case journal.Transaction:
		s.summed[l.Tx] = true
	case journal.Login:
		s.loggedIn = s.loggedIn || l.status() == "+OK"
	case journal.Maildrop:
		claim(s.loggedIn && !s.fetched, "a maildrop without a login, or a second one")
		s.fetched = true
	}
	return wrong
}

// endings complains of what sessions lack.
func (a *auditor) endings() {
	for id, s := range a.sessions {
		if s.last != journal.Close {
			a.complain("session %s has no end", id)
		}
		for tx := 1; tx <= s.tx; tx++ {
			if !s.summed[tx] && s.protocol == "smtp" {
				a.complain("transaction %d of session %s has no line of its own", tx, id)
			}
		}
		if s.loggedIn && !s.fetched {
			a.complain("session %s has logged in and has no line of kind maildrop", id)
		}
	}
}
