package proxytest

import (
	"errors"
	"fmt"
	"strings"
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
	return strings.TrimSuffix(fmt.Sprintf("%s:%d: %s\n%s", f.Name, f.Line, f.What, f.Report), "\n")
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

// silence is how long to listen until one may say that nothing comes. What a gateway at rest has said is there already.
func silence(patience time.Duration, rests bool) time.Duration {
	if rests {
		return patience / 200
	}
	return patience / 20
}

// overhear takes in what is still coming, for the report only.
func (l *leg) overhear(c *Clock) {
	if l.conn == nil || l.ended != nil {
		return
	}
	wait := silence(l.patience, c.rest())
	l.conn.SetReadDeadline(time.Now().Add(wait))
	l.hearMeanwhile(len(l.unread) + atOnce)
}
