package smtp

import (
	"context"
	"time"
)

// keepable tells whether there is room on record for a session. One that can't be recorded isn't begun.
func (s *Session) keepable() bool {
	ctx, cancel := context.WithTimeout(s.ctx, searchTime)
	defer cancel()
	return s.front.Stream.Written(ctx) == nil
}

// kept tells whether the record so far is where it has to be before the last octet of content goes up. It waits for that as long as there is
// time for an answer.
func (s *Session) kept() bool {
	if s.unkept {
		return false
	}
	ctx, cancel := s.patience()
	defer cancel()
	s.unkept = s.front.Stream.Durable(ctx) != nil
	return !s.unkept
}

// recorded sees to it that what the client is about to hear is on record; else it hears so and the session ends. Only the answer to
// content is said in any case: what has gone up can't be called back.
func (s *Session) recorded() error {
	ctx, cancel := s.patience()
	defer cancel()
	if s.final {
		s.final = false
		s.front.Stream.Durable(ctx) // on an error the keeper has told its operator
		return nil
	}
	if s.front.Stream.Written(ctx) == nil {
		return nil
	}
	s.unkept = true
	s.down = noRecord.append(s.down[:0])
	return errUnrecorded
}

// patience is how long the session waits for its record: to the end of the budget, or as long as a budget is. Once it has waited in vain
// it does so no more.
func (s *Session) patience() (context.Context, context.CancelFunc) {
	d := s.front.Timeouts.endData()
	switch {
	case s.unkept:
		d = 0
	case s.final || !s.budget.IsZero():
		d = max(s.keepBy.Sub(s.now()), time.Second)
	}
	return context.WithTimeout(s.ctx, d)
}
