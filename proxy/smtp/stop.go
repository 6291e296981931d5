package smtp

// Stop asks a session to end.
type Stop int32

// How urgently a session is to end. Each replaces a weaker one.
const (
	Retire Stop = iota + 1 // at the next command outside a transaction: 421 (a reload's drain is over)
	Leave                  // now if no transaction is open, else when it is done: 421 (shutdown)
	Abort                  // now, unless the end of content has gone up: that answer is awaited
)

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
	if how >= Leave && s.client != nil {
		s.hurry()
		s.client.Wake()
	}
	if how == Abort {
		s.cancel()
	}
}

func (s *Session) stopping() Stop { return Stop(s.stop.Load()) }

// retiring tells whether the next command outside a transaction is the last.
func (s *Session) retiring() bool { return s.stopping() >= Retire && !s.tx.open }

// leaving tells whether to wait for the client no more.
func (s *Session) leaving() bool { return s.aborting() || s.stopping() == Leave && !s.tx.open }

func (s *Session) aborting() bool { return s.stopping() == Abort }
