package pop3

import (
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// maildrop is what has become of the client's mail. The zero maildrop: nobody has logged in.
type maildrop struct {
	mechanism string
	start     time.Time // of the time since the login
	server    string
	marks     map[int]bool // messages that the upstream has marked as deleted
	withheld  map[int]bool // messages in whose place the client got something else, and that it didn't get since
	fetched   int
	peeked    int
	octets    int64 // of messages fetched, as on the wire, dot-stuffing and final dot included
	hooks     time.Duration
	updated   bool // the upstream has agreed to QUIT
	doubt     bool // it has heard QUIT and given no answer
}

func (m *maildrop) begin(mechanism string, now time.Time) {
	m.mechanism, m.start = mechanism, now
}

func (m *maildrop) open() bool { return !m.start.IsZero() }

func (m *maildrop) marked() int { return len(m.marks) }

func (m *maildrop) mark(message int) {
	if m.marks == nil {
		m.marks = map[int]bool{}
	}
	m.marks[message] = true
}

// withhold notes that the client didn't get a message.
func (m *maildrop) withhold(message int) {
	if m.withheld == nil {
		m.withheld = map[int]bool{}
	}
	m.withheld[message] = true
}

// recordErrand sums up the session for the record, if it has logged in.
func (s *Session) recordErrand(why string) {
	m := &s.drop
	if !m.open() {
		return
	}
	e := &journal.Errand{
		User: s.login.user, Mechanism: m.mechanism, Fetched: m.fetched, Octets: m.octets, Peeked: m.peeked, Withheld: len(m.withheld),
		Updated: m.updated, By: why, Upstream: m.server, Took: s.now().Sub(m.start), Filters: m.hooks,
	}
	if m.updated {
		e.Deleted, e.By = m.marked(), "QUIT"
	}
	s.emit(journal.Event{Kind: journal.Maildrop, Errand: e})
}
