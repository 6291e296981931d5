package pop3_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// store is a POP3 server that has one message many times and allocates nothing, so that what a benchmark counts is the gate's. Replies to a
// group leave together.
type store struct {
	listener net.Listener
	message  []byte // the reply to RETR
	wg       sync.WaitGroup
}

func newStore(t testing.TB, size int) *store {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &store{listener: listener, message: messageOf(size)}
	s.wg.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			s.wg.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() { listener.Close(); s.wg.Wait() })
	return s
}

// messageOf is the reply to RETR of about size octets.
func messageOf(size int) []byte {
	line := strings.Repeat("x", 76) + "\r\n"
	return fmt.Appendf(nil, "+OK %d octets\r\nSubject: x\r\n\r\n%s.\r\n", size, strings.Repeat(line, max(1, size/len(line))))
}

var storeCapa, storeOK = []byte("+OK\r\nPIPELINING\r\n.\r\n"), []byte("+OK\r\n")

func (s *store) serve(c net.Conn) {
	defer c.Close()
	r, w := bufio.NewReaderSize(c, 4<<10), bufio.NewWriterSize(c, 32<<10)
	w.Write(storeOK)
	for {
		if r.Buffered() == 0 {
			w.Flush()
		}
		line, err := r.ReadSlice('\n')
		switch {
		case err != nil:
			return
		case bytes.HasPrefix(line, []byte("RETR")):
			w.Write(s.message)
		case bytes.HasPrefix(line, []byte("CAPA")):
			w.Write(storeCapa)
		case bytes.HasPrefix(line, []byte("QUIT")):
			w.Write(storeOK)
			w.Flush()
			return
		default:
			w.Write(storeOK)
		}
	}
}

// newRelay is a gate that only copies.
func newRelay(t testing.TB, address string) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	relay := func(c net.Conn) {
		defer c.Close()
		up, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		defer up.Close()
		done := make(chan struct{})
		go func() {
			io.Copy(up, c)
			up.(*net.TCPConn).CloseWrite()
			close(done)
		}()
		io.Copy(c, up)
		c.(*net.TCPConn).CloseRead()
		<-done
	}
	wg.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { relay(c) })
		}
	})
	t.Cleanup(func() { listener.Close(); wg.Wait() })
	return listener
}

// fetcher says prepared bytes and counts octets without allocating.
type fetcher struct {
	c   net.Conn
	buf [64 << 10]byte
}

// newFetcher logs in.
func newFetcher(t testing.TB, l net.Listener) *fetcher {
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := &fetcher{c: c}
	f.hear(t, len(storeOK))
	f.say(t, []byte("CAPA\r\n"), len(storeCapa))
	f.say(t, []byte("USER me\r\nPASS x\r\n"), 2*len(storeOK))
	return f
}

func (f *fetcher) say(t testing.TB, text []byte, octets int) {
	if _, err := f.c.Write(text); err != nil {
		t.Fatal(err)
	}
	f.hear(t, octets)
}

func (f *fetcher) hear(t testing.TB, octets int) {
	for octets > 0 {
		n, err := f.c.Read(f.buf[:min(len(f.buf), octets)])
		if octets -= n; err != nil {
			t.Fatalf("%d octets are missing: %v", octets, err)
		}
	}
}

// plainly leaves out who listens to each line, as a gateway does that only logs its errands.
func plainly(g *gate) {
	g.Forget = true
	g.Stream = &journal.Stream{Sinks: []journal.Sink{g.Log}}
}

// retrs is a group of so many RETRs.
func retrs(many int) []byte {
	var b []byte
	for i := range many {
		b = fmt.Appendf(b, "RETR %d\r\n", i+1)
	}
	return b
}

// cpu is what the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// 200 RETRs, pipelined or one by one, through the gate and through a relay that only copies, by turns: what both cost with client and
// server, and how many times the relay the gate is.
func BenchmarkRetr(b *testing.B) {
	const many = 200
	for _, chain := range []struct {
		name  string
		group int
		set   setup
	}{{"no filters", many, func(*gate) {}}, {"one by one", 1, func(*gate) {}}, {"read", many, filtered(sessiontest.Reader())}} {
		group := retrs(chain.group)
		for _, size := range []int{1 << 10, 5 << 10, 50 << 10, 1 << 20} {
			b.Run(fmt.Sprintf("%s/%dKB", chain.name, size>>10), func(b *testing.B) {
				s := newStore(b, size)
				gated := newFetcher(b, newGate(b, s.listener.Addr().String(), chain.set, plainly).Listener)
				defer gated.c.Close()
				relayed := newFetcher(b, newRelay(b, s.listener.Addr().String()))
				defer relayed.c.Close()
				b.SetBytes(int64(2 * many * len(s.message)))
				fetch := func(f *fetcher) {
					for range many / chain.group {
						f.say(b, group, chain.group*len(s.message))
					}
				}
				b.ReportAllocs()
				var gate, relay time.Duration
				for b.Loop() {
					from := cpu()
					fetch(gated)
					between := cpu()
					fetch(relayed)
					gate, relay = gate+between-from, relay+cpu()-between
				}
				b.ReportMetric(gate.Seconds()/float64(b.N)*1e6, "gate-cpu-µs/op")
				b.ReportMetric(relay.Seconds()/float64(b.N)*1e6, "relay-cpu-µs/op")
				b.ReportMetric(float64(gate)/float64(relay), "×relay")
			})
		}
	}
}

// A large message costs no more allocations than a small one: there are none for each piece of it. A few come of pools that a collection has
// emptied.
func TestNoAllocationPerPiece(t *testing.T) {
	allocs := func(size int) float64 {
		s := newStore(t, size)
		f := newFetcher(t, newGate(t, s.listener.Addr().String(), plainly).Listener)
		defer f.c.Close()
		one := retrs(1)
		f.say(t, one, len(s.message)) // the first fills the pools
		return testing.AllocsPerRun(5, func() { f.say(t, one, len(s.message)) })
	}
	if small, large := allocs(1<<20), allocs(10<<20); large > small+40 {
		t.Errorf("%.0f allocations for 10 MB, %.0f for 1 MB", large, small)
	}
}

// A RETR in a group costs one allocation, which is its argument. What a group costs in all is divided among many.
func TestAllocationsOfAGroup(t *testing.T) {
	const many = 200
	s := newStore(t, 1<<10)
	f := newFetcher(t, newGate(t, s.listener.Addr().String(), plainly).Listener)
	defer f.c.Close()
	group := retrs(many)
	if each := testing.AllocsPerRun(20, func() { f.say(t, group, many*len(s.message)) }) / many; each > 1.5 {
		t.Errorf("%.1f allocations for a RETR", each)
	}
}
