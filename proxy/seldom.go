package proxy

import "time"

// seldom keeps lines that a flood of clients or errors could cause to one a minute: the disk must not be what gives
// way. It belongs to one goroutine.
type seldom struct {
	next time.Time
	held int // since the last line
}

// write calls line now, with how many were held back before it, or holds this one back.
func (s *seldom) write(now time.Time, line func(held int)) {
	if now.Before(s.next) {
		s.held++
		return
	}
	line(s.held)
	s.next, s.held = now.Add(time.Minute), 0
}
