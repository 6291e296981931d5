package sessiontest

import (
	"net"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
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

// NewCable leads to a listener's address. It is taken away with the test, when its connections have ended.
func NewCable(t testing.TB, to string) *Cable {
	t.Helper()
	leaktest.Check(t)
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
		c.wg.Go(func() { c.lead(&plug{TCPConn: near.(*net.TCPConn)}, cut) })
	}
}

// lead joins two connections until both ways are over.
func (c *Cable) lead(near *plug, cut Cut) {
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
	far := &plug{TCPConn: conn.(*net.TCPConn)}
	defer far.Close()
	up, down := newStrand(near, far, cut, false), newStrand(far, near, cut, true)
	var both sync.WaitGroup
	both.Go(up.carry)
	both.Go(down.carry)
	both.Wait()
	passed = [2]int{up.passed, down.passed}
}
