package pop3_test

import (
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/pop3"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// cutting is a gate between cables that are cut while the errand is run, again and again.
type cutting struct {
	*sessiontest.Stretch
	r         *recorder
	withholds bool
	deleted   int // messages, without a cut
}

func newCutting(t *testing.T, hurried bool, guard string) *cutting {
	r := newRecorder(t, everything)
	c := &cutting{Stretch: sessiontest.NewStretch(t, r.Address(), hurried), r: r, withholds: guards[guard].withholds}
	g := newGate(t, r.Address(), guards[guard].set, quietly, func(g *gate) {
		g.Upstream = c.Upstream()
		g.serve = func(s *pop3.Session) { s.Serve(); c.Over() }
		if hurried {
			g.Clock, g.Wrap = c.Clock, c.Clock.Conn
		}
	})
	c.Client = sessiontest.NewCable(t, g.Listener.Addr().String())
	whole := c.try(t, false, false)
	c.deleted = len(whole[0].deleted)
	if !whole[0].over || c.deleted == 0 {
		t.Fatal("the errand wasn't done")
	}
	return c
}

// try runs the errand once.
func (c *cutting) try(t *testing.T, gone, torn bool) []*peer {
	t.Helper()
	one := trial{TB: t, withholds: c.withholds, gone: gone, torn: torn}
	one.run(c.Client.Addr())
	peers := c.r.AllOf(c.Await(t))
	if len(peers) != 1 {
		t.Errorf("%d upstream connections", len(peers))
	}
	if one.judge(peers); t.Failed() {
		t.Logf("said %q\nheard %q", one.said, one.heard)
	}
	return peers
}

func (c *cutting) cut(t *testing.T, cable *sessiontest.Cable, cut sessiontest.Cut) {
	t.Helper()
	c.Cuts(cable, cut)
	if c.try(t, cable == c.Client, cable == c.Server); t.Failed() {
		t.Fatalf("cut %+v of the client's %v", cut, cable == c.Client)
	}
}

// Wherever a connection ends, and whatever way, nothing is deleted without QUIT, nor what the client didn't get, and no reply is in another's place.
// Behind each octet each guard meets another way.
func TestCutAnywhere(t *testing.T) {
	ways := []sessiontest.Way{sessiontest.Ends, sessiontest.IsReset, sessiontest.HalfEnds}
	for guard := range guards {
		t.Run(guard, func(t *testing.T) {
			c := newCutting(t, false, guard)
			c.Everywhere(func(n int, cable *sessiontest.Cable, cut sessiontest.Cut) {
				if testing.Short() && n%5 != 0 {
					return
				}
				cut.Way, cut.Pieces = ways[(n+len(guard))%len(ways)], uint64(n%2*n)
				c.cut(t, cable, cut)
			})
		})
	}
}

// Likewise where a connection carries no more, and nobody says so.
func TestStallAnywhere(t *testing.T) {
	octetByOctet(t, func(t *testing.T, c *cutting, cable *sessiontest.Cable, cut sessiontest.Cut) {
		if !cut.Last {
			cut.Way = sessiontest.Stalls
			c.cut(t, cable, cut)
		}
	})
}

// Where a connection pauses it makes no difference: the errand is done.
func TestPauseAnywhere(t *testing.T) {
	octetByOctet(t, func(t *testing.T, c *cutting, cable *sessiontest.Cable, cut sessiontest.Cut) {
		cut.Way = sessiontest.Pauses
		c.paused(t, cable, cut)
	})
}

// octetByOctet calls f for each octet of the errand behind each guard, by a clock that doesn't wait.
func octetByOctet(t *testing.T, f func(t *testing.T, c *cutting, cable *sessiontest.Cable, cut sessiontest.Cut)) {
	every := 1
	if testing.Short() {
		every = 7
	}
	for guard := range guards {
		t.Run(guard, func(t *testing.T) {
			c := newCutting(t, true, guard)
			c.Everywhere(func(n int, cable *sessiontest.Cable, cut sessiontest.Cut) {
				if n%every == 0 {
					f(t, c, cable, cut)
				}
			})
		})
	}
}

func (c *cutting) paused(t *testing.T, cable *sessiontest.Cable, cut sessiontest.Cut) {
	t.Helper()
	c.Cuts(cable, cut)
	if peers := c.try(t, false, false); !peers[0].over || len(peers[0].deleted) != c.deleted {
		t.Fatalf("pause %+v of the client's %v: over %v, %d deleted of %d", cut, cable == c.Client, peers[0].over, len(peers[0].deleted), c.deleted)
	}
}
