package wire

import "time"

// Clock is the time that a gateway lives by. Deadlines are set on connections as times of this clock.
type Clock interface {
	Now() time.Time
	After(time.Duration) <-chan time.Time // as time.After
}

// RealClock is the machine's.
type RealClock struct{}

// Now is time.Now.
func (RealClock) Now() time.Time { return time.Now() }

// After is time.After.
func (RealClock) After(d time.Duration) <-chan time.Time { return time.After(d) }
