package sessiontest

import (
	"fmt"
	"net"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/spool"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Gate is a front at work: a listener whose connections are sessions of it.
type Gate struct {
	*Log
	Listener net.Listener
	Wrap     func(net.Conn) net.Conn // what a session has in place of its connection; nil: that

	sessions sync.WaitGroup // also the one that accepts
}

// NewGate listens, but lets nobody in yet.
func NewGate(t testing.TB) *Gate {
	t.Helper()
	leaktest.Check(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return &Gate{Log: &Log{}, Listener: listener}
}

// Open lets clients in, each to a session that serve serves. It is closed with the test, after its sessions have ended; they must have
// given everything back.
func (g *Gate) Open(t testing.TB, u *upstream.Upstream, p *spool.Pool, serve func(c net.Conn, id string)) {
	g.sessions.Go(func() { g.accept(serve) })
	t.Cleanup(func() {
		g.End()
		u.Close()
		if held := p.InUse(); held != 0 {
			t.Errorf("%d octets are still held", held)
		}
		for _, gap := range g.gaps {
			t.Error(gap)
		}
	})
}

func (g *Gate) accept(serve func(net.Conn, string)) {
	for n := 1; ; n++ {
		c, err := g.Listener.Accept()
		if err != nil {
			return
		}
		if g.Wrap != nil {
			c = g.Wrap(c)
		}
		id := fmt.Sprintf("s%d", n)
		g.sessions.Go(func() { serve(c, id) })
	}
}

// End lets nobody in any more and waits for the sessions to end.
func (g *Gate) End() {
	g.Listener.Close()
	g.sessions.Wait()
}

// Chain is the chain of some entries that make one.
func Chain(entries ...filters.Entry) *filters.Chain {
	chain, err := filters.NewChain(entries...)
	if err != nil {
		panic(err)
	}
	return chain
}
