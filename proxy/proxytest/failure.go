package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Failure is a dialogue that went otherwise than the transcript says.
type Failure struct {
	Name   string // the transcript's
	Line   int    // that was not met
	What   string // "the client heard something else"
	Report string // both legs, what was wanted beside what was heard, and what the gateway noted; ends in a line end

	held       bool  // the gateway took a message before the upstream heard of it, where the upstream should hear it from the client
	shakes     bool  // it begins TLS with the upstream, and no line is about that
	unanswered *line // the last words of the dialogue, if nobody has answered them
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
	f := &Failure{Name: p.t.Name, Line: m.line}
	for _, l := range []*leg{p.client, p.server} {
		l.overhear(p.clock)
	}
	p.headline(f, m)
	if f.shakes = p.server.tls == nil && bytes.HasPrefix(p.server.unread, clientHello); f.shakes {
		p.server.unread = []byte("(TLS)")
	}
	for _, l := range []*leg{p.client, p.server} {
		at := -1
		if l == m.leg {
			at = m.at
		}
		f.Report += tableOf(l, l == m.leg, at)
	}
	f.Report += p.stage.notes.String()
	if f.held {
		f.Report += heldHint
	}
	if f.shakes {
		f.Report += shakesHint
	}
	return f
}

// headline says what was missed, and before it what explains it.
func (p *player) headline(f *Failure, m *miss) {
	f.What = m.what
	if p.isUnasked(m) {
		reply := p.client.unread[:lineEnd(p.client.unread)]
		f.What = fmt.Sprintf("the client heard %q instead: %s", strings.TrimRight(string(reply), "\r\n"), m.what)
		f.held = p.isHeld(reply)
		return
	}
	if l := p.t.lastSaid(); m.mute && l != nil && m.line >= l.number && len(p.client.unread) == 0 && p.client.ended == nil {
		f.Line, f.unanswered = l.number, l
		f.What = fmt.Sprintf("line %d was never answered: %s", l.number, m.what)
	}
}

// isUnasked tells whether the client was answered in place of what should have gone up.
func (p *player) isUnasked(m *miss) bool {
	l := p.server
	if m.leg != l || m.at >= 0 || len(p.client.queue) > 0 || len(p.client.unread) == 0 {
		return false
	}
	return l.conn == nil || len(l.queue) > 0 && l.queue[0].line.way == wayC
}

// heldHint says how such a dialogue is written.
const heldHint = `a filter holds the message here, so the upstream hears of it later
   write the client's DATA and its content as CP, and the 354 as PC; behind them PS: DATA, SP: 354, the content as PS, and the answer as S
`

// clientHello is how TLS begins (RFC 8446, section 5.1).
var clientHello = []byte{22, 3}

const shakesHint = `the gateway begins TLS with the upstream here
   write "S:  <start TLS>" behind the upstream's go-ahead, or where it is connected
`

// isHeld tells whether a reply to the client, in place of what should have gone up, is the gateway's own go-ahead.
func (p *player) isHeld(reply []byte) bool {
	queue := p.server.queue
	return len(queue) > 0 && bytes.HasPrefix(reply, []byte("354")) && bytes.EqualFold(queue[0].words, []byte("DATA\r\n"))
}

// lastSaid is the last line of the dialogue if it wants an answer: the client's words, or the proxy's to the upstream.
func (t *Transcript) lastSaid() *line {
	for _, s := range slices.Backward(t.steps) {
		l := s.lines[len(s.lines)-1]
		switch {
		case l.stage.is(actWait) || l.way == wayC && l.stage.is(actHalfClose):
			continue
		case l.stage == nil && (s.by == 'C' || l.way == wayPS):
			return l
		}
		return nil
	}
	return nil
}

// silence is how long to listen until one may say that nothing comes. What a gateway at rest has said is there already; but one of its goroutines
// may be at work while another waits, on a machine that gives it no time.
func silence(rests bool) time.Duration {
	if rests {
		return 100 * time.Millisecond
	}
	return time.Second
}

// overhear takes in what is still coming, for the report only.
func (l *leg) overhear(c *Clock) {
	if l.conn == nil || l.ended != nil {
		return
	}
	l.hearUntil(silence(c.rest()), len(l.unread)+atOnce)
}
