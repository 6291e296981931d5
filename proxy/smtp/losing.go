package smtp

import (
	"errors"
	"os"

	"github.com/gatepost-mail/gatepost/proxy/journal"
)

// lose gives up an upstream that has failed.
func (s *Session) lose(err error) {
	s.drop("lost", err)
}

// reset gives up an upstream that hasn't failed, because what it has half read must not look whole to it.
func (s *Session) reset(why error) {
	s.drop("reset", why)
}

// drop resets the upstream connection; it is never used again. One that has served another session, and nobody in this one yet, can be
// replaced.
func (s *Session) drop(what string, why error) {
	if s.up == nil {
		return
	}
	s.emit(journal.Event{Kind: journal.Upstream, Value: what, Upstream: s.up.Server.Addr(), Err: why})
	s.up.Reset()
	if !s.up.used {
		s.phase = lost
	}
	s.up = nil
}

// closeUpstream ends the upstream connection at the end of the session. In the middle of content it is reset, because some servers take
// an end of the connection for the end of the message.
func (s *Session) closeUpstream(why error) {
	switch {
	case s.up == nil:
	case s.tx.sending:
		s.reset(why)
	default:
		s.up.Close()
		s.up = nil
	}
}

func timedOut(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
