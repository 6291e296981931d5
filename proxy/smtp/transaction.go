package smtp

import (
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// maxNamed is how many recipients a transaction's summary names.
const maxNamed = 1000

// transaction runs from MAIL to the reply to its content. The zero transaction: none is open.
type transaction struct {
	open    bool
	start   time.Time
	sender  filters.Path
	utf8    bool  // SMTPUTF8
	size    int64 // announced by SIZE=; -1: not
	rcpts   []recipient
	count   [rcptStates]int // of them, by state
	asked   int             // RCPT commands
	refusal own             // the last of a recipient
	discard string          // why a filter discards all of it; "": it doesn't
	by      string          // that filter
	sending bool            // DATA or BDAT has gone up and its end hasn't
	doubt   bool            // the end has gone up and no answer came
	delay   time.Duration   // that filters want before the answer to content that streams
	end     time.Time       // when the client had sent all of the content
	hooks   time.Duration   // that filters took
	read    int64           // octets of content from the client
	sent    int64           // and up
	upTo    string          // the upstream's address
	answer  string          // the upstream's, to the end of content

	evidence *evidence // of the content so far; nil: none was read, or nobody asks

	replayed bool    // the envelope was said again
	ending   *ending // the reply that ends it is on its way
	envelope []byte  // MAIL and RCPT as they went up, for a replay
	steps    []step
	known    int // steps that have their reply
}

// step is a command of the envelope.
type step struct {
	end   int // of its line in the envelope
	class int // of its reply; 0: not answered yet
}

// maxEnvelope is how much of an envelope is remembered; a longer one isn't said again.
const maxEnvelope = 256 << 10

// went remembers a command that goes up.
func (t *transaction) went(line []byte) {
	if len(t.envelope)+len(line) > maxEnvelope {
		t.replayed = true // it can't be
		return
	}
	t.envelope = append(t.envelope, line...)
	t.steps = append(t.steps, step{end: len(t.envelope)})
}

// answered notes the reply to the oldest step that has none.
func (t *transaction) answered(code int) {
	if t.known < len(t.steps) {
		t.steps[t.known].class = code / 100
		t.known++
	}
}

// recipient is one RCPT.
type recipient struct {
	path  filters.Path
	state rcptState
	reply int
	by    string
}

type rcptState uint8

const (
	asked     rcptState = iota // it went up, or is about to
	accepted                   // the upstream said 2xx
	refused                    // by the upstream, or here
	discarded                  // by a filter: the client heard 250, the upstream hears nothing
	rcptStates
)

// begin opens a transaction; its sender is not settled yet.
func (s *Session) begin(size int64) {
	s.number++
	s.swallowed, s.mailRefused = 0, false
	s.tx = transaction{open: true, start: s.now(), size: size, rcpts: s.tx.rcpts[:0], envelope: s.tx.envelope[:0], steps: s.tx.steps[:0]}
	if s.up != nil {
		s.tx.upTo = s.up.Server.Addr()
	}
}

// has counts the recipients in any of these states.
func (t *transaction) has(states ...rcptState) (n int) {
	for _, state := range states {
		n += t.count[state]
	}
	return n
}

// add takes a recipient in.
func (t *transaction) add(r recipient) {
	t.rcpts = append(t.rcpts, r)
	t.count[r.state]++
}

// settle moves a recipient to another state.
func (t *transaction) settle(r *recipient, state rcptState) {
	t.count[r.state]--
	t.count[state]++
	r.state = state
}

// recipients are those that filters may see.
func (t *transaction) recipients() []filters.Path {
	var paths []filters.Path
	for _, r := range t.rcpts {
		if r.state == asked || r.state == accepted {
			paths = append(paths, r.path)
		}
	}
	return paths
}

// ending is how a transaction ends: with what the client hears last, by whom.
type ending struct {
	outcome journal.Outcome
	last    own
	by      string
}

// endWith ends the transaction once the reply that does so is told.
func (s *Session) endWith(outcome journal.Outcome, last own, by string) {
	s.tx.ending = &ending{outcome, last, by}
}

// abandoned is how a transaction has ended that was given up: by its last refusal, if every recipient was refused.
func (t *transaction) abandoned(e ending) ending {
	if e.outcome != journal.Abandoned || len(t.rcpts) == 0 || t.has(refused) < len(t.rcpts) {
		return e
	}
	r := t.rcpts[len(t.rcpts)-1]
	return ending{outcomeOf(r.reply), t.refusal, r.by}
}

// endTransaction closes the open transaction, if there is one, and puts its summary on record.
func (s *Session) endTransaction(outcome journal.Outcome, last own, by string) {
	if !s.tx.open {
		return
	}
	t := &s.tx
	e := t.abandoned(ending{outcome, last, by})
	outcome, last, by = e.outcome, e.last, e.by
	summary := &journal.Summary{
		Hello: s.hello.Name, User: s.login.user, Sender: t.sender.String(), Total: t.asked,
		Size: t.read, Sent: t.sent, Outcome: outcome, Code: last.code, Text: last.oneLine(),
		Answer: t.answer, By: by, Upstream: t.upTo, Took: s.now().Sub(t.start), Filters: t.hooks,
		Unkept: s.unkept && by == byProxy && outcome == journal.Deferred,
	}
	if !t.end.IsZero() {
		summary.End = s.now().Sub(t.end)
	}
	if last.enhanced != "" {
		summary.Text = last.enhanced + " " + summary.Text
	}
	for _, r := range t.rcpts[:min(len(t.rcpts), maxNamed)] {
		summary.Recipients = append(summary.Recipients, journal.Recipient{Path: r.path.String(), Code: r.reply, By: r.by})
	}
	s.emit(journal.Event{Kind: journal.Transaction, Summary: summary})
	*t = transaction{rcpts: t.rcpts[:0], envelope: t.envelope[:0], steps: t.steps[:0]}
	s.chunks.close()
	s.chunks = nil
}
