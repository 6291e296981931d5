package proxytest

import (
	"net"
	"slices"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// Servers have connections in the order in which the gateway has made them, whichever of them is the quicker one.
func TestArrivalsInOrder(t *testing.T) {
	leaktest.Check(t)
	clock := NewClock()
	s := newServers(0, clock)
	defer s.close()
	for _, name := range []string{"a:25", "b:25", "c:25"} {
		addr, err := s.add(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer clock.Conn(c).Close()
	}
	var came []arrival
	for range s.all {
		came = append(came, <-s.arrivals)
	}
	slices.SortFunc(came, func(a, b arrival) int { return slices.Index(s.all, b.server) - slices.Index(s.all, a.server) })
	s.came = came[:2] // of c and b
	if i := s.first(); i >= 0 {
		t.Errorf("that of %s is taken while that of a:25 is on its way", s.came[i].server.name)
	}
	s.came = came
	for _, want := range s.all {
		a, ok := s.next(time.Minute)
		if !ok || a.server != want {
			t.Fatalf("the next one is that of %v, want %s", a.server, want.name)
		}
		a.conn.Close()
	}
}
