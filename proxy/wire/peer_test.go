package wire

import (
	"net"
	"syscall"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

func TestMain(m *testing.M) { leaktest.Main(m) }

// dial makes a Conn and its peer, joined by TCP over loopback.
func dial(t testing.TB) (*Conn, *net.TCPConn) {
	t.Helper()
	leaktest.Check(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	peer, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	socket, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewConn(socket, RealClock{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); peer.Close() })
	return c, peer.(*net.TCPConn)
}

// segmented is a socket whose peer says the next segment whenever the Conn has found nothing to read and is about to wait. So each
// read finds exactly one segment, without a second goroutine. Behind the last segment the peer says no more.
type segmented struct {
	syscall.RawConn
	peer     *net.TCPConn
	segments [][]byte
	waiting  func() // called before each segment; nil: nothing to do
}

func inSegments(t testing.TB) (*Conn, *segmented) {
	c, peer := dial(t)
	s := &segmented{RawConn: c.raw, peer: peer}
	c.raw = s
	return c, s
}

func (s *segmented) Read(f func(uintptr) bool) error {
	done := false
	if err := s.Control(func(fd uintptr) { done = f(fd) }); done || err != nil {
		return err
	}
	if s.waiting != nil {
		s.waiting()
	}
	if err := s.say(); err != nil {
		return err
	}
	return s.RawConn.Read(f)
}

func (s *segmented) say() error {
	if len(s.segments) == 0 {
		return s.peer.CloseWrite()
	}
	p := s.segments[0]
	s.segments = s.segments[1:]
	_, err := s.peer.Write(p)
	return err
}
