package pop3

import "time"

// recordWait is how long a session waits for its record, and greetWait a client for its greeting, while nothing can be recorded; it will come
// again.
const (
	recordWait = 8 * time.Minute
	greetWait  = 30 * time.Second
)

// keepable tells whether there is room on record for a session. One that can't be recorded isn't begun.
func (s *Session) keepable() bool {
	return s.scribe.Await(s.Torn, s.front.Stream.Written, greetWait) == nil
}

// kept tells whether the record so far is where it has to be before the upstream deletes anything.
func (s *Session) kept() bool {
	if !s.unkept {
		s.unkept = s.scribe.Await(s.Torn, s.front.Stream.Durable, s.patience()) != nil
	}
	return !s.unkept
}

// recorded sees to it that what the client is about to hear is on record. Only the answer to QUIT is said in any case: what was deleted can't
// be called back.
func (s *Session) recorded() error {
	if s.drop.updated {
		s.scribe.Await(s.Torn, s.front.Stream.Durable, s.patience()) // on an error the keeper has told its operator
		return nil
	}
	if s.scribe.Await(s.Torn, s.front.Stream.Written, s.patience()) == nil {
		return nil
	}
	s.unkept = true
	return errUnrecorded
}

// patience is how long the session waits. Once it has waited in vain it does so no more.
func (s *Session) patience() time.Duration {
	if s.unkept {
		return 0
	}
	return recordWait
}
