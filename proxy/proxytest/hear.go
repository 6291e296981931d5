package proxytest

import (
	"fmt"
	"io"
	"time"

	"golang.org/x/sys/unix"
)

// flush compares all that should have been heard so far.
func (l *leg) flush() error {
	for len(l.queue) > 0 {
		if err := l.connect(l.queue[0].line.number); err != nil {
			return err
		}
		if err := l.hear(l.queue[0]); err != nil {
			return err
		}
		l.queue = l.queue[1:]
	}
	return nil
}

func (l *leg) hear(w *want) error {
	if w.end != "" {
		return l.hearEnd(w)
	}
	for {
		how, n := w.match(l.unread)
		switch {
		case how == isMet:
			l.met(w, n)
			return nil
		case how == isOther:
			return l.missed(w, n, "heard something else")
		case l.ended != nil:
			return l.missed(w, -1, "heard no more: the proxy has "+endName(l.ended))
		}
		if err := l.fill(); err != nil {
			return &miss{leg: l, at: -1, line: w.line.number, what: l.name + " " + err.Error(), mute: true}
		}
	}
}

// met moves words from unread to past.
func (l *leg) met(w *want, n int) {
	l.past = append(l.past, heard{w, l.unread[:n:n]})
	l.past = l.past[max(0, len(l.past)-maxPast):]
	l.unread = l.unread[n:]
}

// hearEnd wants the proxy to have ended the connection, as it is said.
func (l *leg) hearEnd(w *want) error {
	for l.ended == nil && len(l.unread) == 0 {
		if err := l.fill(); err != nil {
			return l.missed(w, -1, "still has a connection: "+err.Error())
		}
	}
	switch {
	case len(l.unread) > 0:
		return l.missed(w, -1, "heard words, where the connection should end")
	case w.end != endAct(l.ended):
		return l.missed(w, -1, "heard another end: the proxy has "+endName(l.ended))
	}
	l.met(w, 0)
	l.drop()
	return nil
}

// silent wants the end of the connection, and nothing before it, by the read deadline.
func (l *leg) silent(line int) error {
	if l.conn == nil {
		return nil
	}
	for l.ended == nil && len(l.unread) == 0 {
		if l.read() != nil {
			what := fmt.Sprintf("after the last line %s still has a connection %v later", l.name, l.patience)
			return &miss{leg: l, at: -1, line: line, what: what, mute: true}
		}
	}
	if len(l.unread) > 0 {
		return &miss{leg: l, at: -1, line: line, what: "after the last line " + l.name + " heard more"}
	}
	l.drop()
	return nil
}

// looks is how often in its patience a leg that hears nothing looks whether it can hear anything yet.
const looks = 20

// fill reads once; an error is that nothing came in time, or that nothing can come.
func (l *leg) fill() error {
	for range looks {
		if l.readWithin(l.patience/looks) == nil {
			return nil
		}
		if err := l.vain(); err != nil && !l.hearNow() {
			return err
		}
	}
	return fmt.Errorf("heard nothing for %v", l.patience)
}

// hearNow takes in what a gateway at rest has said, and tells whether there was anything.
func (l *leg) hearNow() bool {
	before := len(l.unread)
	l.hearUntil(silence(true), before+atOnce)
	return len(l.unread) > before || l.ended != nil
}

// hearUntil takes in what comes until nothing has come for a while, or there is so much.
func (l *leg) hearUntil(silence time.Duration, most int) {
	for len(l.unread) < most && l.ended == nil && l.readWithin(silence) == nil {
	}
}

// readWithin reads once. That nothing has come in time is an error only if nothing is there: on a busy machine the time may be over before the read
// has begun, and it reads nothing then.
func (l *leg) readWithin(d time.Duration) error {
	for {
		l.conn.SetReadDeadline(time.Now().Add(d))
		if err := l.read(); err == nil || !l.isSpoken() {
			return err
		}
	}
}

// isSpoken tells whether the kernel has something to be read, be it an end.
func (l *leg) isSpoken() bool {
	raw, err := l.conn.SyscallConn()
	return err == nil && ready(raw, unix.POLLIN)
}

// read reads once. The end of the connection is noted and no error; close_notify is not yet that.
func (l *leg) read() error {
	const chunk = 64 << 10
	l.unread = append(l.unread, make([]byte, chunk)...)
	room := l.unread[len(l.unread)-chunk:]
	n, err := l.ear().Read(room)
	l.unread = l.unread[:len(l.unread)-chunk+n]
	if err == io.EOF && l.tls != nil && !l.notified && !l.socket.over {
		l.notified = true
		return nil
	}
	if l.ended = l.endOf(err); l.ended != nil {
		return nil
	}
	return err
}
