package retell

import (
	"strings"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// retelling makes the lines of a transcript of a session's events.
type retelling struct {
	events  []*journal.Event
	replies map[int]int // of a command its reply, both by their place among the events
	delays  map[int]time.Duration
	lines   []told

	client []told // what the client has said since somebody last answered it: one group
	proxy  []told // what the gate has said up meanwhile: the upstream hears it behind what the client has said to it
	held   []told // what it says up once it has got a server ready

	now time.Time // of the transcript

	up      bool             // there is a connection to the upstream
	fresh   bool             // that hasn't greeted yet
	reused  bool             // it is another session's, of which this transcript knows nothing
	greeted bool             // the client has heard something
	hasty   int              // the place of a command that came before the greeting, -1: there is none
	early   map[int]bool     // the places of commands that were told before their time
	login   *loginTold       // the exchange that runs
	content *contentTold     // that is being said, or was said last
	chunks  *contentTold     // of a BDAT that runs
	changes []*journal.Event // of the header of content
	fetches map[int]*fetch   // messages that came down, by transaction
	left    bool             // the client has closed or reset its connection
	parked  bool             // there is a connection to the upstream for another session
	later   []told           // what comes behind the next reply
}

// retell tells a session behind what was told before. A connection that another session has left may go on.
func (r *retelling) retell(events []*journal.Event) {
	lines, now, parked := r.lines, r.now, r.parked
	if now.IsZero() {
		now = events[0].Time
	}
	*r = retelling{events: events, replies: pairUp(events), lines: lines, now: now, parked: parked, hasty: -1, early: map[int]bool{}}
	r.delays = delaysOf(events, r.replies)
	r.fetches = fetchesOf(events)
	for i, e := range events {
		if i > 0 {
			r.gap(e.Seq - events[i-1].Seq - 1)
		}
		r.tell(i, e)
	}
	r.lastRemark()
	r.flush()
}

// part ends a session's connections, so that another session can be told behind it.
func (r *retelling) part() {
	last := r.events[len(r.events)-1]
	switch {
	case r.left:
	case last.Kind == journal.Close && last.Value == "the client has closed":
		r.add(doing(journal.C, "close"))
	default:
		r.add(doing(journal.PC, "close"))
	}
	if r.up {
		r.add(doing(journal.PS, "close"))
	}
	r.add(told{})
}

func (r *retelling) tell(i int, e *journal.Event) {
	switch e.Kind {
	case journal.TLS:
		r.tls(e)
	case journal.Command:
		r.command(i, e)
	case journal.Reply:
		r.reply(i, e)
	case journal.Message:
		r.message(e)
	case journal.Violation:
		r.violation(i, e)
	case journal.Upstream:
		r.upstream(i, e)
	case journal.Verdict:
		if !e.Passes() {
			r.note(e.Words())
		}
	case journal.Finding:
		r.finding(i, e)
	case journal.Change:
		r.change(e)
	case journal.Transaction:
		r.changes = nil
	case journal.Close:
		r.close(e)
	}
}

// add puts lines behind all that was said.
func (r *retelling) add(lines ...told) {
	r.flush()
	r.lines = append(r.lines, lines...)
}

// says keeps words of the client or of the gate to the upstream until somebody answers. What goes up unchanged behind words of the gate's
// is written as two lines: the client says all of its group before anybody answers.
func (r *retelling) says(w journal.Way, lines ...told) {
	for _, l := range lines {
		l.way = w
		switch {
		case w == journal.PS:
			r.proxy = append(r.proxy, l)
		case w == journal.C && len(r.proxy) > 0:
			r.client = append(r.client, told{journal.CP, l.text})
			r.proxy = append(r.proxy, told{journal.PS, l.text})
		default:
			r.client = append(r.client, l)
		}
	}
}

// note adds a comment where the dialogue stands.
func (r *retelling) note(text string) {
	if len(r.client) > 0 {
		r.client = append(r.client, comment(text))
		return
	}
	r.lines = append(r.lines, comment(text))
}

// flush ends a group.
func (r *retelling) flush() {
	r.lines = append(append(r.lines, r.client...), r.proxy...)
	r.client, r.proxy = nil, nil
}

// withhold makes of what the client has just said words that go no further. up: the gate says them to the upstream later.
func (r *retelling) withhold(up bool) {
	var through []told
	for i, l := range r.client {
		if l.way == journal.C {
			r.client[i].way = journal.CP
			through = append(through, told{journal.PS, l.text})
		}
	}
	r.proxy = append(through, r.proxy...)
	if !up {
		r.proxy = nil
	}
}

// leastPause is how long nobody must have spoken for it to be told. Shorter ones are saved up.
const leastPause = time.Second

// passes lets time pass up to an event, but for what is to pass behind it; must is for a time that is told however short it is.
func (r *retelling) passes(e *journal.Event, behind time.Duration, must bool) {
	d := e.Time.Sub(r.now) - behind
	if d >= leastPause || must && d > 0 {
		r.wait(d)
	}
}

func (r *retelling) wait(d time.Duration) {
	r.add(waiting(d))
	r.now = r.now.Add(d)
}

// delay is how much of the time up to the event in a place passed because filters wanted it.
func (r *retelling) delay(i int) time.Duration {
	return min(r.delays[i], max(r.events[i].Time.Sub(r.now), 0))
}

func (r *retelling) close(e *journal.Event) {
	r.breakOff(e.Value)
	r.flush()
	if isPOP3(e) && r.up { // it ends without a word when time is over (RFC 1939, section 3)
		r.passes(e, 0, false)
	}
	if isShutdown(e.Value) {
		r.add(comment("Here the gateway was shut down, which no transcript can do: what is above since the last command is its doing."))
	}
	r.shakesNot(e)
	r.leaves(e.Value)
}

func isShutdown(why string) bool { return strings.Contains(why, "shutdown") }

// leaves tells that the client has reset its connection, if that is why the session has ended.
func (r *retelling) leaves(why string) {
	if !r.left && (strings.Contains(why, "connection reset") || strings.Contains(why, "has reset")) {
		r.add(doing(journal.C, "reset"))
		r.left = true
	}
}
