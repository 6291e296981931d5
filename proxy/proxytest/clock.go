package proxytest

import (
	"errors"
	"net"
	"sync"
	"time"
)

// Epoch is the time at which a fake clock starts. It lies ahead of the machine's, so that a deadline that was made with
// the machine's clock by mistake is over at once, and doesn't go unnoticed.
var Epoch = time.Date(2100, time.January, 1, 0, 0, 0, 0, time.UTC)

// Clock is a time that stands still until [Clock.Advance]. It is a wire.Clock, and the deadlines of its connections
// ([Clock.Conn]) are times of this clock. It is safe for use by many goroutines.
type Clock struct {
	// Patience is how long, in real time, Advance waits for the gateway to rest; 0: 30 s. It is set before use.
	Patience time.Duration

	mu      sync.Mutex
	changed *sync.Cond // something that resting looks at
	trips   trips
	now     time.Time
	alarms  []alarm
	breath  time.Duration
	conns   map[*conn]struct{}
	deeds   int // what the gateway has read, written and opened
}

// alarm is a pending After.
type alarm struct {
	at    time.Time
	rings chan time.Time
	deeds int       // when it was set
	ripe  time.Time // of the machine's clock
}

// breath is how old, in real time, an alarm must be before the gateway counts as waiting for it. Who has set one may still have something
// to do: a resolver its query to send, and the server to hear it, which on a busy machine takes more than a moment.
const (
	breath     = 10 * time.Millisecond
	longBreath = 100 * time.Millisecond // where there is DNS
)

// NewClock is a clock that stands at Epoch.
func NewClock() *Clock {
	c := &Clock{now: Epoch, breath: breath, conns: map[*conn]struct{}{}}
	c.changed = sync.NewCond(&c.mu)
	return c
}

// Now is the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After is time.After by this clock.
func (c *Clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := alarm{at: c.now.Add(d), rings: make(chan time.Time, 1), deeds: c.deeds, ripe: time.Now().Add(c.breath)}
	if d <= 0 {
		a.rings <- c.now
		return a.rings
	}
	c.alarms = append(c.alarms, a)
	time.AfterFunc(c.breath, func() {
		c.mu.Lock() // who has just looked waits by now
		defer c.mu.Unlock()
		c.changed.Broadcast()
	})
	return a.rings
}

// Conn wraps a connection of the gateway, accepted or dialled, so that its deadlines follow the clock. It must be a
// *net.TCPConn. The result has its CloseRead, CloseWrite, SetLinger and SyscallConn too, and NetConn for the rest.
func (c *Clock) Conn(nc net.Conn) net.Conn {
	tcp := nc.(*net.TCPConn)
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nc // closed already: every use says so
	}
	w := &conn{clock: c, tcp: tcp, raw: raw}
	c.trips.departed(trip{tcp.LocalAddr().String(), tcp.RemoteAddr().String()})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns[w] = struct{}{}
	c.deeds++
	c.changed.Broadcast()
	return w
}

// errRestless is the answer of a gateway that isn't waiting for anything this clock knows of.
var errRestless = errors.New("time can't pass: the gateway waits neither for words with a deadline nor for a time, by this clock")

// Advance lets d pass. First it waits until the gateway rests, that is until it waits for words with a deadline, or for
// a time. Then whatever falls due happens in order, the gateway coming to rest in between. An error says that it never
// came to rest; no time has passed then.
func (c *Clock) Advance(d time.Duration) error { return c.advance(d, c.resting) }

// AdvanceAlone is Advance where no client has a connection: a gateway that has ended its own waits for nobody's words.
func (c *Clock) AdvanceAlone(d time.Duration) error { return c.advance(d, c.settled) }

func (c *Clock) advance(d time.Duration, ready func() bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.await(c.patience(), ready) {
		return errRestless
	}
	end := c.now.Add(d)
	for {
		at, due := c.nextDue(end)
		if !due {
			break
		}
		c.now = at
		c.fire()
		c.await(c.patience()/10, c.settled) // a gateway may have ended what it did without waiting for more: no error
	}
	c.now = end
	return nil
}

// rest waits until the gateway rests or has ended all connections, at most for a part of the patience, and tells
// whether it does.
func (c *Clock) rest() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.await(c.patience()/4, c.settled)
}

func (c *Clock) patience() time.Duration {
	if c.Patience > 0 {
		return c.Patience
	}
	return usualPatience
}

// await waits for ok; the machine's clock only ends a vain waiting.
func (c *Clock) await(most time.Duration, ok func() bool) bool {
	late := false
	bound := time.AfterFunc(most, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		late = true
		c.changed.Broadcast()
	})
	defer bound.Stop()
	for !ok() {
		if late {
			return false
		}
		c.changed.Wait()
	}
	return true
}

// resting tells whether the gateway waits for words with a deadline, none of which have come, or for a time that it
// asked for after the last thing it did.
func (c *Clock) resting() bool {
	rests := false
	for w := range c.conns {
		switch w.state() {
		case stateWaking:
			return false
		case stateWaiting:
			rests = true
		}
	}
	for _, a := range c.alarms {
		// An older one may belong to another goroutine, such as a health check's, while a session is at work.
		rests = rests || a.deeds == c.deeds && !time.Now().Before(a.ripe)
	}
	return rests
}

// settled: whoever has no connections any more never rests again.
func (c *Clock) settled() bool { return c.deeds > 0 && len(c.conns) == 0 || c.resting() }

// nextDue is the earliest time, not after end, at which something falls due.
func (c *Clock) nextDue(end time.Time) (time.Time, bool) {
	at, due := end, false
	consider := func(t time.Time) {
		if !t.After(at) {
			at, due = t, true
		}
	}
	for _, a := range c.alarms {
		consider(a.at)
	}
	for w := range c.conns {
		for _, s := range w.sides() {
			if s.pending() {
				consider(s.deadline)
			}
		}
	}
	return at, due
}

// fire lets happen what is due now.
func (c *Clock) fire() {
	var later []alarm
	for _, a := range c.alarms {
		if a.at.After(c.now) {
			later = append(later, a)
			continue
		}
		a.rings <- c.now
	}
	c.alarms = later
	for w := range c.conns {
		w.expire(c.now)
	}
}
