package conversation

import (
	"context"
	"net/netip"
	"time"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Scribe puts on record what happens in one session. It belongs to the session's goroutine.
type Scribe struct {
	Stream   *journal.Stream // nil: nobody reads it
	Clock    wire.Clock
	Session  string // its id
	Front    string
	Protocol filters.Protocol
	Client   filters.Client

	seq    int             // events so far
	holds  bool            // something has to be recorded before what happens meanwhile
	behind []journal.Event // what has happened meanwhile
}

// Emit completes an event and hands it to the stream, or keeps it until Release. One without a time happens now.
func (s *Scribe) Emit(e journal.Event) {
	if s.Stream == nil {
		return
	}
	if e.Time.IsZero() {
		e.Time = s.Clock.Now()
	}
	if s.holds {
		s.behind = append(s.behind, e)
		return
	}
	s.hand(e)
}

// hand gives an event its number and lets it go.
func (s *Scribe) hand(e journal.Event) {
	s.seq++
	e.Session, e.Seq = s.Session, s.seq
	e.Front, e.Protocol = s.Front, string(s.Protocol)
	e.Client = netip.AddrPortFrom(s.Client.Addr, s.Client.Port)
	s.Stream.Emit(&e)
}

// Hold keeps events back: how far the command goes that they are about isn't known yet, and it comes before them. Where nobody wants to know
// each line nothing is kept back.
func (s *Scribe) Hold() { s.holds = s.Dialogue() }

// Holds tells whether events are kept back.
func (s *Scribe) Holds() bool { return s.holds }

// Release lets first go, then what was kept back.
func (s *Scribe) Release(first func()) {
	if !s.holds {
		return
	}
	s.holds = false
	first()
	s.spill()
}

func (s *Scribe) spill() {
	for _, e := range s.behind {
		s.hand(e)
	}
	s.behind = s.behind[:0]
}

// Forget lets what was kept back go without anything before it.
func (s *Scribe) Forget() { s.Release(func() {}) }

// Dialogue tells whether anybody wants to know each line.
func (s *Scribe) Dialogue() bool { return s.Stream != nil && s.Stream.Dialogue }

// Await waits until the record so far is kept, for at most d and no longer than ctx: kept is a method of the Stream. What was kept back belongs
// to it, the replies to earlier commands above all, so that it comes before what it was kept back for.
func (s *Scribe) Await(ctx context.Context, kept func(context.Context) error, d time.Duration) error {
	if !s.Stream.Keeps() {
		return nil
	}
	s.spill()
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return kept(ctx)
}
