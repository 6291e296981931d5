package proxytest

import (
	"net"
	"slices"
	"time"
)

// arrival is a connection that the gateway has made.
type arrival struct {
	conn   *net.TCPConn
	server *server
	tls    *handshake // nil: it begins in clear
}

func (a arrival) trip() trip {
	return trip{from: a.conn.RemoteAddr().String(), to: a.conn.LocalAddr().String()}
}

// next is the connection that the gateway has made first of those that nobody has taken; false: none comes in time. Servers accept each for
// itself: of a server that the gateway has left for another one may hear later than of that.
func (s *servers) next(patience time.Duration) (arrival, bool) {
	late := time.After(patience)
	for {
		if i := s.first(); i >= 0 {
			return s.take(i), true
		}
		select {
		case a := <-s.arrivals:
			s.came = append(s.came, a)
		case <-late:
			return arrival{}, false
		}
	}
}

// first finds that connection among those that came: -1 while it is on its way. What the gateway hasn't shown to the clock is taken as it comes.
func (s *servers) first() int {
	if len(s.came) == 0 {
		return -1
	}
	for _, made := range s.clock.trips.pending() {
		if s.listens(made.to) {
			return slices.IndexFunc(s.came, func(a arrival) bool { return a.trip() == made })
		}
	}
	return 0
}

// take takes one of those that came.
func (s *servers) take(i int) arrival {
	a := s.came[i]
	s.came = slices.Delete(s.came, i, i+1)
	s.clock.trips.arrived(a.trip())
	return a
}

// listens tells whether an address is that of a server that takes connections.
func (s *servers) listens(addr string) bool {
	return slices.ContainsFunc(s.all, func(v *server) bool { return v.listener != nil && v.addr == addr })
}
