package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// ledger is what clients and an upstream know of messages, by their ids.
type ledger struct {
	mu    sync.Mutex
	rows  map[string]*row
	wrong []string // what must not happen whatever is killed
}

// row is one message, which a client has sent in one attempt or several.
type row struct {
	acknowledged int // attempts after whose end the client heard 250: none or one
	unheard      int // attempts of which the client said the end and heard no reply to it
	taken        int // times that the upstream took responsibility for it
	unsaid       int // of these, times that the upstream was killed before it could say so
}

func newLedger() *ledger { return &ledger{rows: map[string]*row{}} }

// note changes the row of a message.
func (l *ledger) note(id string, change func(*row)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rows[id] == nil {
		l.rows[id] = &row{}
	}
	change(l.rows[id])
}

func (l *ledger) fault(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wrong = append(l.wrong, fmt.Sprintf(format, args...))
}

// check tells of lost messages, and of those that are there more often than the clients had to send them.
func (l *ledger) check(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	sum := row{}
	for id, r := range l.rows {
		sum = row{sum.acknowledged + r.acknowledged, sum.unheard + r.unheard, sum.taken + r.taken, sum.unsaid + r.unsaid}
		switch {
		case r.acknowledged > 0 && r.taken == 0:
			t.Errorf("message %s is lost: %+v", id, *r)
		case r.taken > r.acknowledged+r.unheard+r.unsaid:
			t.Errorf("message %s is there too often: %+v", id, *r)
		}
	}
	for _, wrong := range l.wrong {
		t.Error(wrong)
	}
	t.Logf("%d messages: %+v", len(l.rows), sum)
	if sum.acknowledged == 0 {
		t.Error("no message passed at all")
	}
}

// compose makes a message that shows by itself whether it is whole.
func compose(id string, lines int) string {
	return "Message-ID: <" + id + ">\r\n\r\n" + strings.Repeat("..Some line of a message, beginning with dots.\r\n", lines) + "End of " + id + "\r\n"
}

// idOf is the id of a whole message; "" where it isn't whole.
func idOf(content string) string {
	_, rest, _ := strings.Cut(content, "Message-ID: <")
	id, _, found := strings.Cut(rest, ">")
	if !found || !strings.HasSuffix(content, "\r\nEnd of "+id+"\r\n") || strings.Count(content, "Message-ID:") != 1 {
		return ""
	}
	return id
}
