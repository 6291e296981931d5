package sessiontest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// Log is a sink that remembers, and notices a gap in the order of a session's events.
type Log struct {
	Forget bool // the events themselves

	mu     sync.Mutex
	events []*journal.Event
	last   map[string]int
	gaps   []string
}

// Record takes an event of any session.
func (l *Log) Record(e *journal.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == nil {
		l.last = map[string]int{}
	}
	if l.last[e.Session]++; e.Seq != l.last[e.Session] {
		l.gaps = append(l.gaps, fmt.Sprintf("%s: event %d has seq %d", e.Session, l.last[e.Session], e.Seq))
	}
	if e.Kind == journal.Close {
		delete(l.last, e.Session)
	}
	if !l.Forget {
		l.events = append(l.events, e)
	}
}

// Events lists all events so far.
func (l *Log) Events() []*journal.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events)
}

// Of lists the events of a kind.
func (l *Log) Of(kind journal.Kind) (found []*journal.Event) {
	for _, e := range l.Events() {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}

// Digests are the Message events: "C 12 ab…".
func (l *Log) Digests() (all []string) {
	for _, e := range l.Of(journal.Message) {
		all = append(all, fmt.Sprint(e.Way, " ", e.Size, " ", e.SHA256))
	}
	return all
}

// Digest is one of [Log.Digests], for a message as it lies in a file.
func Digest(way, file string) string {
	sum := sha256.Sum256([]byte(file))
	return fmt.Sprint(way, " ", len(file), " ", hex.EncodeToString(sum[:]))
}

// Tripwire is a sink that panics with "tripped" when it hears of a verb.
type Tripwire string

// Record panics, or does nothing.
func (w Tripwire) Record(e *journal.Event) {
	if e.Kind == journal.Command && e.Verb == string(w) {
		panic("tripped")
	}
}
