package proxytest

import (
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// conn is a connection whose deadlines follow a clock. It reads and writes through the raw connection only, since there
// one sees the moment at which the kernel has nothing to give.
type conn struct {
	clock *Clock
	tcp   *net.TCPConn
	raw   syscall.RawConn
	read  side // these two belong to clock.mu
	write side
}

// side is one direction of a connection.
type side struct {
	deadline time.Time // of the fake clock; zero: none
	expired  bool
	waits    bool // somebody waits for the kernel, and has not tried since
}

func (s *side) pending() bool { return !s.deadline.IsZero() && !s.expired }

func (w *conn) sides() [2]*side { return [2]*side{&w.read, &w.write} }

// Read is of net.Conn.
func (w *conn) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	n, err := 0, error(nil)
	raw := w.during(&w.read, w.raw.Read, func(fd uintptr) bool {
		n, err = again(func() (int, error) { return unix.Read(int(fd), b) })
		return err != unix.EAGAIN
	})
	switch {
	case raw != nil:
		return 0, raw
	case err != nil:
		return 0, w.failed("read", err)
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

// Write is of net.Conn.
func (w *conn) Write(b []byte) (int, error) {
	done, err := 0, error(nil)
	raw := w.during(&w.write, w.raw.Write, func(fd uintptr) bool {
		for done < len(b) {
			var n int
			n, err = again(func() (int, error) { return unix.Write(int(fd), b[done:]) })
			if err != nil {
				return err != unix.EAGAIN
			}
			done += n
		}
		return true
	})
	if raw != nil {
		return done, raw
	}
	return done, w.failed("write", err)
}

func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != unix.EINTR {
			return n, err
		}
	}
}

func (w *conn) failed(op string, err error) error {
	if err == nil {
		return nil
	}
	return &net.OpError{Op: op, Net: "tcp", Source: w.LocalAddr(), Addr: w.RemoteAddr(), Err: os.NewSyscallError(op, err)}
}

// during runs one raw operation, and lets the clock know when it waits.
func (w *conn) during(s *side, operation func(func(uintptr) bool) error, try func(fd uintptr) bool) error {
	defer w.mark(s, false, 0)
	return operation(func(fd uintptr) bool {
		w.mark(s, false, 0)
		if try(fd) {
			w.mark(s, false, 1)
			return true
		}
		w.mark(s, true, 0)
		return false
	})
}

func (w *conn) mark(s *side, waits bool, deeds int) {
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	s.waits = waits
	w.clock.deeds += deeds
	w.clock.changed.Broadcast()
}

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
	case s.expired || w.ready(events):
		return stateWaking
	case s.pending():
		return stateWaiting
	}
	return stateIdle
}

// ready asks the kernel without waiting.
func (w *conn) ready(events int16) bool {
	found := true // a closed connection wakes who waits
	w.raw.Control(func(fd uintptr) {
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

// SetDeadline is of net.Conn, by the fake clock; so are the next two.
func (w *conn) SetDeadline(t time.Time) error      { return w.setDeadline(t, &w.read, &w.write) }
func (w *conn) SetReadDeadline(t time.Time) error  { return w.setDeadline(t, &w.read) }
func (w *conn) SetWriteDeadline(t time.Time) error { return w.setDeadline(t, &w.write) }

// Close is of net.Conn.
func (w *conn) Close() error {
	err := w.tcp.Close()
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	delete(w.clock.conns, w)
	w.clock.deeds++
	w.clock.changed.Broadcast()
	return err
}

func (w *conn) LocalAddr() net.Addr     { return w.tcp.LocalAddr() }
func (w *conn) RemoteAddr() net.Addr    { return w.tcp.RemoteAddr() }
func (w *conn) CloseRead() error        { return w.tcp.CloseRead() }
func (w *conn) CloseWrite() error       { return w.tcp.CloseWrite() }
func (w *conn) SetLinger(sec int) error { return w.tcp.SetLinger(sec) }

// NetConn is the connection below, whose deadlines are not to be used.
func (w *conn) NetConn() *net.TCPConn { return w.tcp }

// SyscallConn gives the raw connection. Waiting in its Read and Write counts as waiting for words.
func (w *conn) SyscallConn() (syscall.RawConn, error) { return rawConn{w}, nil }

type rawConn struct{ w *conn }

// Control is of syscall.RawConn.
func (r rawConn) Control(f func(fd uintptr)) error { return r.w.raw.Control(f) }

// Read is of syscall.RawConn.
func (r rawConn) Read(f func(fd uintptr) bool) error { return r.w.during(&r.w.read, r.w.raw.Read, f) }

// Write is of syscall.RawConn.
func (r rawConn) Write(f func(fd uintptr) bool) error {
	return r.w.during(&r.w.write, r.w.raw.Write, f)
}
