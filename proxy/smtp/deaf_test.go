package smtp_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gatepost-mail/gatepost/proxy/journal"
	"github.com/gatepost-mail/gatepost/proxy/proxytest"
	"github.com/gatepost-mail/gatepost/proxy/sessiontest"
	"github.com/gatepost-mail/gatepost/proxy/upstream"
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
				g.Upstream = sessiontest.PatientlyBehind(address, nil) // while it is waited for no time passes
				g.Wrap = sessiontest.Cram(clock.Conn, sync.OnceFunc(func() { close(waiting) }))
			})
			c := g.enter(t)
			c.SetReadBuffer(4 << 10)
			c.SetWriteBuffer(1 << 20)
			before, _ := inUse()
			c.Raw(strings.Repeat(says, 300_000/len(says))) // more than there is room for the replies to
			sessiontest.Await(t, waiting)
			written := flood(c, strings.Repeat(says, 1000))
			if now, _ := inUse(); now-before > allowed {
				t.Errorf("%d octets more are in use", now-before)
			}
			clock.Patience = time.Second
			for tries := 0; len(g.Of(journal.Close)) == 0; tries++ {
				if err := clock.Advance(time.Minute); err != nil && tries > 30 { // a session that is just ending doesn't rest
					t.Fatal("the client isn't given up: ", err)
				}
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

// narrowly is byClock with little room on the way up.
func narrowly(address string, clock *proxytest.Clock) setup {
	cram := sessiontest.Cram(clock.Conn, func() {})
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return cram(c), nil
	}
	return func(g *gate) {
		byClock(address, clock)(g)
		g.Upstream = upstream.New(upstream.Config{Label: "behind", Servers: []string{address}}, dial, clock)
	}
}

// An upstream that takes no more of a message is given up in time, and has no end of it. The client isn't blamed for that time, and hears 451
// when all is said.
func TestUpstreamThatNeverReads(t *testing.T) {
	text := "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("x", 998)+"\r\n", 400)
	chunk := fmt.Sprintf("BDAT %d LAST\r\n", len(text))
	const most = 300_000 // more than there is room for on the way up, and less than on the way to the gate
	for name, test := range map[string]struct {
		filter      setup
		says, later string
	}{
		"streamed": {filtered(), "DATA\r\n" + text[:most], text[most:] + ".\r\n"},
		"held":     {filtered(sessiontest.Reader()), "DATA\r\n" + text + ".\r\n", ""},
		"chunk":    {filtered(), chunk + text[:most], text[most:]},
	} {
		t.Run(name, func(t *testing.T) {
			over := make(chan struct{})
			readOn := sync.OnceFunc(func() { close(over) })
			hold := func(p *sessiontest.Peer) bool {
				p.SetReadBuffer(4 << 10)
				return sessiontest.Holds(over)(p)
			}
			r := newRecorder(t, everything, func(r *recorder) { r.Faults["body"], r.Faults["octets"] = hold, hold })
			clock := proxytest.NewClock()
			g := newGate(t, r.Address(), narrowly(r.Address(), clock), test.filter)
			c := g.enter(t)
			t.Cleanup(readOn)
			c.SetWriteBuffer(1 << 20)
			c.ask("MAIL FROM:<a@b.example>", "250")
			c.ask("RCPT TO:<c@d.example>", "250")
			c.Raw(test.says)
			sessiontest.Await(t, r.Struck)
			for len(g.Of(journal.Upstream)) < 2 { // it was found, and is lost
				if err := clock.Advance(time.Minute); err != nil || clock.Now().Sub(proxytest.Epoch) > time.Hour {
					t.Fatal("the upstream isn't given up: ", err)
				}
			}
			if strings.HasPrefix(test.says, "DATA") {
				c.Hears("354")
			}
			c.Raw(test.later)
			c.Hears("451 4.4.1")
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
