package sessiontest

import (
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
)

// Puppet is a server that says what it is given, whatever it hears.
type Puppet struct {
	listener net.Listener
	wg       sync.WaitGroup

	mu   sync.Mutex
	next *lines
}

// lines are what a puppet says on one connection.
type lines struct {
	parts []string
	cuts  uint16
}

// Between stands between the parts of what a puppet says.
const Between = "|"

// NewPuppet listens until the test is over.
func NewPuppet(t testing.TB) *Puppet {
	t.Helper()
	leaktest.Check(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Puppet{listener: listener}
	p.wg.Go(p.accept)
	t.Cleanup(func() { listener.Close(); p.wg.Wait() })
	return p
}

// Says is what it says on its next connection, in [Segments]: a part at the beginning and one behind each line that it hears. Then it closes. On a
// connection for which nothing is left it says nothing.
func (p *Puppet) Says(cuts uint16, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = &lines{strings.Split(text, Between), cuts}
}

// Upstream leads to it, and doesn't wait for it while it waits itself: whatever comes too late to be heard, the rest holds.
func (p *Puppet) Upstream() *upstream.Upstream {
	return upstream.New(upstream.Config{Label: "behind", Servers: []string{p.listener.Addr().String()}, Greet: Brief, Reply: Brief}, nil, nil)
}

// Brief is how long a [Puppet] is waited for.
const Brief = 20 * time.Millisecond

func (p *Puppet) accept() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.serve(c)
	}
}

func (p *Puppet) serve(c net.Conn) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(Patience))
	p.mu.Lock()
	says := p.next
	p.next = nil
	p.mu.Unlock()
	if says == nil {
		return
	}
	for i, part := range says.parts {
		if i > 0 && !heardLine(c) {
			return
		}
		Segments(c, says.cuts, part)
	}
}

func heardLine(c net.Conn) bool {
	var octet [1]byte
	for octet[0] != '\n' {
		if _, err := c.Read(octet[:]); err != nil {
			return false
		}
	}
	return true
}
