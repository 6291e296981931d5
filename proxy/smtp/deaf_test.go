package smtp_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
)

// byClock lets time pass by a clock, on both legs.
func byClock(address string, clock *proxytest.Clock) setup {
	return func(g *gate) {
		g.Clock, g.Wrap, g.Upstream = clock, clock.Conn, sessiontest.BehindClock(address, clock)
	}
}

// A client that says commands without end and never reads a reply is read no further when its replies don't fit any more. It costs no memory,
// and after the time of a command it is given up.
func TestClientThatNeverReads(t *testing.T) {
	for name, says := range map[string]string{
		"passed on": "NOOP\r\n", "answered here": "XYZZY\r\n", "questions": "VRFY postmaster\r\n", "recipients": "RCPT TO:<c@d.example>\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			const allowed = 8 << 20
			clock, address := proxytest.NewClock(), newDrain(t, 4<<10).listener.Addr().String()
			waiting := make(chan struct{})
			g := newGate(t, address, byClock(address, clock), quietly, func(g *gate) {
				g.Errors, g.Forget = 1<<30, false
				g.Wrap = sessiontest.Cram(clock.Conn, sync.OnceFunc(func() { close(waiting) }))
			})
			c := g.enter(t)
			c.SetReadBuffer(4 << 10)
			before, _ := inUse()
			written := flood(c, strings.Repeat(says, 1000))
			sessiontest.Await(t, waiting)
			if now, _ := inUse(); now-before > allowed {
				t.Errorf("%d octets more are in use", now-before)
			}
			if err := clock.Advance(5 * time.Minute); err != nil {
				t.Error(err)
			}
			g.End()
			<-written
			if end := g.Of(journal.Close)[0].Value; !strings.HasPrefix(end, "the client doesn't read") {
				t.Errorf("the session ended with %q", end)
			}
		})
	}
}

// flood says text again and again until the connection ends.
func flood(w io.Writer, text string) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for err := error(nil); err == nil; {
			_, err = io.WriteString(w, text)
		}
	}()
	return done
}

// An upstream that takes no more of a message is given up in time, and has no end of it. The client isn't blamed for that time, and hears 451
// when all is said.
func TestUpstreamThatNeverReads(t *testing.T) {
	text := "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("x", 998)+"\r\n", 30_000)
	chunk := fmt.Sprintf("BDAT %d LAST\r\n%s", len(text), text)
	for name, test := range map[string]struct {
		filter setup
		begin  []string
		says   string
	}{
		"streamed": {filtered(), []string{"DATA"}, text + ".\r\n"},
		"held":     {filtered(sessiontest.Reader()), []string{"DATA"}, text + ".\r\n"},
		"chunk":    {filtered(), nil, chunk},
	} {
		t.Run(name, func(t *testing.T) {
			over := make(chan struct{})
			readOn := sync.OnceFunc(func() { close(over) })
			r := newRecorder(t, everything, func(r *recorder) {
				r.Faults["body"], r.Faults["octets"] = sessiontest.Holds(over), sessiontest.Holds(over)
			})
			clock := proxytest.NewClock()
			c := newGate(t, r.Address(), byClock(r.Address(), clock), test.filter).enter(t)
			t.Cleanup(readOn)
			for _, line := range append([]string{"MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>"}, test.begin...) {
				c.ask(line, "")
			}
			said := make(chan struct{})
			go func() {
				defer close(said)
				io.WriteString(c, test.says)
			}()
			sessiontest.Await(t, r.Struck)
			if err := clock.Advance(8 * time.Minute); err != nil {
				t.Error(err)
			}
			c.Hears("451 4.4.1")
			<-said
			c.ask("QUIT", "221")
			readOn()
			for _, p := range r.All() {
				if len(p.stored) > 0 {
					t.Error("the upstream has the message")
				}
			}
		})
	}
}
