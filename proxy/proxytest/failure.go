package proxytest

import (
	"errors"
	"fmt"
	"time"
)

// Failure is a dialogue that went otherwise than the transcript says.
type Failure struct {
	Name   string // the transcript's
	Line   int    // that was not met
	What   string // "the client heard something else"
	Report string // both legs, what was wanted beside what was heard, and what the gateway noted; ends in a line end
}

// Error is all of it, in several lines.
func (f *Failure) Error() string {
	return fmt.Sprintf("%s:%d: %s\n%s", f.Name, f.Line, f.What, f.Report)
}

// explain makes a Failure of a miss, with what both ends know.
func (p *player) explain(err error) error {
	var m *miss
	if !errors.As(err, &m) {
		return err
	}
	f := &Failure{Name: p.t.Name, Line: m.line, What: m.what}
	for _, l := range []*leg{p.client, p.server} {
		l.overhear(p.clock)
		at := -1
		if l == m.leg {
			at = m.at
		}
		f.Report += tableOf(l, l == m.leg, at)
	}
	f.Report += p.stage.notes.String()
	return f
}

// overhear takes in what is still coming, for the report only.
func (l *leg) overhear(c *Clock) {
	if l.conn == nil || l.ended != nil {
		return
	}
	l.conn.SetReadDeadline(time.Now().Add(l.patience / 10))
	if c.rest(l.patience / 20) {
		l.conn.SetReadDeadline(time.Now().Add(l.patience / 200))
	}
	l.hearMeanwhile(len(l.unread) + atOnce)
}
