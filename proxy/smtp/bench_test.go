package smtp_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// drain is a mail server that keeps nothing and allocates nothing, so that what a benchmark counts is the gate's.
type drain struct {
	listener net.Listener
	wg       sync.WaitGroup
}

func newDrain(t testing.TB, buffer int) *drain {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &drain{listener: listener}
	d.wg.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			d.wg.Go(func() { swallow(c, buffer) })
		}
	})
	t.Cleanup(func() { listener.Close(); d.wg.Wait() })
	return d
}

var (
	drainEHLO = []byte("250-drain\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 CHUNKING\r\n")
	drainOK   = []byte("250 2.0.0 ok\r\n")
	drain354  = []byte("354 go on\r\n")
	drainBye  = []byte("221 2.0.0 bye\r\n")
)

// swallow serves a connection; replies to a group leave together.
func swallow(c net.Conn, buffer int) {
	defer c.Close()
	r, w := bufio.NewReaderSize(c, buffer), bufio.NewWriterSize(c, 512)
	w.WriteString("220 drain\r\n")
	for content := false; ; {
		if r.Buffered() == 0 {
			w.Flush()
		}
		line, err := r.ReadSlice('\n')
		switch {
		case err != nil && err != bufio.ErrBufferFull:
			return
		case content && string(line) != ".\r\n":
			continue
		case bytes.HasPrefix(line, []byte("EHLO")):
			w.Write(drainEHLO)
		case bytes.HasPrefix(line, []byte("DATA")):
			w.Write(drain354)
			content = true
			continue
		case bytes.HasPrefix(line, []byte("BDAT")):
			var n int
			for _, b := range line[5:] {
				if b < '0' || b > '9' {
					break
				}
				n = 10*n + int(b-'0')
			}
			r.Discard(n)
			w.Write(drainOK)
		case bytes.HasPrefix(line, []byte("QUIT")):
			w.Write(drainBye)
			w.Flush()
			return
		default:
			w.Write(drainOK)
		}
		content = false
	}
}

// sender says prepared bytes and counts replies without allocating.
type sender struct {
	c net.Conn
	r *bufio.Reader
}

func newSender(t testing.TB, l net.Listener, buffer int) *sender {
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s := &sender{c, bufio.NewReaderSize(c, buffer)}
	s.hear(t, 1)
	s.say(t, ehloLine, 1)
	return s
}

func (s *sender) say(t testing.TB, text []byte, replies int) {
	if _, err := s.c.Write(text); err != nil {
		t.Fatal(err)
	}
	s.hear(t, replies)
}

func (s *sender) hear(t testing.TB, replies int) {
	for replies > 0 {
		line, err := s.r.ReadSlice('\n')
		if err != nil {
			t.Fatal(err)
		}
		if line[0] > '3' {
			t.Fatalf("heard %q", line)
		}
		if line[3] == ' ' {
			replies--
		}
	}
}

var (
	ehloLine      = []byte("EHLO client.example\r\n")
	envelopeLines = []byte("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n")
	chunkEnvelope = []byte("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n")
)

// mailOf is content of about size octets with its dot line.
func mailOf(size int) []byte {
	line := strings.Repeat("x", 76) + "\r\n"
	return []byte("Subject: x\r\n\r\n" + strings.Repeat(line, max(1, size/len(line))) + ".\r\n")
}

func (s *sender) send(t testing.TB, content []byte) {
	s.say(t, envelopeLines, 3)
	s.say(t, content, 1)
}

// quietly leaves out who listens to each line, as a gateway does that only logs its transactions.
func quietly(g *gate) {
	g.Forget = true
	g.Stream = &journal.Stream{Sinks: []journal.Sink{g.Log}}
}

func BenchmarkMessage(b *testing.B) {
	for _, chain := range []struct {
		name string
		set  setup
	}{{"no filters", func(*gate) {}}, {"read", filtered(sessiontest.Reader())}} {
		for _, size := range []int{1 << 10, 10 << 20} {
			b.Run(fmt.Sprintf("%s/%dKB", chain.name, size>>10), func(b *testing.B) {
				g := newGate(b, newDrain(b, 64<<10).listener.Addr().String(), chain.set, quietly)
				s := newSender(b, g.Listener, 4<<10)
				defer s.c.Close()
				content := mailOf(size)
				b.SetBytes(int64(len(content)))
				b.ReportAllocs()
				for b.Loop() {
					s.send(b, content)
				}
			})
		}
	}
}

// One message a connection.
func BenchmarkSession(b *testing.B) {
	g := newGate(b, newDrain(b, 4<<10).listener.Addr().String(), quietly)
	content := mailOf(1 << 10)
	b.ReportAllocs()
	for b.Loop() {
		s := newSender(b, g.Listener, 1<<10)
		s.send(b, content)
		s.say(b, []byte("QUIT\r\n"), 1)
		s.c.Close()
	}
}

// What a session costs that is silent in the middle of content: the gate's heap, that of the clients and servers of the test taken off.
func BenchmarkIdleInBody(b *testing.B) {
	const sessions = 1000
	d := newDrain(b, 256)
	g := newGate(b, d.listener.Addr().String(), quietly)
	for b.Loop() {
		alone, _ := heapOf(b, d.listener, sessions)
		heap, stack := heapOf(b, g.Listener, sessions)
		b.ReportMetric(float64(heap-alone)/sessions, "B/session")
		b.ReportMetric(float64(stack)/sessions, "stack-B/session")
	}
}

// heapOf opens sessions at a listener, leaves each in the middle of content, and tells what is in use more than before.
func heapOf(b *testing.B, l net.Listener, sessions int) (heap, stack int64) {
	heap, stack = inUse()
	content := mailOf(8 << 10)
	open := make([]*sender, sessions)
	defer func() {
		for _, s := range open {
			if s != nil {
				s.c.Close()
			}
		}
	}()
	for i := range open {
		open[i] = newSender(b, l, 256)
		open[i].say(b, envelopeLines, 3)
		open[i].c.Write(content[:len(content)-100])
	}
	heapNow, stackNow := inUse()
	for _, s := range open {
		s.c.Write(content[len(content)-100:])
		s.hear(b, 1)
		s.say(b, []byte("QUIT\r\n"), 1)
		io.Copy(io.Discard, s.r)
		s.c.Close()
	}
	return heapNow - heap, stackNow - stack
}

func inUse() (heap, stack int64) {
	runtime.GC()
	runtime.GC() // pools give up what was idle before the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse), int64(m.StackInuse)
}

// A large message costs no more allocations than a small one: there are none for each piece of it. A few come of pools that a collection has
// emptied.
func TestNoAllocationPerPiece(t *testing.T) {
	g := newGate(t, newDrain(t, 64<<10).listener.Addr().String(), quietly)
	s := newSender(t, g.Listener, 4<<10)
	defer s.c.Close()
	data := func(size int) float64 {
		content := mailOf(size)
		return testing.AllocsPerRun(5, func() { s.send(t, content) })
	}
	chunks := func(size int) float64 {
		content := append(fmt.Appendf(nil, "BDAT %d LAST\r\n", size), bytes.Repeat([]byte("x"), size)...)
		return testing.AllocsPerRun(5, func() { s.say(t, chunkEnvelope, 2); s.say(t, content, 1) })
	}
	for name, allocs := range map[string]func(int) float64{"DATA": data, "BDAT": chunks} {
		allocs(1 << 20) // the first fills the pools
		if small, large := allocs(1<<20), allocs(10<<20); large > small+40 {
			t.Errorf("%s: %.0f allocations for 10 MB, %.0f for 1 MB", name, large, small)
		} else {
			t.Logf("%s: %.0f allocations for 10 MB, %.0f for 1 MB", name, large, small)
		}
	}
}
