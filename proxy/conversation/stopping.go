package conversation

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

// Stop asks a session to end.
type Stop int32

// How urgently a session is to end. Each replaces a weaker one.
const (
	Retire Stop = iota + 1 // at the next command outside a transaction (a reload's drain is over)
	Leave                  // now if no transaction is open, else when it is done (shutdown)
	Abort                  // now, unless something has gone up that only an answer can settle: that is awaited
)

// Parting is how long a client that is aborted may take to take a reply, if only the last.
const Parting = time.Second

// Stopping is how a session hears that it is to end. What a protocol calls a transaction is the session's own business.
type Stopping struct {
	Torn context.Context // ends when the session is torn down, and with it what is bound to it: hooks and the upstream connection
	Calm context.Context // ends when filters' delays, and waits for a server to greet, are to end too

	client *wire.Conn // nil: it isn't there
	how    atomic.Int32
	tear   context.CancelFunc
	hurry  context.CancelFunc
}

// Begin is called once, before Stop may be. client is the session's; nil: it has none.
func (s *Stopping) Begin(client *wire.Conn) {
	s.client = client
	s.Torn, s.tear = context.WithCancel(context.Background())
	s.Calm, s.hurry = context.WithCancel(s.Torn)
}

// Over ends both contexts: the session has ended by itself.
func (s *Stopping) Over() { s.tear() }

// Stop may be called by any goroutine, at any time, more than once.
func (s *Stopping) Stop(how Stop) {
	for {
		now := s.how.Load()
		if int32(how) <= now {
			return
		}
		if s.how.CompareAndSwap(now, int32(how)) {
			break
		}
	}
	switch {
	case how == Retire || s.client == nil:
	case how == Leave:
		s.hurry()
		s.client.Wake()
	case how == Abort:
		s.tear()
		s.client.Abort(Parting)
	}
}

// Urgency is the most urgent Stop so far; 0: none.
func (s *Stopping) Urgency() Stop { return Stop(s.how.Load()) }

// Aborting tells whether to end now.
func (s *Stopping) Aborting() bool { return s.Urgency() == Abort }
