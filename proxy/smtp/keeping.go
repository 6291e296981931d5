package smtp

import (
	"context"
	"time"
)

// greetWait is how long a client waits for its greeting while nothing can be recorded; it will come again.
const greetWait = 30 * time.Second

// keepable tells whether there is room on record for a session. One that can't be recorded isn't begun.
func (s *Session) keepable() bool {
	return s.await(s.front.Stream.Written, min(greetWait, s.front.Timeouts.endData())) == nil
}

// kept tells whether the record so far is where it has to be before the last octet of content goes up. It waits for that as long as there is
// time for an answer.
func (s *Session) kept() bool {
	if !s.unkept {
		s.unkept = s.await(s.front.Stream.Durable, s.patience()) != nil
	}
	return !s.unkept
}

// recorded sees to it that what the client is about to hear is on record; else it hears so and the session ends. Only the answer to
// content is said in any case: what has gone up can't be called back.
func (s *Session) recorded() error {
	if s.final {
		s.await(s.front.Stream.Durable, s.patience()) // on an error the keeper has told its operator
		s.final = false
		return nil
	}
	if s.await(s.front.Stream.Written, s.patience()) == nil {
		return nil
	}
	s.unkept = true
	s.down = noRecord.append(s.down[:0])
	return errUnrecorded
}

// await waits until the record so far is kept, for at most d.
func (s *Session) await(kept func(context.Context) error, d time.Duration) error {
	return s.scribe.Await(s.Torn, kept, d)
}

// patience is how long the session waits for its record: to the end of the budget, or as long as a budget is. Once it has waited in vain
// it does so no more.
func (s *Session) patience() time.Duration {
	switch {
	case s.unkept:
		return 0
	case s.final || !s.budget.IsZero():
		return max(s.keepBy.Sub(s.now()), time.Second)
	}
	return s.front.Timeouts.endData()
}
