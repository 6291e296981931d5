package journal

import (
	"context"
	"log/slog"
	"net/netip"
	"strings"
	"sync"

	"github.com/gatepost-mail/gatepost/filters"
)

// Log is a [Sink] that writes one line for each transaction, when it is over, and a line at once for what an operator
// should know at once: a login that failed, a filter that failed, mail that a filter discards, a peer that broke the protocol, an
// upstream that was lost. What filters in shadow make of a message they say when its transaction is over: that is a line "afterwards", before
// the session's next. A session has a line at its end if it had no transaction (at debug level), or if a filter has said
// or found something outside of any. A POP3 session that has logged in has a line "maildrop" instead, with all that filters have said and
// found in it. Log needs no Command and Reply events.
type Log struct {
	out *slog.Logger

	mu   sync.Mutex
	open map[string]*account // by session; put there by Open, taken away by Close
}

// account is what is known of a session and not yet written.
type account struct {
	client       netip.AddrPort
	hello        string
	tls          string // of the client's leg: version and cipher; "": in clear
	name         string // that its TLS client asked for
	certificate  string // that it has shown: the subject
	upstreamTLS  string // of the upstream's leg
	transactions int    // whose lines are written; in POP3 visits to maildrops
	last         int    // the number of the last of them

	outside remarks // of no transaction
	within  remarks // of the transaction that is open
	late    remarks // of the last transaction: filters in shadow see content when the client has its reply
}

// of are the remarks to which those of an event go. All that is fetched in a POP3 session has one line.
func (a *account) of(e *Event) *remarks {
	switch {
	case e.Transaction == 0, isPOP3(e):
		return &a.outside
	case e.Transaction == a.last:
		return &a.late
	}
	return &a.within
}

func isPOP3(e *Event) bool { return e.Protocol == string(filters.POP3) }

// NewLog makes a Log that writes to out.
func NewLog(out *slog.Logger) *Log {
	return &Log{out: out, open: map[string]*account{}}
}

// Record writes what e gives reason to write.
func (l *Log) Record(e *Event) {
	switch e.Kind {
	case Open:
		l.mu.Lock()
		l.open[e.Session] = &account{client: e.Client}
		l.mu.Unlock()
	case Hello:
		l.note(e, func(a *account) { a.hello = e.Arg })
	case TLS:
		l.note(e, func(a *account) { a.protect(e) })
	case Login:
		l.login(e)
	case Verdict:
		l.verdict(e)
	case Finding:
		l.finding(e)
	case Violation:
		l.out.Warn("protocol violation", append(about(e), words("by", speaker(e.Way)), words("what", e.Value))...)
	case Upstream:
		l.upstream(e)
	case Transaction:
		l.transaction(e)
	case Maildrop:
		l.maildrop(e)
	case Close:
		l.close(e)
	}
}

// note changes the account of e's session. One that has none was never opened or is closed, and nothing is kept of it.
func (l *Log) note(e *Event, change func(*account)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if a := l.open[e.Session]; a != nil {
		change(a)
	}
}

// login says that a client hasn't got in, which those want to count who ban guessers. For what a filter has refused, for
// what is no fault of the client's, and for what it has cancelled, there are other words.
func (l *Log) login(e *Event) {
	if e.failed() {
		l.line(slog.LevelInfo, e.verdictOnLogin(), loginLine(e))
	}
}

// verdict keeps what was no pass for the transaction's line, and says at once what can't wait.
func (l *Log) verdict(e *Event) {
	if e.Passes() {
		return
	}
	l.note(e, func(a *account) { a.of(e).say(said(e)) })
	attrs := append(about(e), words("filter", e.Filter), words("hook", e.Hook), shadow(e))
	switch {
	case e.Err != nil:
		l.out.Warn("filter failed", append(attrs, words("error", e.Err.Error()), words("verdict", became(e)), took(e.Took))...)
	case !e.Shadow && strings.HasPrefix(e.Verdict, "discard"):
		l.out.Warn("discard", append(attrs, words("verdict", e.Verdict))...)
	}
}

// finding keeps a filter's finding for the transaction's line, and says at once what the gate found wrong with itself, such
// as a disk that is full.
func (l *Log) finding(e *Event) {
	if e.Filter != "" {
		l.note(e, func(a *account) { a.of(e).find(e) })
	}
	if e.Err != nil {
		l.out.Warn("trouble", append(about(e), words("what", e.Key), fault(e.Err))...)
	}
}

// upstream says what went wrong with the upstream; in doubt is whether it has the transaction's mail.
func (l *Log) upstream(e *Event) {
	level := slog.LevelDebug
	switch {
	case e.Value == "in-doubt":
		level = slog.LevelError
	case e.Value == "reset": // by the gate, for what the client did: the transaction's line says it
	case e.Value == "lost", e.Err != nil:
		level = slog.LevelWarn
	}
	l.note(e, func(a *account) { a.protect(e) })
	if e.Err != nil {
		l.note(e, func(a *account) { a.of(e).trouble = e.Err })
	}
	attrs := append(about(e), words("upstream", e.Upstream))
	l.out.Log(context.Background(), level, "upstream "+filters.Clean(e.Value), append(attrs, fault(e.Err), took(e.Took))...)
}

// transaction writes the line of a transaction, and before it what is late of the one before.
func (l *Log) transaction(e *Event) {
	if e.Summary == nil {
		return
	}
	it := account{client: e.Client}
	l.note(e, func(a *account) {
		it = *a
		a.transactions++
		a.last, a.late, a.within = e.Transaction, remarks{}, remarks{}
	})
	l.afterwards(e, it)
	l.line(gravity(e.Summary), "transaction", transactionLine(e, it))
}

// maildrop writes the line of a visit to a maildrop.
func (l *Log) maildrop(e *Event) {
	if e.Errand == nil {
		return
	}
	it := account{client: e.Client}
	l.note(e, func(a *account) {
		it = *a
		a.transactions++
		a.outside = remarks{}
	})
	l.line(slog.LevelInfo, "maildrop", maildropLine(e, it))
}

// close ends the account, with a line for what no transaction's line has told.
func (l *Log) close(e *Event) {
	l.mu.Lock()
	a := l.open[e.Session]
	delete(l.open, e.Session)
	l.mu.Unlock()
	if a == nil {
		return
	}
	l.afterwards(e, *a)
	switch {
	case !a.outside.empty(), strings.HasPrefix(e.Value, noTLS):
		l.line(slog.LevelInfo, "session", sessionLine(e, *a))
	case a.transactions == 0:
		l.line(slog.LevelDebug, "session", sessionLine(e, *a))
	}
}

// noTLS is how a session ends whose client has not come to TLS: its operator would look for it in vain elsewhere.
const noTLS = "no TLS with the client"

// afterwards writes what was said of a transaction behind its line.
func (l *Log) afterwards(e *Event, a account) {
	if !a.late.empty() {
		l.line(slog.LevelInfo, "afterwards", lateLine(e, a))
	}
}

func (l *Log) line(level slog.Level, message string, attrs []slog.Attr) {
	l.out.LogAttrs(context.Background(), level, message, attrs...)
}
