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
	from  net.Addr // what RemoteAddr says; nil: the truth
	read  side     // these two belong to clock.mu
	write side
}

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

// SetDeadline is of net.Conn, by the fake clock; so are the next two.
func (w *conn) SetDeadline(t time.Time) error      { return w.setDeadline(t, &w.read, &w.write) }
func (w *conn) SetReadDeadline(t time.Time) error  { return w.setDeadline(t, &w.read) }
func (w *conn) SetWriteDeadline(t time.Time) error { return w.setDeadline(t, &w.write) }

// Close is of net.Conn. It is a deed before the peer can know of it, and once: behind either, others may wait for a time already.
func (w *conn) Close() error {
	w.forget()
	return w.tcp.Close()
}

func (w *conn) forget() {
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	if _, open := w.clock.conns[w]; open {
		delete(w.clock.conns, w)
		w.clock.deeds++
		w.clock.changed.Broadcast()
	}
}

func (w *conn) LocalAddr() net.Addr     { return w.tcp.LocalAddr() }
func (w *conn) CloseRead() error        { return w.tcp.CloseRead() }
func (w *conn) CloseWrite() error       { return w.tcp.CloseWrite() }
func (w *conn) SetLinger(sec int) error { return w.tcp.SetLinger(sec) }

// RemoteAddr is of net.Conn, and where the dialogue says that the client comes from.
func (w *conn) RemoteAddr() net.Addr {
	if w.from != nil {
		return w.from
	}
	return w.tcp.RemoteAddr()
}

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
