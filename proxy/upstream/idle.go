package upstream

import (
	"io"
	"sync"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/wire"
)

const (
	maxIdle  = 32               // connections parked at one upstream; then the oldest is closed
	idleTime = 30 * time.Second // well below what servers grant a silent client (RFC 5321, section 4.5.3.2.7: 5 minutes)
)

// Idle is a connection that a session has left in good order for another one.
type Idle struct {
	Conn   io.Closer // its Close also calls Release of Server; it is called at most once
	Server *Server
}

// Park keeps a connection for the next session's [Upstream.Take], for at most 30 seconds. The connection is the
// upstream's from here on. At most 32 are kept: one more closes the oldest. A closed upstream keeps none.
func (u *Upstream) Park(c Idle) {
	if dropped := u.idle.put(c); dropped != nil {
		dropped.Close()
	}
}

// Take hands out the connection parked last; ok is false if none is left. It is the caller's, who must find out
// whether the server still wants it.
func (u *Upstream) Take() (c Idle, ok bool) { return u.idle.take() }

// Close closes what is parked and waits until that is done. Sessions that still hold u may go on connecting; what
// they park is closed at once. It may be called more than once.
func (u *Upstream) Close() {
	for _, p := range u.idle.close() {
		p.Conn.Close()
	}
	u.idle.reaper.Wait()
}

// idleConns is a stack of connections, the newest last, and a reaper that runs only while it isn't empty.
type idleConns struct {
	clock   wire.Clock
	closing chan struct{}

	mu      sync.Mutex
	parked  []parked
	closed  bool
	reaping bool
	reaper  sync.WaitGroup
}

type parked struct {
	Idle
	until time.Time
}

// put returns the connection that has no place, if there is one.
func (i *idleConns) put(c Idle) (dropped io.Closer) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return c.Conn
	}
	i.parked = append(i.parked, parked{c, i.clock.Now().Add(idleTime)})
	if len(i.parked) > maxIdle {
		dropped = i.shift(1)[0].Conn
	}
	if !i.reaping {
		i.reaping = true
		i.reaper.Go(i.reap)
	}
	return dropped
}

// take doesn't rely on the reaper, who may come late: what is too old is left to it.
func (i *idleConns) take() (Idle, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	last := len(i.parked) - 1
	if last < 0 || !i.clock.Now().Before(i.parked[last].until) {
		return Idle{}, false
	}
	c := i.parked[last].Idle
	i.parked[last] = parked{} // keeps nothing alive
	i.parked = i.parked[:last]
	return c, true
}

func (i *idleConns) close() []parked {
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.closed {
		i.closed = true
		close(i.closing)
	}
	return i.shift(len(i.parked))
}

// reap closes connections as they grow too old and ends when none is left.
func (i *idleConns) reap() {
	for {
		old, wait := i.expired()
		for _, p := range old {
			p.Conn.Close()
		}
		if wait == nil {
			return
		}
		select {
		case <-wait:
		case <-i.closing:
			return
		}
	}
}

// expired removes what is too old and tells when to look again; nil: there is nothing left to look at, and the next put
// starts another reaper.
func (i *idleConns) expired() (old []parked, wait <-chan time.Time) {
	i.mu.Lock()
	defer i.mu.Unlock()
	now, n := i.clock.Now(), 0
	for n < len(i.parked) && !now.Before(i.parked[n].until) {
		n++
	}
	old = i.shift(n)
	if len(i.parked) == 0 {
		i.reaping = false
		return old, nil
	}
	return old, i.clock.After(i.parked[0].until.Sub(now))
}

// shift removes the n oldest.
func (i *idleConns) shift(n int) []parked {
	out := make([]parked, n)
	copy(out, i.parked)
	rest := copy(i.parked, i.parked[n:])
	clear(i.parked[rest:])
	i.parked = i.parked[:rest]
	return out
}
