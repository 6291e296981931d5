package proxytest

import (
	"net"
	"sync"

	"golang.org/x/sys/unix"
)

// servers are the listeners that stand in for the configured upstream servers.
type servers struct {
	down     int // so many, the first ones, refuse
	all      []*server
	clock    *Clock
	arrivals chan arrival
	came     []arrival // from there, and not yet taken
	closed   chan struct{}
	secure   func(arrival) *handshake // begins TLS with the connection; nil: it doesn't
	loops    sync.WaitGroup
}

// server is one of them.
type server struct {
	name     string // in the configuration
	addr     string
	listener net.Listener // nil: it refuses
	reserved int          // then: the socket that keeps the port
}

func newServers(down int, clock *Clock) *servers {
	return &servers{down: down, clock: clock, arrivals: make(chan arrival), closed: make(chan struct{})}
}

// hostOf is the host of a server's address.
func hostOf(server string) string {
	host, _, err := net.SplitHostPort(server)
	if err != nil {
		return server
	}
	return host
}

// add makes the stand-in for the next configured server.
func (s *servers) add(name string) (string, error) {
	v := &server{name: name}
	if len(s.all) < s.down {
		if err := v.reserve(0); err != nil {
			return "", err
		}
		s.all = append(s.all, v)
		return v.addr, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	v.listener, v.addr = l, l.Addr().String()
	s.all = append(s.all, v)
	s.loops.Add(1)
	go s.accept(v, l)
	return v.addr, nil
}

func (s *servers) accept(v *server, l net.Listener) {
	defer s.loops.Done()
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		a := arrival{conn: c.(*net.TCPConn), server: v}
		if s.secure != nil {
			a.tls = s.secure(a)
		}
		select {
		case s.arrivals <- a:
		case <-s.closed:
			c.Close()
		}
	}
}

// refuse lets no server take connections any more.
func (s *servers) refuse() error {
	for _, v := range s.all {
		if v.listener == nil {
			continue
		}
		port := v.listener.Addr().(*net.TCPAddr).Port
		v.listener.Close()
		if err := v.reserve(port); err != nil {
			return err
		}
	}
	return nil
}

// reserve binds a port, 0 for any, without listening: who connects is refused, and no stranger can get it meanwhile.
func (v *server) reserve(port int) error {
	v.listener = nil
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	unix.CloseOnExec(fd)
	v.reserved = fd
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		return err
	}
	if err := unix.Bind(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return err
	}
	bound, err := unix.Getsockname(fd)
	if err != nil {
		return err
	}
	v.addr = (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: bound.(*unix.SockaddrInet4).Port}).String()
	return nil
}

// waiting are the connections that have been made and nobody has asked for.
func (s *servers) waiting() (found []arrival, err error) {
	for _, v := range s.all {
		if v.listener == nil {
			continue
		}
		// A queue of connections is in order: what was there comes before our own.
		own, err := net.Dial("tcp", v.addr)
		if err != nil {
			return nil, err
		}
		defer own.Close()
		for a := range s.arrivals {
			if a.conn.RemoteAddr().String() == own.LocalAddr().String() {
				a.conn.Close()
				break
			}
			s.came = append(s.came, a)
		}
	}
	for i := s.first(); i >= 0; i = s.first() {
		found = append(found, s.take(i))
	}
	return found, nil
}

func (s *servers) close() {
	close(s.closed)
	for _, v := range s.all {
		if v.listener != nil {
			v.listener.Close()
		} else if v.reserved > 0 {
			unix.Close(v.reserved)
		}
	}
	s.loops.Wait()
	for _, a := range s.came {
		a.conn.Close()
	}
}
