package pop3

import (
	"errors"
	"os"
	"time"
)

// readCommand returns the next command line. Before it waits, it settles what is open and lets the client hear it. When the session's time is
// up there is no next, whatever the client has said already.
func (s *Session) readCommand() ([]byte, error) {
	late := !s.now().Before(s.ends())
	if late || !s.client.HasLine() {
		if err := s.settleAndFlush(); err != nil {
			return nil, err
		}
		s.rest()
	}
	if late {
		return nil, os.ErrDeadlineExceeded
	}
	return s.readLine(s.front.Timeouts.command(), maxAuthLine)
}

// rest gives back what an idle session has no need of.
func (s *Session) rest() {
	s.restDown()
	if cap(s.outgoing) > smallOutgoing {
		s.outgoing = nil
	}
	if cap(s.queue) > smallQueue {
		s.queue = nil
	}
	if s.up != nil {
		s.up.Release()
	}
}

// readLine waits for a line of the client, for at most d and within the session's time; being woken is no reason to give up unless
// the session is to end. What is there needs no deadline.
func (s *Session) readLine(d time.Duration, limit int) ([]byte, error) {
	if s.client.HasLine() && !s.leaving() {
		return s.client.ReadLine(limit)
	}
	by := earlier(s.now().Add(d), s.ends())
	for {
		s.client.ReadBy(by)
		if s.leaving() {
			return nil, errStopped
		}
		line, err := s.client.ReadLine(limit)
		if !timedOut(err) || !s.now().Before(by) {
			return line, err
		}
	}
}

func timedOut(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
