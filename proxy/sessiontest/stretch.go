package sessiontest

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Stretch is a gate with a [Cable] on either side, on which one session at a time is played.
type Stretch struct {
	Client, Server *Cable
	Clock          *proxytest.Clock // of the gate; nil: the machine's

	struck chan int32         // a connection stalls, in the session behind so many
	paused chan chan struct{} // a connection pauses
	dials  atomic.Int32
	over   atomic.Int32 // sessions
	ended  chan struct{}
	hurry  sync.Mutex // held while time passes for a session, be it one that has just ended
}

// NewStretch is the way to a server; its Client is to be laid when there is a gate. One that is hurried has a clock, by which time passes as soon
// as a connection stalls, until the session has ended, and a little when one pauses.
func NewStretch(t testing.TB, server string, hurried bool) *Stretch {
	leaktest.Check(t)
	s := &Stretch{struck: make(chan int32), paused: make(chan chan struct{}), ended: make(chan struct{}, 1)}
	if hurried {
		s.Clock = proxytest.NewClock()
		var wg sync.WaitGroup
		wg.Go(func() { s.hurries(t) })
		wg.Go(func() { s.dawdle(t) })
		t.Cleanup(func() { close(s.struck); close(s.paused); wg.Wait() }) // behind the cables
	}
	s.Server = NewCable(t, server)
	return s
}

// hurries lets five minutes pass, the time for a reply, again and again until the session that has a stall is over.
func (s *Stretch) hurries(t testing.TB) {
	for before := range s.struck {
		s.hurry.Lock()
		for s.over.Load() == before {
			if err := s.Clock.AdvanceAlone(5*time.Minute + time.Second); err != nil {
				t.Error(err)
				break
			}
		}
		s.hurry.Unlock()
	}
}

// dawdle lets five seconds pass in each pause, which no deadline is too short for.
func (s *Stretch) dawdle(t testing.TB) {
	for over := range s.paused {
		if err := s.Clock.AdvanceAlone(5 * time.Second); err != nil {
			t.Error(err)
		}
		close(over)
	}
}

// Cuts says what becomes of the next session: one of the cables is cut.
func (s *Stretch) Cuts(cable *Cable, cut Cut) {
	switch cut.Way {
	case Stalls:
		before := s.over.Load()
		cut.struck = func() { s.struck <- before }
	case Pauses:
		cut.paused = s.paused
	}
	cable.cuts(cut)
}

// Upstream leads over the server's cable.
func (s *Stretch) Upstream() *upstream.Upstream {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		s.dials.Add(1) // one that is cut before it is noticed counts: the server has it
		c, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		if s.Clock != nil {
			c = s.Clock.Conn(c)
		}
		return c, nil
	}
	cfg := upstream.Config{Label: "behind", Servers: []string{s.Server.Addr().String()}}
	if s.Clock == nil {
		return upstream.New(cfg, dial, nil)
	}
	return upstream.New(cfg, dial, s.Clock)
}

// Over is to be called at the end of a session.
func (s *Stretch) Over() {
	s.over.Add(1)
	s.ended <- struct{}{}
}

// Await waits for the end of the session, behind which no time passes for it, and tells how many servers it has called.
func (s *Stretch) Await(t testing.TB) (dials int) {
	t.Helper()
	Await(t, s.ended)
	s.hurry.Lock()
	defer s.hurry.Unlock()
	return int(s.dials.Swap(0))
}

// Everywhere calls f for every octet that has passed the cables in the last session, each with the cut behind it. They are numbered.
func (s *Stretch) Everywhere(f func(n int, cable *Cable, cut Cut)) {
	n := 0
	for _, cable := range []*Cable{s.Client, s.Server} {
		up, down := cable.Passed()
		for octet := range up + down {
			cut := Cut{Behind: octet + 1, Last: octet+1 == up}
			if octet >= up {
				cut = Cut{Behind: octet - up + 1, Last: octet+1 == up+down, Down: true}
			}
			f(n, cable, cut)
			n++
		}
	}
}
