package smtp

import "time"

// Stop asks a session to end.
type Stop int32

// How urgently a session is to end. Each replaces a weaker one.
const (
	Retire Stop = iota + 1 // at the next command outside a transaction: 421 (a reload's drain is over)
	Leave                  // now if no transaction is open, else when it is done: 421 (shutdown)
	Abort                  // now, unless the end of content has gone up: that answer is awaited
)

// parting is how long a client that is aborted may take to take a reply, if only the last.
const parting = time.Second

// Stop may be called by any goroutine, at any time, more than once.
func (s *Session) Stop(how Stop) {
	for {
		now := s.stop.Load()
		if int32(how) <= now {
			return
		}
		if s.stop.CompareAndSwap(now, int32(how)) {
			break
		}
	}
	switch {
	case how == Retire || s.client == nil:
	case how == Leave:
		s.hurry()
		s.client.Wake()
	case how == Abort:
		s.cancel() // and with it what is bound to it: hooks and the upstream connection
		s.client.Abort(parting)
	}
}

func (s *Session) stopping() Stop { return Stop(s.stop.Load()) }

// retiring tells whether the next command outside a transaction is the last.
func (s *Session) retiring() bool { return s.stopping() >= Retire && !s.tx.open }

// leaving tells whether to wait for the client no more.
func (s *Session) leaving() bool { return s.aborting() || s.stopping() == Leave && !s.tx.open }

func (s *Session) aborting() bool { return s.stopping() == Abort }

// commit is asked before the end of content goes up. From here on the upstream's answer is awaited whoever wants to stop, or it was too
// late: false, and the end must not go up.
func (s *Session) commit() bool { return s.up == nil || s.up.free() }

// cut tells whether there is no answer because the session is aborted. One to an end of content that has gone up is in doubt, and the
// client is told.
func (s *Session) cut(x *exchange, a *answer) bool {
	return s.aborting() && a.own && x.answer.code == 0 && !s.tx.doubt
}
