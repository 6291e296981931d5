package wire

import "time"

// ReadBy sets the time at which waiting for the peer ends with [os.ErrDeadlineExceeded]; the zero Time: never.
func (c *Conn) ReadBy(t time.Time) {
	c.woken.Store(false)
	c.readBy(t)
}

// readBy is ReadBy for who has not asked whether to go on: a Wake stays in force. (An Abort always does.)
func (c *Conn) readBy(t time.Time) {
	c.c.SetReadDeadline(t)
	if c.woken.Load() || c.Aborted() {
		c.c.SetReadDeadline(past)
	}
}

// Wake makes a running or the next wait for the peer end at once with [os.ErrDeadlineExceeded], until ReadBy sets another time. Any
// goroutine may call it. A [ContentReader] answers it with one [ErrWoken], whatever deadline it was about to set.
func (c *Conn) Wake() {
	c.woken.Store(true)
	c.c.SetReadDeadline(past)
}

// Abort makes a running wait for the peer and all later ones end at once with [os.ErrDeadlineExceeded], and lets no write take longer
// than grace from its WriteBy, or for a running one from now; 0: nothing is written any more. Any goroutine may call it.
func (c *Conn) Abort(grace time.Duration) {
	c.grace.Store(&grace)
	c.c.SetReadDeadline(past)
	c.c.SetWriteDeadline(c.last(grace, time.Time{}))
}

// Aborted tells whether Abort was called.
func (c *Conn) Aborted() bool { return c.grace.Load() != nil }

// last is the deadline of a write under Abort that would have been t.
func (c *Conn) last(grace time.Duration, t time.Time) time.Time {
	by := c.clock.Now().Add(grace)
	switch {
	case grace == 0:
		return past
	case t.IsZero() || by.Before(t):
		return by
	}
	return t
}
