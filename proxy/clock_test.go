package proxy

import (
	"sync"
	"testing"
	"time"
)

// fakeClock stands still until it is told.
type fakeClock struct {
	mu     sync.Mutex
	moved  sync.Cond
	now    time.Time
	timers []timer
	asked  []time.Duration // of every After
}

type timer struct {
	at time.Time
	c  chan time.Time
}

func newClock() *fakeClock {
	c := &fakeClock{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	c.moved.L = &c.mu
	return c
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := timer{c.now.Add(d), make(chan time.Time, 1)}
	c.timers = append(c.timers, t)
	c.asked = append(c.asked, d)
	c.moved.Broadcast()
	return t.c
}

// awaitTimers returns when n Afters have been asked for in all, with how long each was.
func (c *fakeClock) awaitTimers(t *testing.T, n int) []time.Duration {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.asked) < n {
		c.moved.Wait()
	}
	return c.asked
}

// advance moves the time and fires what is due.
func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	var left []timer
	for _, t := range c.timers {
		if t.at.After(c.now) {
			left = append(left, t)
		} else {
			t.c <- c.now
		}
	}
	c.timers = left
}
