package sessiontest

import (
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/leaktest"
)

// Recorder is a server that remembers its connections. Each is a P of the protocol, around a [Peer].
type Recorder[P Server] struct {
	Faults map[string]Fault // by phase
	Struck chan struct{}    // a fault has happened

	listener net.Listener
	mu       sync.Mutex
	served   []served[P]
	came     *sync.Cond // one more of them
	wg       sync.WaitGroup
}

// Server is how a protocol is spoken.
type Server interface {
	Greet() error
	Obey(line string) error
}

type served[P Server] struct {
	peer *Peer
	as   P
}

// NewRecorder listens, but accepts nothing yet.
func NewRecorder[P Server](t testing.TB) *Recorder[P] {
	t.Helper()
	leaktest.Check(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &Recorder[P]{listener: listener, Faults: map[string]Fault{}, Struck: make(chan struct{}, 10)}
	r.came = sync.NewCond(&r.mu)
	return r
}

// Address is where it listens.
func (r *Recorder[P]) Address() string { return r.listener.Addr().String() }

// Start accepts connections, for each of which a P is made. It stops with the test, which fails if something was wrong with one that
// [Recorder.All] has not given out.
func (r *Recorder[P]) Start(t testing.TB, as func(*Peer) P) {
	r.wg.Go(func() { r.accept(as) })
	t.Cleanup(func() {
		r.listener.Close()
		r.wg.Wait()
		for _, s := range r.served {
			for _, wrong := range s.peer.Wrongs {
				t.Error("the upstream saw", wrong)
			}
		}
	})
}

func (r *Recorder[P]) accept(as func(*Peer) P) {
	for {
		c, err := r.listener.Accept()
		if err != nil {
			return
		}
		p := &Peer{TCPConn: c.(*net.TCPConn), faults: r.Faults, struck: r.Struck, done: make(chan struct{})}
		s := served[P]{p, as(p)}
		r.mu.Lock()
		r.served = append(r.served, s)
		r.came.Broadcast()
		r.mu.Unlock()
		r.wg.Go(s.serve)
	}
}

func (s served[P]) serve() {
	defer close(s.peer.done)
	defer s.peer.Close()
	s.peer.SetDeadline(time.Now().Add(Patience))
	err := s.as.Greet()
	for err == nil {
		var line string
		if line, err = s.peer.Line(); err == nil {
			err = s.as.Obey(line)
		}
	}
}

// All waits until every connection so far is over, and forgets them.
func (r *Recorder[P]) All() (all []P) {
	r.mu.Lock()
	served := r.served
	r.served = nil
	r.mu.Unlock()
	for _, s := range served {
		<-s.peer.done
		all = append(all, s.as)
	}
	return all
}

// AllOf is All where it is known how many there have to be, some of which may not have been accepted yet.
func (r *Recorder[P]) AllOf(n int) []P {
	r.mu.Lock()
	for len(r.served) < n {
		r.came.Wait()
	}
	r.mu.Unlock()
	return r.All()
}

// Without is what a server offers but for some keywords.
func Without(offers []string, keywords ...string) []string {
	return slices.DeleteFunc(slices.Clone(offers), func(offer string) bool {
		word, _, _ := strings.Cut(offer, " ")
		return slices.Contains(keywords, word)
	})
}
