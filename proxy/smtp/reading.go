package smtp

import (
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
	}
	if late {
		return nil, os.ErrDeadlineExceeded
	}
	return s.readLine(s.front.Timeouts.command(), maxAuthLine)
}

// readLine waits for a line of the client, for at most d and within the session's time; being woken is no reason to give up unless
// the session is to end.
func (s *Session) readLine(d time.Duration, limit int) ([]byte, error) {
	by := earlier(s.now().Add(d), s.ends())
	for {
		s.client.ReadBy(s.wakeBy(by))
		if s.leaving() {
			return nil, errStopped
		}
		line, err := s.client.ReadLine(limit)
		if !timedOut(err) || !s.now().Before(by) {
			return line, err
		}
		if err := s.stirChunks(); err != nil {
			return nil, err
		}
	}
}

// stirChunks keeps an upstream awake that waits for chunks.
func (s *Session) stirChunks() error {
	if s.chunks == nil || s.chunks.held == nil {
		return nil
	}
	return s.stir()
}
