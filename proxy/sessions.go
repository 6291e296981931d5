package proxy

import (
	"maps"
	"net"
	"net/netip"
	"slices"
	"sync"

	"github.com/gatepost-mail/gatepost/proxy/conversation"
)

// visit is a session with what the gateway must know of it.
type visit struct {
	session
	id         string
	conn       net.Conn
	front      string
	client     netip.Addr
	generation *generation
}

// byClient is what the limit for each client counts by.
type byClient struct {
	front  string
	client netip.Addr
}

// sessions are all that run, of every generation, and the terms on which another one is admitted.
type sessions struct {
	none chan struct{} // closed when nobody is admitted any more and the last one has ended

	mu       sync.Mutex
	closed   bool
	ended    bool // none is closed
	now      *generation
	live     map[*generation]int // those in force or with sessions, and how many
	running  map[*visit]bool
	ofFront  map[string]int
	ofClient map[byClient]int
}

func newSessions() *sessions {
	return &sessions{
		none: make(chan struct{}), live: map[*generation]int{},
		running: map[*visit]bool{}, ofFront: map[string]int{}, ofClient: map[byClient]int{},
	}
}

// enforce admits new sessions on the terms of g. The running ones count still.
func (s *sessions) enforce(g *generation) {
	s.mu.Lock()
	last := s.now
	s.now = g
	s.live[g] = 0
	s.mu.Unlock()
	s.release(last)
}

// release lets go of what g has in common with others, once g is not in force and has no sessions. The last one to let go waits for
// lookups that filters have left behind.
func (s *sessions) release(g *generation) {
	if s.over(g) {
		g.release()
	}
}

// over is true once for each generation: nobody is in it, and nobody will be.
func (s *sessions) over(g *generation) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n, is := s.live[g]; !is || n > 0 || g == s.now && !s.closed {
		return false
	}
	delete(s.live, g)
	return true
}

// admit makes the session of a connection that was accepted at a place, or says why there can't be one. No stop misses
// it: it is made under the generation that it is counted for.
func (s *sessions) admit(c net.Conn, at place, id string) (*visit, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, client, spoken := s.now.fronts[at], clientOf(c), s.now.spoken(at)
	switch {
	case s.closed || f == nil:
		return nil, &refusal{reply: notServed.worded(spoken), why: "its front is closing", client: client}
	case s.ofFront[f.label] >= f.most:
		return nil, &refusal{tooMany.worded(spoken), "max_sessions", f.label, client, f.most}
	case s.ofClient[byClient{f.label, client}] >= f.mostByClient:
		return nil, &refusal{tooManyOfClient.worded(spoken), "max_sessions_per_client", f.label, client, f.mostByClient}
	}
	v := &visit{session: f.open(c, id), id: id, conn: c, front: f.label, client: client, generation: s.now}
	s.running[v] = true
	s.live[v.generation]++
	s.ofFront[v.front]++
	s.ofClient[byClient{v.front, v.client}]++
	return v, nil
}

// clientOf is the zero Addr for what is no TCP connection.
func clientOf(c net.Conn) netip.Addr {
	if a, ok := c.RemoteAddr().(*net.TCPAddr); ok {
		return a.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// leave counts v no more. It is the last that v's goroutine does.
func (s *sessions) leave(v *visit) {
	s.mu.Lock()
	s.live[v.generation]--
	s.mu.Unlock()
	s.release(v.generation)

	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, v)
	less(s.ofFront, v.front)
	less(s.ofClient, byClient{v.front, v.client})
	s.noneLeft()
}

// less keeps no zeros: a map of clients would never end growing.
func less[K comparable](m map[K]int, k K) {
	if m[k]--; m[k] == 0 {
		delete(m, k)
	}
}

// stop tells those from before a generation.
func (s *sessions) stop(how conversation.Stop, before int) {
	s.mu.Lock()
	all := slices.Collect(maps.Keys(s.running))
	s.mu.Unlock()
	for _, v := range all {
		if v.generation.n < before {
			v.Stop(how)
		}
	}
}

// close admits nobody from here on. It may be called again, and so may end.
func (s *sessions) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
}

// end follows close: last, the generation in force, is let go of if nobody is there.
func (s *sessions) end(last *generation) {
	s.release(last)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noneLeft()
}

// noneLeft is called with the lock held.
func (s *sessions) noneLeft() {
	if s.closed && len(s.running) == 0 && !s.ended {
		s.ended = true
		close(s.none)
	}
}

func (s *sessions) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.running)
}
