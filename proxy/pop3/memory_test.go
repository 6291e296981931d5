package pop3_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gatepost-mail/gatepost/filters"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// inUse is the heap without what nobody needs.
func inUse() int64 {
	runtime.GC()
	runtime.GC() // pools give up what was idle before the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}

// A message of any size passes, or is held, in the same memory.
func TestMemoryOfLargeMessage(t *testing.T) {
	if testing.Short() {
		t.Skip("it passes 50 MB")
	}
	const size, allowed = 50 << 20, 8 << 20
	for name, entry := range map[string]filters.Entry{
		"streamed": {Label: "none", Filter: &filters.Filter{}}, "header held": {Label: "h", Filter: &filters.Filter{Header: sessiontest.Look}},
		"held": {Label: "m", Filter: &filters.Filter{Message: sessiontest.Look}}, "watched": {Label: "w", Shadow: true, Filter: &filters.Filter{Message: sessiontest.Look}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t, size)
			f := newFetcher(t, newGate(t, s.listener.Addr().String(), filtered(entry), plainly, func(g *gate) { g.MaxSize = 2 * size }).Listener)
			defer f.c.Close()
			before := inUse()
			if _, err := f.c.Write(retrs(1)); err != nil {
				t.Fatal(err)
			}
			half := len(s.message) / 2
			f.hear(t, half) // and the gate can't have written much more
			if more := inUse() - before; more > allowed {
				t.Errorf("%d octets more are in use", more)
			}
			f.hear(t, len(s.message)-half)
		})
	}
}

// A session that is idle holds no large buffer, whatever it has done before: what the clients and the server of the test have is taken off.
func TestMemoryOfIdleSessions(t *testing.T) {
	const sessions, allowed = 200, 24 << 10
	s := newStore(t, 100<<10)
	g := newGate(t, s.listener.Addr().String(), plainly)
	alone := idle(t, s.listener, sessions, len(s.message))
	if each := (idle(t, g.Listener, sessions, len(s.message)) - alone) / sessions; each > allowed {
		t.Errorf("%d octets a session are in use", each)
	} else {
		t.Logf("%d octets a session are in use", each)
	}
}

// idle is what is in use more when so many sessions at a listener have fetched messages of a size, and are silent.
func idle(t *testing.T, l net.Listener, sessions, size int) int64 {
	before := inUse()
	var open []net.Conn
	for range sessions {
		f := newFetcher(t, l)
		f.say(t, retrs(60), 60*size)
		open = append(open, f.c)
	}
	after := inUse()
	for _, c := range open {
		c.Close()
	}
	return after - before
}

// endless is a server that never comes to an end.
func endless(t *testing.T, begin, line string) (address string, said *atomic.Int64) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	said = new(atomic.Int64)
	var wg sync.WaitGroup
	wg.Go(func() {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		fmt.Fprint(c, "+OK\r\n")
		bufio.NewReader(c).ReadString('\n') // an error comes again with the next
		io.WriteString(c, begin)
		for text := strings.Repeat(line, 1000); err == nil; {
			var n int
			n, err = io.WriteString(c, text)
			said.Add(int64(n))
		}
	})
	t.Cleanup(func() { listener.Close(); wg.Wait() })
	return listener.Addr().String(), said
}

// Whatever has no end is given up, or passes in no memory, but isn't gathered.
func TestEndlessUpstream(t *testing.T) {
	for name, test := range map[string]struct{ asks, begin, line, want string }{
		"a line":         {"STAT", "+OK ", "xxxxxxxxxx", "-ERR [SYS/TEMP]"},
		"capabilities":   {"CAPA", "+OK\r\n", "X-CAPABILITY\r\n", "-ERR [SYS/TEMP]"},
		"mechanisms":     {"AUTH", "+OK\r\n", "PLAIN\r\n", "-ERR [SYS/TEMP]"},
		"a message held": {"RETR 1", "+OK\r\nSubject: x\r\n\r\n", "xxxxxxxxxx\r\n", "-ERR"},
		"a header":       {"RETR 1", "+OK\r\n", "X-Header: xxxxxxxxxx\r\n", "-ERR"},
		"one long line":  {"RETR 1", "+OK\r\n", "xxxxxxxxxx", "-ERR"},
		"no newline":     {"TOP 1 0", "+OK\r\n", "\r\r\r\r\r\r\r", "-ERR"},
	} {
		t.Run(name, func(t *testing.T) {
			address, said := endless(t, test.begin, test.line)
			refuse := filters.Entry{Label: "no", OnError: filters.OnErrorDefer, Filter: &filters.Filter{Message: sessiontest.Look}}
			c := dial(t, newGate(t, address, filtered(refuse), plainly, func(g *gate) { g.MaxSize = 1 << 20 }).Listener)
			c.Hears("+OK")
			c.ask(test.asks, test.want)
			if n := said.Load(); n > 32<<20 {
				t.Errorf("%d octets were taken", n)
			}
		})
	}
}
