package proxy

import (
	"net"
	"os"
	"sync"
	"syscall"
)

// sockets listens at a loopback port of the system's choice, whatever address it is asked for.
type sockets struct {
	mu     sync.Mutex
	inUse  map[string]bool
	opened []*socket
}

type socket struct {
	net.Listener
	all     *sockets
	address string // as asked for
	closed  bool
}

func newSockets(inUse ...string) *sockets {
	s := &sockets{inUse: map[string]bool{}}
	for _, address := range inUse {
		s.inUse[address] = true
	}
	return s
}

func (s *sockets) allow(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.inUse, address)
}

func (s *sockets) listen(network, address string) (net.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.inUse[address] {
		err := os.NewSyscallError("bind", syscall.EADDRINUSE)
		return nil, &net.OpError{Op: "listen", Net: network, Addr: name(address), Err: err}
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.opened = append(s.opened, &socket{Listener: l, all: s, address: address})
	return s.opened[len(s.opened)-1], nil
}

type name string

func (name) Network() string  { return "tcp" }
func (n name) String() string { return string(n) }

func (s *socket) Close() error {
	s.all.mu.Lock()
	s.closed = true
	s.all.mu.Unlock()
	return s.Listener.Close()
}

func (s *sockets) stillOpen() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.opened {
		if !l.closed {
			n++
		}
	}
	return n
}

// times tells how often an address was asked for.
func (s *sockets) times(address string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.opened {
		if l.address == address {
			n++
		}
	}
	return n
}
