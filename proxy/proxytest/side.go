package proxytest

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// side is one direction of a connection.
type side struct {
	deadline time.Time // of the fake clock; zero: none
	expired  bool
	waits    bool // somebody waits for the kernel, and has not tried since
}

func (s *side) pending() bool { return !s.deadline.IsZero() && !s.expired }

func (w *conn) sides() [2]*side { return [2]*side{&w.read, &w.write} }

// How a connection stands, as far as the clock can see.
const (
	stateIdle    = iota // nobody waits, or without a deadline
	stateWaiting        // somebody waits, with a deadline, and there is nothing to wake it
	stateWaking         // somebody waits no longer, but doesn't know yet
)

func (w *conn) state() int {
	return max(w.stateOf(&w.read, unix.POLLIN), w.stateOf(&w.write, unix.POLLOUT))
}

func (w *conn) stateOf(s *side, events int16) int {
	switch {
	case !s.waits:
		return stateIdle
	case s.expired || ready(w.raw, events):
		return stateWaking
	case s.pending():
		return stateWaiting
	}
	return stateIdle
}

// ready asks the kernel without waiting.
func ready(raw syscall.RawConn, events int16) bool {
	found := true // a closed connection wakes who waits
	raw.Control(func(fd uintptr) {
		n, err := again(func() (int, error) { return unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: events}}, 0) })
		found = n != 0 || err != nil
	})
	return found
}

// expire ends the operations whose deadline is over.
func (w *conn) expire(now time.Time) {
	for _, s := range w.sides() {
		if s.pending() && !s.deadline.After(now) {
			w.set(s, s.deadline, now)
		}
	}
}

// set registers a deadline; the real one lies in the past or nowhere.
func (w *conn) set(s *side, deadline, now time.Time) error {
	s.deadline, s.expired = deadline, !deadline.IsZero() && !deadline.After(now)
	var real time.Time
	if s.expired {
		real = time.Unix(1, 0)
	}
	if s == &w.read {
		return w.tcp.SetReadDeadline(real)
	}
	return w.tcp.SetWriteDeadline(real)
}

func (w *conn) setDeadline(t time.Time, sides ...*side) error {
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	defer w.clock.changed.Broadcast()
	for _, s := range sides {
		if err := w.set(s, t, w.clock.now); err != nil {
			return err
		}
	}
	return nil
}
