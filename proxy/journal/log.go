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
// should know at once: a filter that failed, mail that a filter discards, a peer that broke the protocol, an upstream
// that was lost. A session has a line at its end if it had no transaction (at debug level), or if a filter has said
// something that no other line tells. Log needs no Command and Reply events.
type Log struct {
	out *slog.Logger

	mu   sync.Mutex
	open map[string]*account // by session; put there by Open, taken away by Close
}

// account is what is known of a session and not yet written.
type account struct {
	client       netip.AddrPort
	hello        string
	transactions int // written
	sayings      []saying
	unsaid       int   // sayings that didn't fit
	trouble      error // the last with the upstream
	troubled     int   // the transaction that it was in; 0: none
}

// saying is a filter's answer that was no pass, kept for the line of its transaction.
type saying struct {
	transaction int
	text        string
}

// maxSayings bounds what is kept of one session.
const maxSayings = 20

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

// verdict keeps what was no pass for the transaction's line, and says at once what can't wait.
func (l *Log) verdict(e *Event) {
	if e.Err == nil && isPass(e.Verdict) {
		return
	}
	l.note(e, func(a *account) {
		if len(a.sayings) == maxSayings {
			a.unsaid++
			return
		}
		a.sayings = append(a.sayings, saying{e.Transaction, filters.Clean(said(e))})
	})
	attrs := append(about(e), words("filter", e.Filter), words("hook", e.Hook), shadow(e))
	switch {
	case e.Err != nil:
		l.out.Warn("filter failed", append(attrs, words("error", e.Err.Error()), words("verdict", e.Verdict), took(e.Took))...)
	case !e.Shadow && strings.HasPrefix(e.Verdict, "discard"):
		l.out.Warn("discard", append(attrs, words("verdict", e.Verdict))...)
	}
}

// finding says at once what the gate itself found wrong with itself, such as a disk that is full.
func (l *Log) finding(e *Event) {
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
	if e.Err != nil {
		l.note(e, func(a *account) { a.trouble, a.troubled = e.Err, e.Transaction })
	}
	attrs := append(about(e), words("upstream", e.Upstream))
	l.out.Log(context.Background(), level, "upstream "+filters.Clean(e.Value), append(attrs, fault(e.Err), took(e.Took))...)
}

func (l *Log) transaction(e *Event) {
	if e.Summary == nil {
		return
	}
	a := account{}
	l.note(e, func(kept *account) {
		a = kept.take(e.Transaction)
	})
	l.out.LogAttrs(context.Background(), gravity(e.Summary.Outcome), "transaction", transactionLine(e, a)...)
}

// close ends the account, with a line for what no transaction's line has told.
func (l *Log) close(e *Event) {
	l.mu.Lock()
	a := l.open[e.Session]
	delete(l.open, e.Session)
	l.mu.Unlock()
	if a == nil || a.transactions > 0 && len(a.sayings) == 0 {
		return
	}
	level := slog.LevelDebug
	if len(a.sayings) > 0 {
		level = slog.LevelInfo
	}
	l.out.LogAttrs(context.Background(), level, "session", sessionLine(e, *a)...)
}
