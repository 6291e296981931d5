package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// kills is how often something is killed in each test: 20 times, once in a short run, or GATEPOST_KILLS.
func kills(t *testing.T) int {
	text := os.Getenv("GATEPOST_KILLS")
	switch {
	case text == "" && testing.Short():
		return 1
	case text == "":
		return 20
	}
	n, err := strconv.Atoi(text)
	check(t, err)
	return n
}

// eachKind runs a test with gates that stream and that hold, before upstreams with and without BDAT.
func eachKind(t *testing.T, test func(t *testing.T, v variant, chunking bool)) {
	for _, v := range variants[:2] {
		t.Run(v.name+" to BDAT", func(t *testing.T) { test(t, v, true) })
		t.Run(v.name+" to DATA", func(t *testing.T) { test(t, v, false) })
	}
}

const loadClients = 8

// Whatever the moment at which the gate is killed: what it has acknowledged is at the upstream, and nothing is there more
// often than its client had to send it.
func TestKilledGate(t *testing.T) {
	eachKind(t, func(t *testing.T, v variant, chunking bool) {
		k := newKiller()
		r := &recorder{ledger: newLedger(), chunking: chunking, tick: k.tick, dies: func(point) bool { return false }}
		upstream := r.start(t)
		k.begin(t, v, upstream)
		l := &load{ledger: r.ledger, gate: k.addr, tick: k.tick}
		l.start(loadClients)
		for range kills(t) {
			k.kill(t, v, upstream)
		}
		l.stop()
		k.gate.end(t)
		r.stop()
		r.ledger.check(t)
	})
}

// killer kills gates, each when some number of things have been said since it was started.
type killer struct {
	said atomic.Int64 // until the next kill; it is due at 0
	due  chan struct{}

	down sync.RWMutex // held for writing while there is no gate
	gate *process
}

func newKiller() *killer { return &killer{due: make(chan struct{}, 1)} }

func (k *killer) tick() {
	if k.said.Add(-1) == 0 {
		k.due <- struct{}{}
	}
}

// addr waits for a gate.
func (k *killer) addr() string {
	k.down.RLock()
	defer k.down.RUnlock()
	return k.gate.addr
}

// begin starts a gate.
func (k *killer) begin(t *testing.T, v variant, upstream string) {
	gate, err := v.start(upstream)
	check(t, err)
	k.gate = gate
}

// kill waits for a random moment, kills the gate and puts another in its place.
func (k *killer) kill(t *testing.T, v variant, upstream string) {
	k.said.Store(1 + rand.Int64N(2000))
	<-k.due
	k.down.Lock()
	defer k.down.Unlock()
	k.gate.end(t)
	k.begin(t, v, upstream)
}

// Likewise when the upstream is killed, in every phase of a session, and the gate lives.
func TestKilledUpstream(t *testing.T) {
	eachKind(t, func(t *testing.T, v variant, chunking bool) {
		c := newCasualties(kills(t), chunking && v.name == "plain") // what is held goes up as one chunk
		r := &recorder{ledger: newLedger(), chunking: chunking, tick: func() {}, dies: c.dies}
		addr := v.gate(t, r.start(t))
		l := &load{ledger: r.ledger, gate: func() string { return addr }, tick: func() {}}
		l.start(loadClients)
		<-c.enough
		l.stop()
		r.ledger.check(t)
	})
}

// casualties decides at random where upstreams are killed, and counts.
type casualties struct {
	enough chan struct{} // closed when each point had its number

	mu   sync.Mutex
	left map[point]int // kills still to come; no zeros
}

func newCasualties(n int, chunks bool) *casualties {
	c := &casualties{enough: make(chan struct{}), left: map[point]int{}}
	for _, p := range points(chunks) {
		c.left[p] = n
	}
	return c
}

// dies is true at one of ten occasions, until each point had its number; those that have it go on.
func (c *casualties) dies(at point) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.left) == 0 || rand.IntN(10) > 0 {
		return false
	}
	if c.left[at]--; c.left[at] <= 0 {
		delete(c.left, at)
	}
	if len(c.left) == 0 {
		close(c.enough)
	}
	return true
}
