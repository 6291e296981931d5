package sessiontest

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"syscall"
	"testing"
)

// Cable is a way to a listener, over loopback, that can be cut. What was said arrives, and an end or a reset of one side is one of the other.
type Cable struct {
	net.Listener // where it begins
	to           string
	wg           sync.WaitGroup

	mu     sync.Mutex
	cut    Cut
	open   int        // connections
	ended  *sync.Cond // one of them has
	passed [2]int     // up and down on the last that has ended
}

// Cut is where, and how, the next connection of a cable is cut. The zero Cut: not at all.
type Cut struct {
	Way    Way
	Down   bool   // on the way from the listener to who has dialled; else on the other
	Behind int    // so many octets of that way
	Last   bool   // nothing more would have come
	Pieces uint64 // a seed: the octets come one or a few at a time; 0: as they are

	struck chan<- struct{} // is sent to when it happens; nil: isn't
}

// Way is how a connection is cut.
type Way uint8

// The ways. A connection that stalls carries no more in that direction, but stays; one that half ends is over in that direction only.
const (
	Uncut Way = iota
	Ends
	HalfEnds
	IsReset
	Stalls
)

func (w Way) String() string {
	return [...]string{"uncut", "ends", "half ends", "is reset", "stalls"}[w]
}

// NewCable leads to a listener's address. It is taken away with the test, when its connections have ended.
func NewCable(t testing.TB, to string) *Cable {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &Cable{Listener: listener, to: to}
	c.ended = sync.NewCond(&c.mu)
	c.wg.Go(c.accept)
	t.Cleanup(func() { listener.Close(); c.wg.Wait() })
	return c
}

// cuts says what becomes of the next connection.
func (c *Cable) cuts(cut Cut) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = cut
}

// Passed is how many octets went up and down in the last connection, for the end of which it waits.
func (c *Cable) Passed() (up, down int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.open > 0 {
		c.ended.Wait()
	}
	return c.passed[0], c.passed[1]
}

func (c *Cable) accept() {
	for {
		near, err := c.Accept()
		if err != nil {
			return
		}
		c.mu.Lock()
		cut := c.cut
		c.cut = Cut{}
		c.open++
		c.mu.Unlock()
		c.wg.Go(func() { c.lead(near.(*net.TCPConn), cut) })
	}
}

// lead joins two connections until both ways are over.
func (c *Cable) lead(near *net.TCPConn, cut Cut) {
	var passed [2]int
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open--
		c.passed = passed
		c.ended.Broadcast()
	}()
	defer near.Close()
	conn, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	far := conn.(*net.TCPConn)
	defer far.Close()
	up, down := newStrand(near, far, cut, false), newStrand(far, near, cut, true)
	var both sync.WaitGroup
	both.Go(up.carry)
	both.Go(down.carry)
	both.Wait()
	passed = [2]int{up.passed, down.passed}
}

// strand is one direction of a connection.
type strand struct {
	from, to *net.TCPConn
	cut      Cut // zero but for the pieces, if it is of the other direction
	passed   int
	pieces   *rand.Rand // nil: whole
}

func newStrand(from, to *net.TCPConn, cut Cut, down bool) *strand {
	s := &strand{from: from, to: to}
	if cut.Down == down {
		s.cut = cut
	}
	if cut.Pieces != 0 {
		s.pieces = rand.New(rand.NewPCG(cut.Pieces, 0))
	}
	return s
}

// carry carries octets until there are no more, or the cut.
func (s *strand) carry() {
	var b [16 << 10]byte
	for s.whole() {
		n, err := s.from.Read(b[:])
		s.pass(b[:n])
		if err != nil {
			s.end(err)
			return
		}
	}
	s.strike()
}

// whole tells whether the cut is still to come.
func (s *strand) whole() bool { return s.cut.Way == Uncut || s.passed < s.cut.Behind }

// pass writes octets up to the cut. A side that doesn't want them has closed, and its end comes the other way; a reset may be told only here.
func (s *strand) pass(octets []byte) {
	for len(octets) > 0 && s.whole() {
		size := len(octets)
		if s.pieces != nil {
			size = min(size, 1+s.pieces.IntN(3))
		}
		if s.cut.Way != Uncut {
			size = min(size, s.cut.Behind-s.passed)
		}
		if _, err := s.to.Write(octets[:size]); errors.Is(err, syscall.ECONNRESET) {
			abort(s.from)
		}
		s.passed += size
		octets = octets[size:]
	}
}

// end lets an end arrive as what it was.
func (s *strand) end(err error) {
	if err == io.EOF {
		s.to.CloseWrite()
		return
	}
	abort(s.to)
}

// strike cuts the cable.
func (s *strand) strike() {
	switch s.cut.Way {
	case Ends:
		s.from.Close()
		s.to.Close()
	case IsReset:
		abort(s.from)
		abort(s.to)
	case HalfEnds:
		s.to.CloseWrite()
	}
	if s.cut.struck != nil {
		s.cut.struck <- struct{}{}
	}
	_, err := io.Copy(io.Discard, s.from) // what is said isn't heard
	if err != nil {
		abort(s.to)
	}
	if s.cut.Way == Stalls {
		s.to.CloseWrite()
	}
}

// abort resets a connection.
func abort(c *net.TCPConn) {
	c.SetLinger(0)
	c.Close()
}
